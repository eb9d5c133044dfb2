"""What users of kg confirmed and struck out, as `kg export training` writes it: facts, and pairs known to be none."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.gold import Marked
from kg import ontology
from kg.errors import InputError
from kg.export.training import FILE
from kg.extract.reader.labels import CLASSES, PRONOUNS, RELATIONS
from kg.model import Span
from training.stories import Region, Related, Story


@dataclass(frozen=True, slots=True)
class _Decided:
    """One record: where its fact stands, between which mentions, and whether it is right."""

    statement: str
    article: str
    text: str
    sentence: Span
    predicate: str
    subject: Marked
    object: Marked
    right: bool


def corrections(folder: Path) -> Iterator[Story]:
    """A story for each article, with nothing known but what was decided; `InputError` where the file is not sound.

    Predicates that were decided on in one sentence get a story each: `Story.open` is open for all predicates, so that
    in one story a pair struck out for one of them would count as none for the others, too.
    """
    path = folder / FILE
    every = {row.statement: row for row in _read(path)}  # of two files put together, the later word counts
    learned = [row for row in every.values() if row.predicate in RELATIONS]
    print(f"{path}: {len(learned)} of {len(every)} decisions are on facts that the reader learns", file=sys.stderr)
    if not learned:
        raise InputError(f"{path} holds nothing to learn; decide with kg confirm and kg strike, then export again")
    articles: dict[tuple[str, str], list[_Decided]] = {}
    for row in learned:
        articles.setdefault((row.article, row.text), []).append(row)
    for (article, text), rows in articles.items():
        for number, apart in enumerate(_apart(rows)):
            yield _story(f"corrections-{article}-{number}", text, apart)


def _read(path: Path) -> Iterator[_Decided]:
    again = f"write it again with kg export training -o {path.parent}"
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield _decided(json.loads(line))
                except KeyError as error:
                    raise InputError(f"{path}:{number}: it has no {error}; {again}") from error
                except (TypeError, ValueError) as error:
                    raise InputError(f"{path}:{number}: it is no correction: {error}; {again}") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}; {again}") from error


def _decided(row: Any) -> _Decided:
    for name in ("statement", "article", "text", "predicate"):
        if not isinstance(row[name], str):
            raise TypeError(f"{name!r} is no text")
    text, verdict = row["text"], row["verdict"]
    if verdict not in ("right", "wrong"):
        raise ValueError(f"verdict {verdict!r} is neither right nor wrong")
    one = _marked(row["subject"], text)
    other = _marked(row["object"] if "object" in row else {**row["value"], "class": "Date"}, text)
    sentence = (min(row["start"], one.start, other.start), max(row["end"], one.end, other.end))
    return _Decided(
        row["statement"], row["article"], text, sentence, row["predicate"], one, other, right=verdict == "right"
    )


def _marked(end: Any, text: str) -> Marked:
    start, stop, words, class_ = end["start"], end["end"], end["text"], end["class"]
    if not words or not 0 <= start < stop or text[start:stop] != words:
        raise ValueError(f"{words!r} is not what stands at {start}, {stop} of the text")
    form = "pronoun" if words.lower() in PRONOUNS else "nominal" if words in ("which", "that", "where") else "name"
    return Marked(start, stop, class_ if class_ in CLASSES else "", form)


def _apart(rows: Iterable[_Decided]) -> list[list[_Decided]]:
    """The decisions in as few lists as will do to keep different predicates of one sentence apart."""
    lists: list[list[_Decided]] = []
    for row in rows:
        fitting = (some for some in lists if not any(_clash(row, other) for other in some))
        some = next(fitting, None)
        if some is None:
            lists.append([row])
        else:
            some.append(row)
    return lists


def _clash(row: _Decided, other: _Decided) -> bool:
    together = row.sentence[0] < other.sentence[1] and other.sentence[0] < row.sentence[1]
    return together and row.predicate != other.predicate


def _story(id_: str, text: str, rows: Iterable[_Decided]) -> Story:
    found = {(end.start, end.end): end for row in rows for end in (row.subject, row.object)}
    mentions = tuple(found[span] for span in sorted(found))
    places = {(mention.start, mention.end): number for number, mention in enumerate(mentions)}
    known: dict[Related, bool] = {}
    for row in rows:
        one, other = (places[end.start, end.end] for end in (row.subject, row.object))
        for pair in _ways(one, row.predicate, other):
            known[pair] = row.right or known.get(pair, False)
    regions = tuple(dict.fromkeys(Region(*row.sentence, (row.predicate,)) for row in rows))
    judged = {pair for region in regions for pair in _pairs(mentions, region)}
    return Story(
        "corrections", id_, text, mentions=mentions, relations=tuple(fact for fact, right in known.items() if right),
        regions=regions, open=tuple(sorted(judged - {(fact.subject, fact.object) for fact in known})),
    )  # fmt: skip


def _ways(one: int, predicate: str, other: int) -> Iterator[Related]:
    yield Related(one, predicate, other)
    if ontology.load().predicate(predicate).symmetric:
        yield Related(other, predicate, one)


def _pairs(mentions: tuple[Marked, ...], region: Region) -> Iterator[tuple[int, int]]:
    inside = [n for n, each in enumerate(mentions) if region.start <= each.start and each.end <= region.end]
    return ((a, b) for a in inside for b in inside if a != b)
