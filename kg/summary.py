"""What a build did, in words and as JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Rejected
from kg.store import StoredArticle

EXAMPLES = 5  # rejections and articles that a report names; `kg stats` shows the rest


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did; `rejected` holds the first examples.

    `removed` and `kept` are the stored articles that the input no longer has.
    """

    run: int
    counts: Mapping[str, int]
    rejected: tuple[Rejected, ...] = ()
    removed: tuple[StoredArticle, ...] = ()
    kept: tuple[StoredArticle, ...] = ()

    def json(self) -> str:
        """The counts as a JSON object, with the ids of the removed articles."""
        removed = [article.id for article in self.removed]
        return json.dumps({"run": self.run, **self.counts, "removed_ids": removed}, ensure_ascii=False)

    def lines(self) -> Iterator[str]:
        """The report in words."""
        counts = self.counts
        if counts["read"]:
            kinds = ", ".join(f"{counts[kind]:,} {kind}" for kind in ("new", "changed", "unchanged", "repeated"))
            yield f"read {_articles(counts['read'])}: {kinds}"
        else:
            yield "no article was found in the input"
        if counts["rejected"]:
            yield f"rejected {counts['rejected']:,} (kg stats sums them up, --json there names them all):"
            yield from _listed([f"{each.where}: {each.why}" for each in self.rejected], counts["rejected"])
        if self.removed:
            yield f"removed {_articles(len(self.removed))} no longer in the input:"
            yield from _listed([each.id for each in self.removed], len(self.removed))
        if self.kept:
            yield f"kept {_articles(len(self.kept))} not found in the input (--keep, or a part could not be read):"
            yield from _listed([each.id for each in self.kept], len(self.kept))


def _articles(count: int) -> str:
    return f"{count:,} article{'s' if count != 1 else ''}"


def _listed(examples: Sequence[str], count: int) -> Iterator[str]:
    shown = examples[:EXAMPLES]
    yield from (f"  {example}" for example in shown)
    if count > len(shown):
        yield f"  and {count - len(shown):,} more"
