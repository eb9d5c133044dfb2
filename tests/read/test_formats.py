"""Which format an input is in: its content says so, before its name."""

import io

import pytest

from kg.model import Rejected
from kg.read import Limits
from kg.read.formats import READERS, reader, readers, sniff
from kg.read.source import Source, Stream


def source(name: str, content: bytes) -> Source:
    return Source.of(f"/n/{name}", name, Stream(io.BytesIO(content), Limits()))


@pytest.mark.parametrize(
    ("name", "content", "format_"),
    [
        ("a.txt", b"Ann spoke.", "text"),
        ("a", b"Ann spoke.", "text"),
        ("a.md", b"# Ann\n\nshe spoke.", "text"),
        ("a.txt", b"< 5 people came.", "text"),
        ("a.txt", b"<b>Ann</b> spoke.", "text"),
        ("a.txt", b"{Ann} spoke.", "text"),
        ("a.txt", b"[Ann] spoke.", "text"),
        ("a.txt", b"RIFFAT ALI spoke.", "text"),
        ("a.txt", b"BZ Bank shut.", "text"),
        ("a.txt", b"MZ spoke.", "text"),
        ("a.txt", b"Ann\rspoke, and left.\r", "text"),
        ("a.html", b"<b>Ann</b> spoke.", "html"),
        ("a.txt", b"\xef\xbb\xbf\n <!DOCTYPE html><html>", "html"),
        ("a.xml", b"<?xml version='1.0'?><html>", "html"),
        ("a.html", b"plain <i>and</i> simple", "html"),
        ("a.html", b"plain and simple", "text"),
        ("a.xml", b"<?xml version='1.0'?>\n<!-- x --><rss version='2.0'>", "feed"),
        ("a.html", b"<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        ("a", b"<rdf:RDF >", "feed"),
        ("a.jsonl", b'{"text": "Ann"}\n{"text": "Bo"}', "jsonl"),
        ("a.json", b'{"text": "Ann"}\n{"text": "Bo"}', "jsonl"),
        ("a", b'{"text": "Ann"}', "jsonl"),
        ("a.jsonl", b'broken\n{"text": "Bo"}', "jsonl"),
        ("a.jsonl", b"no JSON at all", "text"),
        ("a.json", b'{\n "text": "Ann"\n}', "json"),
        ("a", b'[{"text": "Ann"}]', "json"),
        ("a.json", b'[1, 2]', "json"),
        ("a.csv", b"id,text\n", "csv"),
        ("a.tsv", b"id\ttext\n", "csv"),
        ("a.txt", b"id,text,title\n1,Ann,A\n", "csv"),
        ("a.csv", b"Ann spoke.", "text"),
    ],
)  # fmt: skip
def test_the_format_of_an_input(name: str, content: bytes, format_: str) -> None:
    assert sniff(source(name, content)) == format_


def test_looking_takes_nothing_away() -> None:
    one = source("a.txt", b"Ann spoke." * 20_000)
    sniff(one)
    assert one.content.read() == b"Ann spoke." * 20_000


@pytest.mark.parametrize("name", sorted(READERS))
def test_every_format_has_a_reader(name: str) -> None:
    assert callable(reader(name).read)
    assert reader(name) is reader(name)


def test_an_installed_plugin_gets_the_files_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Point:
        name, value = "docx", "kg.read.plain:PlainReader"

    readers.cache_clear()
    monkeypatch.setattr("kg.read.formats.entry_points", lambda group: [Point] if group == "kg.readers" else [])
    try:
        assert sniff(source("a.docx", b"\0\0")) == "docx"
        assert isinstance(sniff(source("a.odt", b"\0\0")), Rejected)
    finally:
        readers.cache_clear()
