"""Files that appear whole or not at all."""

import os
import threading
from pathlib import Path

import pytest

from kg.errors import ExportError
from kg.export.atomic import writing


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
