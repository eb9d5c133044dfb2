"""`build`: the whole way from what the user names to a resolved store, and the order of its steps."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from kg import __version__, plugins
from kg.graph import assemble_ahead
from kg.ids import digest
from kg.intake import Intake, Job
from kg.model import Rejected
from kg.processes import cores
from kg.progress import Progress, Silent
from kg.read import read
from kg.read.inputs import STANDARD_INPUT, readable
from kg.store import Store, StoredArticle
from kg.store.origins import container, within
from kg.summary import EXAMPLES, Report
from kg.workers import Recipe, Result, run

MOST_WORKERS = 4  # by default; each holds a language model of its own
BATCH = 500  # rejections a transaction


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. `workers` counts processes (None: one a core, 4 at most); `keep` never removes an article.

    `reader` is "trained", "patterns" or a folder of weights; `min_confidence` is what every statement must have.
    """

    model: str | None = None
    reader: str | None = None
    min_confidence: float | None = None
    workers: int | None = None
    keep: bool = False
    extractor: str = "spacy"
    resolver: str = "names"


_DEFAULT = Options()
_SILENT = Silent()


def build(store: Store, inputs: Sequence[str], options: Options = _DEFAULT, progress: Progress = _SILENT) -> Report:
    """Bring the store up to date with the inputs; what is unchanged costs only its reading.

    What a large store's graph is read from is left beside it, so that whoever asks next need not wait. Raises
    `InputError` where an input is not there, `ModelError`, `StoreError`. Whatever stops it, what was finished stays,
    and the next build goes on from there.
    """
    recipe = Recipe(options.extractor, options.model, options.reader, options.min_confidence)
    reader = digest("reader", __version__, recipe.make().fingerprint)
    number = store.begin(reader, _settings(inputs, options))
    intake = Intake(store.known(), reader)
    journal = _Journal(store, number)
    progress.stage("reading")
    with closing(run(_jobs(inputs, intake, journal), recipe, options.workers or default_workers())) as results:
        _store_all(store, results, intake, journal, progress)
    removed, kept = _clear_away(store, inputs, intake, journal, options.keep)
    progress.stage("resolving")
    plugins.load("resolver", options.resolver)(store)
    counts = {**intake.counts(), "rejected": journal.count, "removed": len(removed), "kept": len(kept)}
    store.finish(number, counts)
    progress.stage("assembling")
    assemble_ahead(store)
    return Report(number, counts, tuple(journal.examples), tuple(removed), tuple(kept))


def default_workers() -> int:
    """One process a core that this one may use, within reason."""
    return min(cores(), MOST_WORKERS)


@dataclass
class _Journal:
    """The rejections of a run on their way to the store."""

    store: Store
    run: int
    count: int = 0
    examples: list[Rejected] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    complete: bool = True
    _waiting: list[Rejected] = field(default_factory=list)

    def add(self, rejected: Rejected) -> None:
        """Record one; it reaches the store with the next batch."""
        self.count += 1
        self.places.add(rejected.where)
        self.complete &= rejected.what != "input"  # the reader gave up: it may be anything that is missing
        if len(self.examples) < EXAMPLES:
            self.examples.append(rejected)
        self._waiting.append(rejected)
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Bring what waits to the store."""
        waiting, self._waiting = self._waiting, []
        self.store.reject(waiting, self.run)


def _settings(inputs: Sequence[str], options: Options) -> dict[str, str]:
    """What the ledger keeps of how the run was called."""
    return {
        "version": __version__,
        "inputs": json.dumps(list(map(readable, inputs)), ensure_ascii=False),
        "model": options.model or "",
        "reader": options.reader or "",
        "min_confidence": "" if options.min_confidence is None else str(options.min_confidence),
        "extractor": options.extractor,
        "keep": str(options.keep).lower(),
    }


def _jobs(inputs: Sequence[str], intake: Intake, journal: _Journal) -> Iterator[Job]:
    for found in read(inputs):
        if isinstance(found, Rejected):
            journal.add(found)
        elif job := intake.admit(found):
            yield job


def _store_all(store: Store, results: Iterator[Result], intake: Intake, journal: _Journal, progress: Progress) -> None:
    for job, extraction in results:
        if extraction is None:
            why = "the process that read it was killed, most likely because the memory did not suffice"
            journal.add(Rejected("article", job.origin, why))
        elif intake.settle(job):
            store.put(extraction, job.origin, job.content, intake.reader, journal.run)
            journal.count += len(extraction.rejected)
        progress.advance()


def _clear_away(
    store: Store, inputs: Sequence[str], intake: Intake, journal: _Journal, keep: bool
) -> tuple[list[StoredArticle], list[StoredArticle]]:
    """Note what was met, remove what is no longer in the inputs, and give what was removed and what was kept.

    An article goes only where its whole file was read: one that was rejected, even in part, may still hold it.
    """
    for conflict in intake.conflicts():
        journal.add(conflict)
    journal.flush()
    met = list(intake.sightings())
    store.see(met, journal.run)
    roots = frozenset(STANDARD_INPUT if name == STANDARD_INPUT else readable(os.path.abspath(name)) for name in inputs)
    unread = journal.places - {origin for _, origin in met}
    spared = roots if keep or not journal.complete else {STANDARD_INPUT, *map(container, unread)}
    removed = store.forget(roots, spared, journal.run)
    ids = {article for article, _ in met}
    rest = store.known().values() if any(intake.missing()) else ()
    return removed, [each for each in rest if each.id not in ids and within(each.origin, roots - {STANDARD_INPUT})]
