"""What a build costs beside Stanford CoreNLP with names, dependencies, coreference and facts, on the same texts.

CoreNLP is fetched once with Maven (1.1 GB), needs Java and up to 6 GB of memory, and runs on one thread; it is nothing
that kg uses. Both programs run once on one sentence before, which says what their start costs.

example: scripts/bench corenlp --articles 40
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.builds import add_articles, articles, build
from benchmarks.processes import Cost, run
from kg.store.sqlite import open_existing

WANTED = 10.0  # times CoreNLP's rate; measured: 12 to 15
MEMORY = 1229.0  # MB (1.2 GB) that a build may hold at most
_ROOT = Path(__file__).resolve().parents[2]
_POM = _ROOT / "scripts" / "maven" / "corenlp.pom.xml"
_CACHE = _ROOT / ".cache" / "corenlp"
_START = "Ann Ode, who was born in Leeds, works for Northern Rail."
_JVM = ("-Xmx6g", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1")  # collecting garbage on one thread, too
_ANNOTATORS = "tokenize,pos,lemma,ner,depparse,coref,kbp"


@dataclass(frozen=True, slots=True)
class Found:
    """What CoreNLP wrote of some texts: names, chains of mentions, and facts."""

    names: int = 0
    chains: int = 0
    facts: int = 0

    def __add__(self, other: "Found") -> "Found":
        return Found(self.names + other.names, self.chains + other.chains, self.facts + other.facts)


@dataclass(frozen=True, slots=True)
class System:
    """A program: its costs on one sentence and on all texts, and how many facts it found, by its own measure.

    Facts of kg are its statements, those of events among them; CoreNLP says most of its own in both directions.
    """

    name: str
    words: int
    start: Cost
    whole: Cost
    facts: int

    @property
    def rate(self) -> float:
        """Words a CPU second, its start not counted."""
        return self.words / (self.whole.cpu - self.start.cpu)

    @property
    def whole_rate(self) -> float:
        """Words a CPU second from the start of the program to its end."""
        return self.words / self.whole.cpu


def main(arguments: list[str]) -> int:
    """Measure and print; 1 where kg is slower or larger than it may be."""
    options = _options(arguments)
    texts = [record["text"] for record in articles(options)]
    if not texts:
        return 0
    lacking = [name for name in ("java", "mvn") if shutil.which(name) is None]
    if lacking:
        print(f"{' and '.join(lacking)} not found: apt install openjdk-17-jre-headless maven", file=sys.stderr)
        return 1
    jars = _jars()
    with tempfile.TemporaryDirectory() as folder:
        ours = _kg(texts, Path(folder))
        theirs = _corenlp(texts, Path(folder), jars)
    print(json.dumps(_figures(ours, theirs), indent=2) if options.json else "\n".join(table(ours, theirs)))
    return int(ours.rate < WANTED * theirs.rate or ours.whole.memory > MEMORY)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "bench corenlp", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_articles(parser, 40)
    return parser.parse_args(arguments)


def _jars() -> Path:
    """The folder with CoreNLP and its models, fetched with Maven where it is not there; its name follows the pom."""
    jars = _CACHE / f"lib-{hashlib.sha256(_POM.read_bytes()).hexdigest()[:12]}"
    if not jars.is_dir():
        print("fetching Stanford CoreNLP with Maven (1.1 GB, once)", file=sys.stderr)
        _CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=_CACHE) as scratch:
            command = ["mvn", "-q", "-B", "-f", str(_POM), "dependency:copy-dependencies", "-DincludeScope=runtime"]
            command += ["-Dstyle.color=never", f"-DoutputDirectory={scratch}/lib"]
            done = subprocess.run(command, stdout=sys.stderr, check=False)
            if done.returncode:
                raise SystemExit(f"Maven failed with exit code {done.returncode}; what it said stands above")
            os.replace(f"{scratch}/lib", jars)
    return jars


def _kg(texts: Sequence[str], folder: Path) -> System:
    costs = []
    for name, some in (("start", [_START]), ("all", texts)):
        news = folder / f"{name}.jsonl"
        rows = ({"id": f"release{number}", "text": text} for number, text in enumerate(some))
        news.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        costs.append(build(news, folder / f"{name}.db", workers=1))
    with open_existing(folder / "all.db") as store:
        facts = sum(store.counts()["statements"].values())
    start, whole = costs
    return System("kg", _words(texts), start, whole, facts)


def _corenlp(texts: Sequence[str], folder: Path, jars: Path) -> System:
    costs = []
    for name, some in (("start", [_START]), ("all", texts)):
        room = folder / f"corenlp-{name}"
        room.mkdir()
        for number, text in enumerate(some):
            (room / f"{number:05}.txt").write_text(text, encoding="utf-8")
        listed = room / "files"
        listed.write_text("".join(f"{path}\n" for path in sorted(room.glob("*.txt"))), encoding="utf-8")
        costs.append(run(_command(jars, listed, room), room / "log"))
    written = [json.loads(path.read_bytes()) for path in sorted((folder / "corenlp-all").glob("*.json"))]
    if len(written) != len(texts):
        raise SystemExit(f"CoreNLP wrote {len(written)} of {len(texts)} texts")
    start, whole = costs
    return System("CoreNLP", _words(texts), start, whole, found(written).facts)


def _command(jars: Path, listed: Path, room: Path) -> list[str]:
    command = ["java", *_JVM, "-cp", f"{jars}/*", "edu.stanford.nlp.pipeline.StanfordCoreNLP", "-threads", "1"]
    command += ["-annotators", _ANNOTATORS, "-encoding", "UTF-8", "-fileList", str(listed)]
    return [*command, "-outputFormat", "json", "-outputDirectory", str(room)]


def found(written: Iterable[Mapping[str, Any]]) -> Found:
    """What documents as CoreNLP writes them hold; `KeyError` where an annotator did not run."""
    counts = (
        Found(
            names=sum(len(sentence["entitymentions"]) for sentence in document["sentences"]),
            chains=len(document["corefs"]),
            facts=sum(len(sentence["kbp"]) for sentence in document["sentences"]),
        )
        for document in written
    )
    return sum(counts, Found())


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _figures(ours: System, theirs: System) -> dict[str, object]:
    systems = {each.name: {**asdict(each), "rate": each.rate, "whole_rate": each.whole_rate} for each in (ours, theirs)}
    return {**systems, "times": ours.rate / theirs.rate, "whole_times": ours.whole_rate / theirs.whole_rate}


def table(ours: System, theirs: System) -> Iterable[str]:
    """Both side by side."""
    yield f"{ours.words:,} words{'kg':>20} {'CoreNLP':>11} {'times':>8}"
    rows: Mapping[str, Any] = {
        "words a CPU second": (ours.rate, theirs.rate),
        "  with the start": (ours.whole_rate, theirs.whole_rate),
        "CPU seconds of the start": (ours.start.cpu, theirs.start.cpu),
        "CPU seconds": (ours.whole.cpu, theirs.whole.cpu),
        "seconds": (ours.whole.wall, theirs.whole.wall),
        "facts": (ours.facts, theirs.facts),
        "memory (MB)": (ours.whole.memory, theirs.whole.memory),
    }
    for name, (one, other) in rows.items():
        yield f"{name:26} {one:11,.0f} {other:11,.0f} {one / other:8.2f}"
    yield f"\nwanted: {WANTED:g} times the words a CPU second (start not counted), at most {MEMORY:,.0f} MB"
