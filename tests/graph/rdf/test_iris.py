"""IRIs out of whatever articles bring."""

from urllib.parse import unquote

import pyoxigraph as ox
import pytest

from kg.errors import UsageError
from kg.graph.rdf.iris import Iris, web
from tests.records import HOSTILE_ID


@pytest.mark.parametrize("id_", [HOSTILE_ID, "a/b", "..", ".", "%41", "2024.txt", "é"])
def test_article_ids_survive(id_: str) -> None:
    iri = Iris().of("article", id_).value
    assert iri.startswith("https://kg.example/article/")
    local = iri.removeprefix("https://kg.example/article/")
    assert unquote(local) == id_
    assert local.isascii()
    assert "/" not in local
    assert local.strip(".")


@pytest.mark.parametrize(
    ("url", "iri"),
    [
        ('http://a.example/b c?q=<x>|"y"#é', "http://a.example/b%20c?q=%3Cx%3E%7C%22y%22#%C3%A9"),
        ("https://a.example/100%/%41#a#b", "https://a.example/100%25/%41#a%23b"),
        ("http://a.example/[x]", "http://a.example/%5Bx%5D"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
        ("HTTPS://a.example", "https://a.example"),
        ("https://a.example/../../etc/./x?y=../z", "https://a.example/etc/x?y=../z"),
        ("https://a.example/b//../c/..", "https://a.example/b/"),
        ("https://a.example/.", "https://a.example/"),
        ("https://ann:secret@a.example:8080/@ann", "https://a.example:8080/@ann"),
    ],
)
def test_web_addresses_are_encoded(url: str, iri: str) -> None:
    assert web(url) == ox.NamedNode(iri)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "",
        "x",
        "http://",
        "http://[::1",
    ],
)
def test_other_addresses_are_none(url: str) -> None:
    assert web(url) is None


def test_base() -> None:
    assert Iris("https://data.example/news").of("entity", "e1").value == "https://data.example/news/entity/e1"
    assert Iris("https://data.example/").of("entity", "e1").value == "https://data.example/entity/e1"


@pytest.mark.parametrize(
    "base",
    [
        "news",
        "javascript:x",
        "https://a b/",
        "",
        "https://data.example/<x>/",
        "https://a.example/#x",
        "https://a.example/b/../",
    ],
)
def test_bad_base(base: str) -> None:
    with pytest.raises(UsageError, match="cannot be the base"):
        Iris(base)
