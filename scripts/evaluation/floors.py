"""Pinned floors: scores that may not fall. They are raised by hand, with the measurement.

One goes down only where CHANGELOG says why.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.evaluate.scores import Score

PATH = Path(__file__).parent.parent / "floors.json"


def load() -> dict[str, float]:
    """Floor by key: a figure's key and `precision`, `recall` or `f1`, as a fraction."""
    floors: dict[str, float] = json.loads(PATH.read_text(encoding="utf-8"))
    return floors


def below(scores: Mapping[str, Score], floors: Mapping[str, float]) -> Iterator[str]:
    """A line for each figure below its floor, or not measured at all."""
    for key, floor in floors.items():
        figure, _, part = key.rpartition("/")
        found = scores.get(figure)
        if found is None:
            yield f"{key}: not measured, its floor is {floor:.3f}"
        elif getattr(found, part) < floor:
            yield f"{key}: {getattr(found, part):.3f} is below its floor {floor:.3f}"
