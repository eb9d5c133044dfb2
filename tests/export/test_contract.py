"""What every exporter keeps to: the same bytes, whole or not at all, whatever things are called."""

from pathlib import Path

import pytest

from kg import plugins
from kg.errors import ExportError
from kg.export import Exporter, Options
from kg.graph import Graph, assemble
from kg.store.sqlite import SqliteStore
from tests import records

FORMATS = sorted(plugins.BUILT_IN["exporter"])


def exporter(name: str) -> Exporter:
    made: Exporter = plugins.load("exporter", name)()
    return made


def content(target: Path) -> dict[str, bytes]:
    """The bytes of a file, or of every file in a folder."""
    if not target.is_dir():
        return {"": target.read_bytes()}
    return {file.name: file.read_bytes() for file in sorted(target.iterdir())}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_bytes_from_a_store_filled_in_reverse(name: str, world: Graph, tmp_path: Path) -> None:
    exporter(name).write(world, tmp_path / "out", Options())
    first = content(tmp_path / "out")
    assert all(first.values())
    with records.fill(SqliteStore(), reverse=True) as store:
        exporter(name).write(assemble(store), tmp_path / "out", Options())
    assert content(tmp_path / "out") == first
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_second_export_of_less_leaves_nothing_of_the_first(
    name: str, world: Graph, hostile: Graph, tmp_path: Path
) -> None:
    exporter(name).write(world, tmp_path / "new", Options())
    exporter(name).write(hostile, tmp_path / "out", Options())
    exporter(name).write(world, tmp_path / "out", Options())
    assert content(tmp_path / "out") == content(tmp_path / "new")


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_names_are_written(name: str, hostile: Graph, tmp_path: Path) -> None:
    exporter(name).write(hostile, tmp_path / "out", Options())
    first = content(tmp_path / "out")
    exporter(name).write(hostile, tmp_path / "out", Options())
    assert content(tmp_path / "out") == first


@pytest.mark.parametrize("name", FORMATS)
def test_a_target_of_the_other_kind_is_told(name: str, world: Graph, tmp_path: Path) -> None:
    exporter(name).write(world, tmp_path / "right", Options())
    target = tmp_path / "out"
    if (tmp_path / "right").is_dir():
        target.write_bytes(b"mine")
    else:
        target.mkdir()
    with pytest.raises(ExportError, match=r"out is a (file|folder); "):
        exporter(name).write(world, target, Options())
    assert target.is_dir() or target.read_bytes() == b"mine"


@pytest.mark.parametrize("name", FORMATS)
def test_a_target_under_a_file_is_told(name: str, world: Graph, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(ExportError, match="cannot be written: "):
        exporter(name).write(world, tmp_path / "file" / "out", Options())
    assert content(tmp_path) == {"file": b"mine"}


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("name", FORMATS)
def test_a_failure_leaves_what_was_there(
    name: str, last: bool, world: Graph, hostile: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exporter(name).write(hostile, tmp_path / "out", Options())
    before = content(tmp_path / "out")
    synced: list[int] = []
    monkeypatch.setattr("os.fsync", synced.append)
    exporter(name).write(world, tmp_path / "other", Options())
    fails = len(synced) if last else 1
    synced.clear()

    def fill(number: int) -> None:
        synced.append(number)
        if len(synced) == fails:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fill)
    with pytest.raises(ExportError, match="No space left on device"):
        exporter(name).write(world, tmp_path / "out", Options())
    assert content(tmp_path / "out") == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["other", "out"]
