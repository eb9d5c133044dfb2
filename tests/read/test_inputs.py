"""Finding the files behind what the user named."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.read.inputs import check
from tests.read.outcomes import Put, outcome


def test_a_folder_is_read_whole_in_the_order_of_its_names_without_hidden_files(put: Put, tmp_path: Path) -> None:
    for name in (
        "n/b.txt",
        "n/a/z.txt",
        "n/a/B.txt",
        "n/ a.txt",
        "n/é.txt",
        "n/.hidden.txt",
        "n/.git/a.txt",
        "n/c/.x/y.txt",
    ):
        put(name, f"Ann spoke in {name}.")
    found = outcome(str(tmp_path / "n"))
    assert list(found.texts) == [" a.txt", "a/B.txt", "a/z.txt", "b.txt", "é.txt"]
    assert found.why == []


def test_ids_do_not_depend_on_how_the_folder_was_named(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("n/a/b.txt", "Ann spoke.")
    monkeypatch.chdir(tmp_path)
    for name in ("n", "./n/", "n/../n", str(tmp_path / "n")):
        (reading,) = outcome(name).results
        assert (reading.article.id, reading.origin) == ("a/b.txt", str(tmp_path / "n/a/b.txt"))  # type: ignore[union-attr]


def test_a_file_named_by_itself_has_its_name_as_id(put: Put) -> None:
    assert list(outcome(put("n/a/b.txt", "Ann spoke.")).texts) == ["b.txt"]


def test_a_file_that_may_not_be_read_is_told_before_anything_is_read(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("n/b.txt", "Ann spoke.")
    monkeypatch.setattr(os, "access", lambda name, mode: name != path)  # root may read all there is
    with pytest.raises(InputError, match=r"Permission denied: '.*b\.txt'\. Nothing was read\."):
        check(["-", path])


def test_a_hidden_file_is_read_where_it_is_named(put: Put) -> None:
    assert list(outcome(put(".hidden.txt", "Ann spoke.")).texts) == [".hidden.txt"]


def test_a_file_named_twice_or_linked_is_read_once(put: Put, tmp_path: Path) -> None:
    path = put("n/b.txt", "Ann spoke.")
    (tmp_path / "n/c.txt").symlink_to(path)
    assert outcome(path, str(tmp_path / "n"), path, os.path.relpath(path)).origins == ["b.txt"]


def test_formats_mix_in_a_folder_and_what_is_bad_costs_itself_only(put: Put, tmp_path: Path) -> None:
    put("n/a.txt", "Ann spoke.")
    put("n/b.bin", bytes(range(256)))
    put("n/c.jsonl", '{"id": "c", "text": "Cy"}\nbroken\n{"id": "d", "text": "Di"}\n')
    put("n/e.csv", "id,text\ne,Ed\n")
    found = outcome(str(tmp_path / "n"))
    assert found.texts == {"a.txt": "Ann spoke.", "c": "Cy", "d": "Di", "e": "Ed"}
    assert [each.where.rpartition("/")[2] for each in found.rejected] == ["b.bin", "c.jsonl#2"]


class TestStandardInput:
    @pytest.mark.parametrize(
        ("content", "texts"),
        [
            (b"Ann spoke.", ["Ann spoke."]),
            (b'{"text": "Ann"}\n{"text": "Bo"}\n', ["Ann", "Bo"]),
            (b"id,text\n1,Ann\n", ["Ann"]),
            ("Zoë".encode("utf-16"), ["Zoë"]),
        ],
    )
    def test_it_may_be_of_any_format(
        self, standard_input: Callable[[bytes], None], content: bytes, texts: list[str]
    ) -> None:
        standard_input(content)
        found = outcome("-")
        assert [article.text for article in found.articles] == texts
        assert found.rejected == []
        assert all(origin.startswith("-#") for origin in found.origins)

    def test_a_text_on_it_has_the_same_id_each_time(self, standard_input: Callable[[bytes], None]) -> None:
        ids = []
        for content in (b"Ann spoke.", b"Ann spoke.", b"Bo spoke."):
            standard_input(content)
            ids.append(outcome("-").article.id)
        assert ids[0] == ids[1] != ids[2]

    def test_nothing_on_it_is_told(self, standard_input: Callable[[bytes], None]) -> None:
        standard_input(b"")
        assert outcome("-").why == ["file -: it is empty"]

    def test_it_goes_with_files(self, standard_input: Callable[[bytes], None], put: Put) -> None:
        standard_input(b"Ann spoke.")
        assert outcome(put("a.txt", "Bo spoke."), "-").origins == ["-#1", "a.txt"]
