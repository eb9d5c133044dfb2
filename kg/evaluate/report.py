"""An evaluation as tables for a person, and as JSON."""

import json
from collections.abc import Iterator, Mapping

from kg.evaluate.calibration import Reliability
from kg.evaluate.compare import Evaluation
from kg.evaluate.coreference import Coreference
from kg.evaluate.scores import ALL, Score

_METRICS = {"muc": "MUC", "b_cubed": "B-cubed", "ceaf_m": "CEAF-m", "ceaf_e": "CEAF-e"}
_HEAD = "    P     R    F1"  # as wide as a score in percent


def text(evaluation: Evaluation) -> str:
    """All scores in percent: precision, recall, F1."""
    return "\n".join(_lines(evaluation))


def to_json(evaluation: Evaluation) -> str:
    """All scores as one JSON object; fractions, not percent."""
    shown = {
        "articles": evaluation.articles,
        "names": _records(evaluation.names),
        "coreference": {way: _coreference_record(found) for way, found in evaluation.coreference.items()},
        "relations": _records(evaluation.relations),
        "calibration": {group: _reliability_record(found) for group, found in evaluation.calibration.items()},
    }
    return json.dumps(shown, ensure_ascii=False, indent=2)


def _records(ways: Mapping[str, Mapping[str, Score]]) -> dict[str, dict[str, dict[str, float]]]:
    return {way: {key: found.record() for key, found in scores.items()} for way, scores in ways.items()}


def _coreference_record(found: Coreference) -> dict[str, object]:
    return {**{name: getattr(found, name).record() for name in _METRICS}, "conll": round(found.conll, 4)}


def _reliability_record(found: Reliability) -> dict[str, object]:
    bins = [
        {
            "low": each.low,
            "high": each.high,
            "count": each.count,
            "confidence": round(each.confidence, 4),
            "right": round(each.right, 4),
        }
        for each in found.bins
    ]
    figures = {name: round(getattr(found, name), 4) for name in ("confidence", "right", "error", "chance")}
    return {"count": found.count, **figures, "bins": bins}


def _lines(evaluation: Evaluation) -> Iterator[str]:
    yield f"articles compared: {evaluation.articles:,}"
    yield from _scores("names", evaluation.names)
    yield from _coreference(evaluation.coreference)
    yield from _scores("relations", evaluation.relations)
    yield from _calibration(evaluation.calibration)


def _scores(title: str, ways: Mapping[str, Mapping[str, Score]]) -> Iterator[str]:
    if not any(found.gold for scores in ways.values() for found in scores.values()):
        yield f"\n{title}: none in the gold"
        return
    yield f"\n{title:<24} {'gold':>6} {'predicted':>9}" + "".join(f"{way + _HEAD:>26}" for way in ways)
    first = next(iter(ways.values()))
    for key, found in first.items():
        columns = "".join(f"{scores[key].percent():>26}" for scores in ways.values())
        yield f"  {key:<22} {found.gold:>6,} {found.predicted:>9,}{columns}"


def _coreference(ways: Mapping[str, Coreference]) -> Iterator[str]:
    if not any(found.b_cubed.gold for found in ways.values()):
        yield "\ncoreference: no mentions in the gold"
        return
    for way, found in ways.items():
        yield f"\n{'coreference ' + way:<34} {'gold':>6} {'predicted':>9}  {_HEAD}"
        for name, label in _METRICS.items():
            score: Score = getattr(found, name)
            yield f"  {label:<32} {score.gold:>6,} {score.predicted:>9,}  {score.percent()}"
        yield f"  {'CoNLL average':<32} {'':>6} {'':>9}  {100 * found.conll:>17.1f}"


def _calibration(groups: Mapping[str, Reliability]) -> Iterator[str]:
    if not groups:
        yield "\ncalibration: the gold judges no predicted statement"
        return
    yield f"\n{'confidence of statements':<24} {'judged':>6} {'mean':>9} {'right':>9}"
    for each in groups[ALL].bins:
        where = f"{100 * each.low:.0f} to {100 * each.high:.0f}"
        yield f"  {where:<22} {each.count:>6,} {100 * each.confidence:>9.1f} {100 * each.right:>9.1f}"
    yield f"\n{'calibration':<24} {'judged':>6} {'mean':>9} {'right':>9} {'error':>9} {'by chance':>9}"
    for group in (*sorted(groups.keys() - {ALL}), ALL):
        found = groups[group]
        values = found.confidence, found.right, found.error, found.chance
        figures = "".join(f" {100 * value:>9.1f}" for value in values)
        yield f"  {group:<22} {found.count:>6,}{figures}"
