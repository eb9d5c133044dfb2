"""The model card: what the weights were made of and how, what they are worth, what they are not for."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.evaluate.calibration import reliability
from training.calibrate import PRECISION, Judged
from training.lean import lean
from training.stories import Story

GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("birthDate", "birthPlace", "deathDate", "deathPlace", "nationality", "homeLocation"), "life"),
    **dict.fromkeys(("spouse", "parent", "sibling"), "family"),
    **dict.fromkeys(("worksFor", "memberOf", "politicalParty", "alumniOf", "leaderOf"), "affiliation"),
    **dict.fromkeys(("chiefExecutive", "founder", "foundingDate", "headquarters", "location"), "organization"),
    **dict.fromkeys(("parentOrganization", "capitalOf", "containedIn"), "organization"),
}

_LICENCES = {
    "corrections": "its user's", "crossner": "MIT", "ecbplus": "CC BY 3.0", "fewrel": "MIT", "gap": "Apache 2.0",
    "gum": "CC BY 4.0", "knowledgenet": "CC BY-SA 4.0", "litbank": "CC BY 4.0", "meantime": "CC BY 4.0",
    "pronominal": "as its texts", "redocred": "MIT", "uner": "CC BY-SA 4.0", "unmarked": "as its texts",
}  # fmt: skip

_HEAD = """# The trained reader

One encoder (six layers, 384 wide, windows of 256 word pieces; all-MiniLM-L6-v2, Apache 2.0, with a table for how words
are cased) and heads for spans, coreference and relations. Trained by `scripts/train`, run by onnxruntime (int8) and
NumPy. It reads English news; what it says is evidence with a probability, not knowledge.

Not for: other languages; judging people; deciding anything without reading the sentence that comes with a statement.
Known limits: it has seen few names of products, laws and works; it was never shown posts, allegations or events, which
the patterns read; facts that need more than two sentences are out of its reach.
"""


_NAMES = """`pronominal` are texts of Wikinews (CC BY 2.5), of the United States Senate's press releases (public
statements) and of the part `train` of KnowledgeNet and Re-DocRED, in which names gave way to pronouns, so that it is
known whom these mean. `unmarked` are texts of the first two in which nothing is marked. None of the files here holds
words of other people's texts. Names of politicians of all countries (PETRARCH, MIT), towns (GeoNames, CC BY 4.0) and
invented names of bodies took the places of others in some of the training.
"""
_TEACHER = """Beside it a teacher, of twelve layers, which is not packaged, from the weights of bge-small-en-v1.5 (MIT):
"""
_TAUGHT = """What the two say together of texts, with their doubts, half of these `unmarked`, was then learned beside
what is marked, in as many pieces a step as below are said to be asked about.
"""
_MEASURED = """Statements of the reader alone on the part `held`, by group and corpus: how many were judged, mean
confidence, share right, what lies between the two (and in 95 of 100 draws of the documents), expected calibration error
(ten bins). The last columns say what error they would show if each were right as often as it says: on average, and at
most in 19 of 20 cases. An error below that cannot be told from none, and of few statements none is small. All scores
from 0.02 count; "stated" are those from their threshold on.
"""
_PRONOUNS = """Whom "he" and "she" mean is judged a second time, by what the table `salience` of the manifest has
learned of sentences in the part `train` of GAP, GUM and LitBank (`scripts/training/salience.py`).
"""
_CROSSED = """What the model of each half says of texts that it never saw, with confidence fitted on the other model,
by group; the columns are explained below.
"""
_COLUMNS = (
    "| group | of | judged | mean confidence | right | between | error | by chance | at most |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
)
_CORPORA = {"knowledgenet": "KnowledgeNet", "redocred": "Re-DocRED"}


@dataclass(frozen=True, slots=True)
class Confidences:
    """Judged statements, calibrated: of the parts `tune` and `held`, and of halves, each by what the other taught."""

    tuned: Sequence[Judged]
    held: Sequence[Judged]
    crossed: Sequence[Judged]


def card(about: Mapping[str, Any], stories: Iterable[Story], found: Confidences) -> str:
    """The whole card as Markdown, of a manifest."""
    lines = [
        _HEAD, "## Data", "", *_data(stories), "", _NAMES, "## Training", "", *_training(about), *_again(about),
        about.get("history", ""), "", _PRONOUNS, "## Confidence", "",
        "Fitted on the part `tune`, and on what two models that never saw the facts of one half of `train` say of that",
        f"half; the threshold is the least confidence with a precision of {PRECISION} there.", "",
        *_judge(about["judge"], found.tuned), "", *_crossed(found.crossed), _MEASURED,
        *_calibration(about["judge"], found.held), "", *_reliability(found.held), "",
    ]  # fmt: skip
    return "\n".join(lines)


def _data(stories: Iterable[Story]) -> Iterator[str]:
    rows: dict[tuple[str, str], Counter[str]] = {}
    for story in stories:
        row = rows.setdefault((story.corpus, story.part), Counter())
        row.update(stories=1, words=len(story.text.split()), mentions=len(story.mentions), facts=len(story.relations))
    yield "| corpus | licence | part | stories | words | mentions | facts |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for (corpus, part), row in sorted(rows.items()):
        counts = " | ".join(f"{row[key]:,}" for key in ("stories", "words", "mentions", "facts"))
        yield f"| {corpus} | {_LICENCES[corpus]} | {part} | {counts} |"


def _training(about: Mapping[str, Any]) -> Iterator[str]:
    yield from ("First this run, from MiniLM's weights:", "", _plan(about["first"]), "")
    if about.get("teacher"):
        yield from (_TEACHER, _plan(about["teacher"]), "", _TAUGHT)
    yield from ("Then these, each from where the first ended; the weights are their mean:", "")
    yield from (*map(_plan, about["further"]), "")
    if about.get("blended"):
        yield f"Of each weight {about['blended']['share']:.0%} are those of weights that were made before, so:"
        yield from ("", *_training(about["blended"]), *_again(about["blended"]))


def _again(about: Mapping[str, Any]) -> Iterator[str]:
    if about.get("again"):
        yield from ("From there it went on:", "", *map(_plan, about["again"]), "")


def _plan(plan: Mapping[str, Any]) -> str:
    rates, dropouts = (
        ", ".join(f"{plan[key]} ({what})" for key, what in each)
        for each in (
            (("encoder_rate", "encoder"), ("word_rate", "vectors of word pieces"), ("head_rate", "heads")),
            (("encoder_dropout", "encoder"), ("relation_dropout", "relations")),
        )
    )
    asked = f" and {plan['asked']} asked about" if plan.get("asked") else ""
    length = f"{plan['steps']} steps of about {plan['pieces']} pieces{asked}"
    shares = f"coreference counts {plan['coreference']}, spans and relations 1 each"
    return f"- seed {plan['seed']}, {length}, AdamW; rates {rates}, falling to 0; dropout {dropouts}; {shares}."


def _judge(judge: Mapping[str, Mapping[str, float]], tuned: Sequence[Judged]) -> Iterator[str]:
    yield "| predicate | slope | offset | threshold | judged in `tune` | above, of them right |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for predicate, rule in sorted(judge.items()):
        own = [row for row in tuned if row.predicate == predicate]
        above = [row.right for row in own if row.score >= rule["threshold"]]
        share = f"{sum(above)} of {len(above)}" if above else "-"
        yield f"| {predicate} | {rule['slope']} | {rule['offset']} | {rule['threshold']} | {len(own)} | {share} |"


def _crossed(rows: Sequence[Judged]) -> Iterator[str]:
    if rows:
        yield from (_CROSSED, *_COLUMNS)
        for group in sorted(set(GROUPS.values())):
            yield _row(group, "both", [row for row in rows if GROUPS[row.predicate] == group])
        yield ""


def _calibration(judge: Mapping[str, Mapping[str, float]], held: Sequence[Judged]) -> Iterator[str]:
    yield from _COLUMNS
    for group in sorted(set(GROUPS.values())):
        rows = [row for row in held if GROUPS[row.predicate] == group]
        yield _row(group, "both", rows)
        for corpus, name in _CORPORA.items():
            yield _row("", name, [row for row in rows if row.corpus == corpus])
        yield _row("", "both, stated", [row for row in rows if row.score >= judge[row.predicate]["threshold"]])


def _row(group: str, what: str, rows: Sequence[Judged]) -> str:
    found = reliability((row.score, row.right) for row in rows)
    low, high = lean(rows)
    between = f"{found.confidence - found.right:+.3f} ({low:+.3f} to {high:+.3f})"
    figures = f"{found.confidence:.3f} | {found.right:.3f} | {between} | {found.error:.3f}"
    return f"| {group} | {what} | {found.count} | {figures} | {found.chance:.3f} | {found.limit:.3f} |"


def _reliability(held: Sequence[Judged]) -> Iterator[str]:
    found = reliability((row.score, row.right) for row in held)
    yield "| confidence | judged | mean | right |"
    yield "| --- | --- | --- | --- |"
    for part in found.bins:
        if part.count:
            yield f"| {part.low:.1f} to {part.high:.1f} | {part.count} | {part.confidence:.3f} | {part.right:.3f} |"
