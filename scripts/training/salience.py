"""What speaks for whom a pronoun means: the table of `kg/extract/salience.py`, fitted and written into the manifest.

A log-linear model: of all chains that a pronoun may mean, and nobody, those that are right are to be most probable. It
is fitted without the reader's shares, which are too sure of texts that the reader was trained on, on the parts `train`
of GAP, GUM and LitBank; novels and conversations count less, being many and no news.

example: PYTHONPATH=scripts python -m training.salience --weights kg/extract/reader/data
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from kg.extract import Extractor, antecedents, pipeline, salience
from kg.extract.notes import notes
from kg.extract.salience import NOBODY, Features
from kg.extract.stories import stories
from kg.model import Article, Item
from training.manifest import put
from training.stories import Story, read

WEIGHTS = {"gap": 1.0, "gum": 0.2, "litbank": 0.2}
"""What one pronoun of a corpus counts."""
_DECAY = 1e-4  # of squares
_SPARSE = frozenset({"gap"})  # of whose mentions three are marked
_RARE = 20  # pronouns of which a feature must be said


@dataclass(frozen=True, slots=True)
class Example:
    """The options of one pronoun, nobody last, by their features; which of them are right; what it counts."""

    options: tuple[Features, ...]
    right: tuple[bool, ...]
    weight: float


def main(arguments: Sequence[str]) -> int:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path(".training"), help="where the converted corpora are")
    parser.add_argument("--weights", type=Path, required=True, help="the folder whose manifest gets the table")
    options = parser.parse_args(arguments)
    put(options.weights, {"salience": table(options.weights, read(options.work / "stories.jsonl"))})
    return 0


def table(weights: Path, texts: Iterable[Story]) -> dict[str, float]:
    """The table for a folder of weights, whose own is not asked."""
    extractor = before_antecedents(weights)
    some = (text for text in texts if text.corpus in WEIGHTS and text.part == "train")
    return fit([example for text in some for example in examples(extractor, text)])


def before_antecedents(weights: Path | None = None) -> Extractor:
    """An extractor that stops before it looks for whom pronouns mean."""
    extractor = Extractor(reader=str(weights) if weights else None)
    for name in pipeline.COMPONENTS[pipeline.COMPONENTS.index("kg_antecedents") :]:
        extractor.nlp.disable_pipe(name)
    return extractor


def examples(extractor: Extractor, text: Story) -> Iterator[Example]:
    """What there is to choose from for each pronoun of a text that is marked."""
    article = Article(text.id, text.text, language="en", items=(Item(0, len(text.text)),))
    for doc in extractor.read(article):
        pad = notes(doc)
        if pad.reading is None:
            continue
        for story in stories(doc, pad, antecedents.candidates(doc, pad, pad.reading), antecedents.LIMITS):
            marks = [_marked(story, number, text, pad.offset) for number in range(len(story.found))]
            for number in story.pronouns():
                if marks[number]:
                    yield _example(story, number, text, marks)


def _marked(story: salience.Story, number: int, text: Story, offset: int) -> frozenset[str]:
    """The clusters of the marked mentions that a mention overlaps."""
    each = story.found[number]
    span = story.doc[each.start : each.end]
    start, end = offset + span.start_char, offset + span.end_char
    return frozenset(m.cluster for m in text.mentions if m.cluster and m.start < end and start < m.end)


def _example(story: salience.Story, number: int, text: Story, marks: Sequence[frozenset[str]]) -> Example:
    meant = marks[number]
    others = {m.cluster for m in text.mentions if m.form == "name"} - meant
    options = story.options(number)
    if text.corpus in _SPARSE:
        members = [[marks[n] for n in option.chain.members if n != number] for option in options]
        right = [any(mark & meant for mark in some) for some in members]
        if not any(mark & meant for n, mark in enumerate(marks) if n != number):  # it means somebody else
            right = [not any(mark & others for mark in some) for some in members]
            right.append(True)
    else:
        members = [[marks[n] for n in (*option.before, *option.behind)] for option in options]
        right = [2 * sum(bool(mark & meant) for mark in some) >= len(some) for some in members]
    if len(right) == len(options):
        right.append(not any(right))
    said = (*(salience.features(story, number, option) for option in options), {NOBODY: 1.0})
    return Example(said, tuple(right), WEIGHTS[text.corpus])


def fit(some: Sequence[Example]) -> dict[str, float]:
    """The worth of each feature, to three digits: the same in every run."""
    names = _names(some)
    column = {name: number for number, name in enumerate(names)}
    lengths = [len(each.options) for each in some]
    rows = torch.zeros(sum(lengths), len(names))
    for row, said in enumerate(option for each in some for option in each.options):
        for name, value in said.items():
            if name in column:
                rows[row, column[name]] = value
    of = torch.repeat_interleave(torch.arange(len(some)), torch.tensor(lengths))
    right = torch.tensor([flag for each in some for flag in each.right])
    weight = torch.tensor([each.weight for each in some])
    worth = torch.zeros(len(names), requires_grad=True)
    optimizer = torch.optim.LBFGS([worth], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scores = (rows @ worth).exp()
        every, true = (torch.zeros(len(some)).index_add(0, of, part) for part in (scores, scores * right))
        found = -(weight * (true / every).log()).sum() / weight.sum() + _DECAY * worth.square().sum()
        found.backward()  # type: ignore[no-untyped-call]
        return found

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    return {name: round(float(value), 3) for name, value in zip(names, worth.detach(), strict=True)}


def _names(some: Iterable[Example]) -> list[str]:
    """The features that are said often enough, and nobody's."""
    said = Counter(name for each in some for name in {name for option in each.options for name in option})
    return sorted(name for name, count in said.items() if count >= _RARE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
