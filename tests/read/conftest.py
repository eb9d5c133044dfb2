"""Files for the readers to read, made on the spot."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.read.outcomes import Put


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Writes a file, and the folders to it, under the test's own folder; gives its path."""

    def write(name: str, content: bytes | str) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return str(path)

    return write


@pytest.fixture
def standard_input(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], None]]:
    """Sets what standard input holds."""
    made: list[io.TextIOWrapper] = []

    def fill(content: bytes) -> None:
        made.append(io.TextIOWrapper(io.BytesIO(content)))
        monkeypatch.setattr("sys.stdin", made[-1])

    yield fill
    for stream in made:
        stream.close()
