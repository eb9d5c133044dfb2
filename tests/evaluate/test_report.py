import json

from kg.evaluate.compare import compare
from kg.evaluate.gold import Annotations
from kg.evaluate.report import text, to_json
from kg.model import Mention
from tests.evaluate.test_compare import GOLD, MARA, TEXT, WATER, mention, statement

FOUND = compare(
    GOLD,
    Annotations(
        {"a": TEXT},
        (mention(MARA, "Person", "x"), mention((17, 27), "Organization", "y")),
        (statement("chiefExecutive", WATER, MARA, 0.93), statement("chiefExecutive", WATER, (37, 45), 0.45)),
    ),
)


def test_tables() -> None:
    lines = text(FOUND).splitlines()
    assert lines[0] == "articles compared: 1"
    assert "  Organization                1         1           0.0   0.0   0.0         100.0 100.0 100.0" in lines
    assert "  Person                      2         1         100.0  50.0  66.7         100.0  50.0  66.7" in lines
    assert "  chiefExecutive              1         2          50.0 100.0  66.7          50.0 100.0  66.7" in lines
    assert "  90 to 100                   1      93.0     100.0" in lines
    assert "  all                         2      69.0      50.0      26.0      30.0" in lines
    assert sum("CoNLL average" in line for line in lines) == 2


def test_json_has_fractions() -> None:
    shown = json.loads(to_json(FOUND))
    assert shown["names"]["overlap"]["Person"] == {
        "precision": 1.0, "recall": 0.5, "f1": 0.6667, "predicted": 1, "gold": 2
    }  # fmt: skip
    assert shown["coreference"]["with singletons"].keys() == {"muc", "b_cubed", "ceaf_m", "ceaf_e", "conll"}
    assert shown["relations"]["strict"]["all"]["precision"] == 0.5
    calibration = shown["calibration"]["chiefExecutive"]
    assert (calibration["count"], calibration["error"]) == (2, 0.26)
    assert calibration["bins"][0] == {"low": 0.4, "high": 0.5, "count": 1, "confidence": 0.45, "right": 0.0}


def test_what_the_gold_lacks_is_said() -> None:
    mentions: tuple[Mention, ...] = ()
    shown = text(compare(Annotations({"a": TEXT}, mentions), Annotations({"a": TEXT}, GOLD.mentions, GOLD.statements)))
    assert shown.splitlines() == [
        "articles compared: 1",
        "",
        "names: none in the gold",
        "",
        "coreference: no mentions in the gold",
        "",
        "relations: none in the gold",
        "",
        "calibration: the gold judges no predicted statement",
    ]
