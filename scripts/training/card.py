"""The model card: what the weights were made of and how, what they are worth, what they are not for."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.evaluate.calibration import by_group, reliability
from training.calibrate import PRECISION
from training.stories import Story

Judged = tuple[str, float, bool]

GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("birthDate", "birthPlace", "deathDate", "deathPlace", "nationality", "homeLocation"), "life"),
    **dict.fromkeys(("spouse", "parent", "sibling"), "family"),
    **dict.fromkeys(("worksFor", "memberOf", "politicalParty", "alumniOf", "leaderOf"), "affiliation"),
    **dict.fromkeys(("chiefExecutive", "founder", "foundingDate", "headquarters", "location"), "organization"),
    **dict.fromkeys(("parentOrganization", "capitalOf", "containedIn"), "organization"),
}

_LICENCES = {
    "corrections": "its user's", "crossner": "MIT", "fewrel": "MIT", "gap": "Apache 2.0", "gum": "CC BY 4.0",
    "knowledgenet": "CC BY-SA 4.0", "litbank": "CC BY 4.0", "meantime": "CC BY 4.0", "redocred": "MIT",
    "uner": "CC BY-SA 4.0",
}  # fmt: skip

_HEAD = """# The trained reader

One encoder (six layers, 384 wide, windows of 256 word pieces; all-MiniLM-L6-v2, Apache 2.0, with a table for how words
are cased) and heads for spans, coreference and relations. Trained by `scripts/train`, run by onnxruntime (int8) and
NumPy. It reads English news; what it says is evidence with a probability, not knowledge.

Not for: other languages; judging people; deciding anything without reading the sentence that comes with a statement.
Known limits: it has seen few names of products, laws and works; it was never shown posts, allegations or events, which
the patterns read; facts that need more than two sentences are out of its reach.
"""


_NAMES = """None of these files holds words of other people's texts. Names of politicians of all countries (PETRARCH,
MIT) and towns (GeoNames, CC BY 4.0) took the places of others in some of the training.
"""
_MEASURED = """Statements of the reader alone on the part `held`, by group: how many were judged, mean confidence, share
right, expected calibration error (ten bins). All scores from 0.02, not only those above a threshold.
"""


def card(about: Mapping[str, Any], stories: Iterable[Story], tuned: Sequence[Judged], held: Sequence[Judged]) -> str:
    """The whole card as Markdown, of a manifest; `tuned` and `held` are judged statements, calibrated."""
    lines = [
        _HEAD, "## Data", "", *_data(stories), "", _NAMES, "## Training", "",
        "A mean of these runs, which start from the same weights:", "", *map(_plan, about["plans"]), "",
        about.get("history", ""), "", "## Confidence", "",
        f"Fitted on the part `tune`; the threshold is the least confidence with a precision of {PRECISION} there.", "",
        *_judge(about["judge"], tuned), "", _MEASURED, *_calibration(held), "", *_reliability(held), "",
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


def _plan(plan: Mapping[str, Any]) -> str:
    rates, dropouts = (
        ", ".join(f"{plan[key]} ({what})" for key, what in each)
        for each in (
            (("encoder_rate", "encoder"), ("word_rate", "vectors of word pieces"), ("head_rate", "heads")),
            (("encoder_dropout", "encoder"), ("relation_dropout", "relations")),
        )
    )
    length = f"{plan['steps']} steps of about {plan['pieces']} pieces"
    return (
        f"- {plan['share']:.0%}: seed {plan['seed']}, {length}, AdamW; rates {rates}, falling to 0; dropout {dropouts}."
    )


def _judge(judge: Mapping[str, Mapping[str, float]], tuned: Sequence[Judged]) -> Iterator[str]:
    yield "| predicate | slope | offset | threshold | judged in `tune` | above, of them right |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for predicate, rule in sorted(judge.items()):
        own = [(confidence, right) for name, confidence, right in tuned if name == predicate]
        above = [right for confidence, right in own if confidence >= rule["threshold"]]
        share = f"{sum(above)} of {len(above)}" if above else "-"
        yield f"| {predicate} | {rule['slope']} | {rule['offset']} | {rule['threshold']} | {len(own)} | {share} |"


def _calibration(held: Sequence[Judged]) -> Iterator[str]:
    yield "| group | judged | mean confidence | right | error |"
    yield "| --- | --- | --- | --- | --- |"
    for group, found in by_group((GROUPS[name], confidence, right) for name, confidence, right in held).items():
        yield f"| {group} | {found.count} | {found.confidence:.3f} | {found.right:.3f} | {found.error:.3f} |"


def _reliability(held: Sequence[Judged]) -> Iterator[str]:
    found = reliability((confidence, right) for _, confidence, right in held)
    yield "| confidence | judged | mean | right |"
    yield "| --- | --- | --- | --- |"
    for part in found.bins:
        if part.count:
            yield f"| {part.low:.1f} to {part.high:.1f} | {part.count} | {part.confidence:.3f} | {part.right:.3f} |"
