"""What is in a store: counts by group, near-copies, rejections by reason, the run ledger."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from kg.model import Rejected
from kg.store import Run, Store
from kg.text.shingles import near_copies

_EXAMPLES = 3
_RUNS = 5
_DECISIONS = {"right": "confirmed", "wrong": "struck out", "asleep": "of statements that are gone"}
_LABELS = {"entities": "entities, each article's own"}  # an export has fewer: there, those that are the same are one
_PARTICULAR = re.compile(r"'[^']*'|\d[\d,.]*")


@dataclass
class Reason:
    """A reason for rejections, in the words of the first: how often, and of each where, and in which words."""

    why: str
    count: int
    where: list[str]
    words: list[str]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of `kg stats`: totals, counts by kind and group, reasons for rejections, and the run ledger."""

    totals: Mapping[str, int]
    counts: Mapping[str, Mapping[str, int]]
    rejected: tuple[Reason, ...]
    runs: tuple[Run, ...]

    def json(self) -> str:
        """All figures as one JSON object."""
        rejected = [asdict(reason) for reason in self.rejected]
        runs = [asdict(run) for run in self.runs]
        shown = {"totals": self.totals, **self.counts, "rejected": rejected, "runs": runs}
        return json.dumps(shown, ensure_ascii=False, indent=2)

    def text(self) -> str:
        """The figures for a person."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield from _table("totals", {_LABELS.get(kind, kind): count for kind, count in self.totals.items()})
        for kind, groups in self.counts.items():
            yield from _table(_LABELS.get(kind, kind), groups)
        if self.rejected:
            yield "\nrejected"
            for reason in self.rejected:
                yield f"  {reason.count:>9,}  {_one_line(reason.why)}"
                one = len(set(reason.words)) == 1
                for where, words in list(zip(reason.where, reason.words, strict=True))[:_EXAMPLES]:
                    yield f"{'':13}{_one_line(where if one else f'{where}: {words}')}"
                if reason.count > _EXAMPLES:
                    yield f"{'':13}and {reason.count - _EXAMPLES:,} more (--json names them all)"
        if self.runs:
            yield "\nruns (latest last)"
            yield from (_run_line(run) for run in self.runs[-_RUNS:])


def stats(store: Store) -> Figures:
    """Count what is in the store."""
    counts = dict(store.counts())
    copies = sum(len(group) - 1 for group in near_copies(store.signatures()))
    reasons = tuple(_reasons(store.rejected()))
    totals = {
        "articles": sum(counts["articles"].values()),
        "near-copies": copies,
        **{kind: sum(counts[kind].values()) for kind in ("items", "entities", "mentions", "statements")},
        "rejected": sum(reason.count for reason in reasons),
    }
    languages = {language or "unknown": count for language, count in counts["articles"].items()}
    decisions = {_DECISIONS[verdict]: count for verdict, count in counts["decisions"].items()}
    kinds = ("removed", "entities", "mentions", "statements", "stances", "judgements")
    groups = {"languages": languages, **{kind: counts[kind] for kind in kinds}, "decisions": decisions}
    ranked = {kind: _ranked(group) for kind, group in groups.items()}
    return Figures(totals, ranked, reasons, tuple(store.runs()))


def _ranked(groups: Mapping[str, int]) -> dict[str, int]:
    """The largest first."""
    return dict(sorted(groups.items(), key=lambda pair: (-pair[1], pair[0])))


def _reasons(rejected: Iterable[Rejected]) -> list[Reason]:
    """Rejections grouped by their words, whatever names and numbers stand in them; the most frequent first."""
    found: dict[tuple[str, str], Reason] = {}
    for each in rejected:
        key = (each.what, _PARTICULAR.sub("…", each.why))
        reason = found.setdefault(key, Reason(f"{each.what}: {each.why}", 0, [], []))
        reason.count += 1
        reason.where.append(each.where)
        reason.words.append(each.why)
    return sorted(found.values(), key=lambda reason: (-reason.count, reason.why))


def _table(title: str, groups: Mapping[str, int]) -> Iterator[str]:
    if groups:
        yield title if title == "totals" else f"\n{title}"
        yield from (f"  {count:>9,}  {name}" for name, count in groups.items())


def _run_line(run: Run) -> str:
    outcome = ", ".join(f"{count:,} {name}" for name, count in run.counts.items() if count) or "nothing to do"
    if run.finished is None:
        outcome = "unfinished: it runs still, or was stopped; build again to go on"
    return f"  {run.id:>9}  {run.started}  {outcome}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
