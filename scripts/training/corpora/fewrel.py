"""FewRel: Wikipedia sentences with one pair of names and its relation, one of sixteen."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluation.gold import Marked, join_tokens, trim
from training.stories import Region, Related, Story

# property -> predicate, and whether it is read from object to subject
_PREDICATES = {"P26": ("spouse", False), "P25": ("parent", False), "P40": ("parent", True), "P463": ("memberOf", False)}
_JUDGED = ("memberOf", "parent", "spouse")
_NONE = 60  # sentences of each other relation: their pairs are none of the judged
_TOGETHER = 5


def fewrel(data: Path) -> Iterator[Story]:
    """The sentences of the relations that the vocabulary has, and some of each other one."""
    rows = json.loads((data / "fewrel" / "val_wiki.json").read_text(encoding="utf-8"))
    sentences = [
        (name, row) for name in sorted(rows) for row in (rows[name] if name in _PREDICATES else rows[name][:_NONE])
    ]
    mixed = [sentences[i] for start in range(97) for i in range(start, len(sentences), 97)]
    for number in range(0, len(mixed), _TOGETHER):
        yield _story(number, mixed[number : number + _TOGETHER])


def _story(number: int, rows: list[tuple[str, dict[str, Any]]]) -> Story:
    text = ""
    mentions: list[Marked] = []
    relations: list[Related] = []
    regions: list[Region] = []
    for name, row in rows:
        line, tokens = join_tokens(row["tokens"])
        base = len(text)
        text += line + "\n"
        for side in "ht":
            places = row[side][2][0]
            span = trim(line, (tokens[places[0]][0], tokens[places[-1]][1]))
            mentions.append(Marked(base + span[0], base + span[1], "", "name"))
        regions.append(Region(base, base + len(line), _JUDGED))
        if name in _PREDICATES:
            predicate, turned = _PREDICATES[name]
            one, other = len(mentions) - 2, len(mentions) - 1
            relations.append(Related(other, predicate, one) if turned else Related(one, predicate, other))
            if predicate == "spouse":
                relations.append(Related(other, predicate, one))
    return Story(
        "fewrel", f"fewrel-{number}", text, mentions=tuple(mentions), relations=tuple(relations), regions=tuple(regions)
    )
