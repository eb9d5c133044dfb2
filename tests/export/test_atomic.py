"""Files and folders that appear whole or not at all."""

import os
import threading
from pathlib import Path

import pytest

from kg.errors import ExportError
from kg.export.atomic import writing, writing_folder


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "out"
    with writing(target) as out:
        out.write(b"half")
        out.flush()
        assert not target.exists()
        out.write(b" and half")
    assert target.read_bytes() == b"half and half"
    assert [each.name for each in target.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_a_failure_leaves_what_was_there(failure: type[BaseException], tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"old")
    with pytest.raises(failure):
        _stop(tmp_path / "out", failure)
    assert (tmp_path / "out").read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ExportError, match="out cannot be written: No space left on device"), writing(tmp_path / "out"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real" / "out")
    with writing(tmp_path / "link") as out:
        out.write(b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "out").read_bytes() == b"x"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    with writing(tmp_path / "pipe") as out:
        out.write(b"through")
    reader.join(10)
    assert read == [b"through"]
    assert (tmp_path / "pipe").is_fifo()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is a folder; name a file with -o"), writing(tmp_path):
        pass


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="out cannot be written: "), writing(tmp_path / "file" / "out"):
        pass


@pytest.mark.parametrize("name", ["x" * 255, "🦊" * 63])
def test_the_longest_names_will_do(name: str, tmp_path: Path) -> None:
    with writing(tmp_path / name) as out:
        out.write(b"x")
    assert (tmp_path / name).read_bytes() == b"x"


def test_a_longer_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written: File name too long"), writing(tmp_path / ("x" * 256)):
        pass
    assert list(tmp_path.iterdir()) == []


def _stop(target: Path, failure: type[BaseException]) -> None:
    with writing(target) as out:
        out.write(b"new")
        raise failure


NAMES = ("a", "b")


def test_a_folder_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder"
    with writing_folder(target, NAMES) as folder:
        (folder / "a").write_bytes(b"x")
        assert not target.exists()
    assert _content(target) == {"a": b"x"}
    assert [each.name for each in target.parent.iterdir()] == ["folder"]


def test_a_second_folder_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    for name in NAMES:
        with writing_folder(tmp_path / "out", NAMES) as folder:
            (folder / name).write_bytes(name.encode())
    assert _content(tmp_path / "out") == {"b": b"b"}
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_a_failure_leaves_the_folder_that_was_there(failure: type[BaseException], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a").write_bytes(b"old")
    with pytest.raises(failure):
        _stop_folder(tmp_path / "out", failure)
    assert _content(tmp_path / "out") == {"a": b"old"}
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_cannot_be_put_in_place_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a").write_bytes(b"old")
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if path.name.endswith(".part"):
            raise OSError(16, "Device or resource busy")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with (
        pytest.raises(ExportError, match="out cannot be written: Device or resource busy"),
        writing_folder(tmp_path / "out", NAMES) as folder,
    ):
        (folder / "b").touch()
    assert _content(tmp_path / "out") == {"a": b"old"}
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_bytes(b"mine")
    with pytest.raises(ExportError, match=r"holds 'thesis.txt'.*name a new folder"), writing_folder(tmp_path, NAMES):
        pass
    assert _content(tmp_path) == {"thesis.txt": b"mine"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(ExportError, match="out is a file"), writing_folder(tmp_path / "out", NAMES):
        pass
    assert _content(tmp_path) == {"out": b"mine"}


def test_a_folder_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o700)
    with writing_folder(tmp_path / "out", NAMES) as folder:
        (folder / "a").write_bytes(b"x")
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with writing_folder(tmp_path / "link", NAMES) as folder:
        (folder / "a").write_bytes(b"x")
    assert (tmp_path / "link").is_symlink()
    assert _content(tmp_path / "real") == {"a": b"x"}


def _stop_folder(target: Path, failure: type[BaseException]) -> None:
    with writing_folder(target, NAMES) as folder:
        (folder / "b").write_bytes(b"new")
        raise failure


def _content(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}
