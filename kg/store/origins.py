"""Where articles come from: `folder/file!member#line`, and what lies within what."""

import re
from collections.abc import Iterator

_LINE = re.compile(r"#\d+$")
_STEP = re.compile(r"[/\\!]")


def within(origin: str, places: frozenset[str]) -> bool:
    """Whether the origin is one of these places (folders, archives, files, lines) or lies in one."""
    return any(step in places for step in _steps(origin))


def container(origin: str) -> str:
    """The file (or archive member) that a line stands in; anything else is its own container."""
    return _LINE.sub("", origin)


def _steps(origin: str) -> Iterator[str]:
    """The origin and all that it lies in, each folder both with its final slash and without."""
    yield origin
    path = container(origin)
    yield path
    for cut in _STEP.finditer(path):
        yield path[: cut.start()]
        yield path[: cut.end()]
