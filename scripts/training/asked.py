"""What a teacher is asked about: every span, every pair of mentions, everybody's antecedent."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.reader.labels import RELATIONS, SPANS
from training.stories import Region, Story

UNMARKED = "unmarked"
"""The corpus in which nothing is marked."""


def asked(stories: Iterable[Story]) -> Iterator[Story]:
    """The stories to learn from with nothing marked but where mentions are, so that all is the teacher's to say."""
    for story in stories:
        if story.part == "train":
            yield replace(
                story, complete=SPANS, ignored=(), clustered=True, relations=(), open=(),
                regions=(Region(0, len(story.text), RELATIONS),),
            )  # fmt: skip
