"""The fields of one exchange record, each with its type checked; every complaint says where the record stands."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.errors import InputError
from kg.model import Span

_SHOWN = 40


class BadRecordError(ValueError):
    """A record that cannot be used; `str()` says which field and why."""


class Fields:
    """One record. `where` is its file and line."""

    def __init__(self, where: str, fields: Mapping[str, object]) -> None:
        self.where = where
        self._fields = fields

    def __contains__(self, name: str) -> bool:
        return self._fields.get(name) is not None

    def text(self, name: str, default: str | None = None) -> str:
        """A text that is not empty; the default where it is absent."""
        value = self._get(name, default)
        if not isinstance(value, str) or not value:
            raise BadRecordError(f"{name!r} must be a text that is not empty, not {_show(value)}")
        return value

    def one_of(self, name: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One of a few words."""
        value = self.text(name, default)
        if value not in allowed:
            raise BadRecordError(f"{name!r} must be one of {', '.join(allowed)}, not {_show(value)}")
        return value

    def share(self, name: str, default: float) -> float:
        """A number from 0 to 1."""
        value = self._get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise BadRecordError(f"{name!r} must be a number from 0 to 1, not {_show(value)}")
        return float(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._get(name, None)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise BadRecordError(f"{name!r} must be a list of texts, not {_show(value)}")
        return tuple(value)

    def records(self, name: str) -> "tuple[Fields, ...]":
        """A list of records; none where it is absent."""
        value = self._get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise BadRecordError(f"{name!r} must be a list of objects, not {_show(value)}")
        return tuple(Fields(self.where, each) for each in value)

    def span(self, within: str, name: str = "start, end") -> Span:
        """A span of characters in the text `within`: the pair `name`, or the fields `start` and `end`."""
        names = name.split(", ")
        value = self._get(name, None) if len(names) == 1 else [self._get(each, None) for each in names]
        if not isinstance(value, list) or [type(each) for each in value] != [int, int]:
            raise BadRecordError(f"{name!r} must be two whole numbers, not {_show(value)}")
        start, end = value
        if not 0 <= start < end <= len(within):
            raise BadRecordError(f"{name!r} {start}, {end} is no span of a text of {len(within)} characters")
        return start, end

    def _get(self, name: str, default: object) -> object:
        value = self._fields.get(name)
        return default if value is None else value


def lines(path: Path) -> Iterator[Fields | str]:
    """The records of a file of JSON Lines, or what is wrong with a line; `InputError` where it cannot be read."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _record(f"{path}:{number}", line)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error


def _record(where: str, line: bytes) -> Fields | str:
    try:
        fields = json.loads(line.decode())
    except UnicodeDecodeError:
        return f"{where}: it is not UTF-8"
    except (ValueError, RecursionError) as error:
        return f"{where}: it is not JSON: {error}"
    return Fields(where, fields) if isinstance(fields, dict) else f"{where}: it must be a JSON object"


def _show(value: object) -> str:
    shown = "nothing" if value is None else repr(value)
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
