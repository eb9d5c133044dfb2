"""Values as FollowTheMoney holds them; what it would drop without a word is counted."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from kg import ids
from kg.export.ftm_mapping import LANGUAGES
from kg.export.xml import writable
from kg.graph.rdf.iris import web
from kg.text.edtf import days

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z", re.ASCII)
_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?\Z", re.ASCII)

Pair = tuple[str, str | None]


class Values:
    """Makes values, and remembers what there is no place for."""

    def __init__(self) -> None:
        self._dropped: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def complaints(self) -> Iterator[str]:
        """What was left out, in words, a line for each kind."""
        for kind, count in sorted(self._dropped.items()):
            yield f"{kind}: {count} that FollowTheMoney cannot hold, left out; the first is {self._first[kind]!r}"

    def name(self, text: str) -> str | None:
        """A name, its blanks and line breaks as one blank each."""
        return " ".join(writable(text).split()) or self._drop("name", text)

    def text(self, text: str) -> str | None:
        """Any text but a blank one."""
        return text if text.strip() else self._drop("text", text)

    def date(self, edtf: str) -> str | None:
        """A year, month or day; no less certain date and none without a year."""
        return edtf if _DATE.match(edtf) and days(edtf)[0] else self._drop("date", edtf)

    def moment(self, published: str) -> str | None:
        """When an article came out: a date, or a time in UTC; its day where UTC has left the calendar."""
        try:
            moment = datetime.fromisoformat(published) if "T" in published else None
        except ValueError:
            moment = None
        if moment is None:
            return self.date(published)
        try:
            moment = moment.astimezone(UTC) if moment.tzinfo else moment
        except OverflowError:
            return moment.date().isoformat()
        return moment.replace(tzinfo=None).isoformat(timespec="seconds")

    def url(self, url: str) -> str | None:
        """An http or https address."""
        address = web(url)
        return address.value if address else self._drop("web address", url)

    def language(self, tag: str) -> str | None:
        """A BCP 47 tag as the three letters of its language."""
        return LANGUAGES.get(tag.partition("-")[0].lower()) or self._drop("language", tag)

    def _drop(self, kind: str, value: str) -> str | None:
        self._dropped[kind] += 1
        self._first.setdefault(kind, value)
        return None


def identifier(id_: str) -> str:
    """The id itself where FollowTheMoney allows it, else a hash of it."""
    return id_ if _ID.match(id_) else "a" + ids.digest("followthemoney", id_)


def record(id_: str, schema: str, pairs: Iterable[Pair]) -> dict[str, object]:
    """An entity; the values of each property are sorted, and what is None is left out."""
    found: dict[str, set[str]] = {}
    for name, value in pairs:
        if value is not None:
            found.setdefault(name, set()).add(writable(value))
    return {"id": id_, "schema": schema, "properties": {name: sorted(found[name]) for name in sorted(found)}}
