"""Builds beside Stanford CoreNLP: what it writes is understood and the comparison adds up. CoreNLP does not run."""

import json
from pathlib import Path

import pytest

from benchmarks import corenlp
from benchmarks.corenlp import Found, System, found
from benchmarks.processes import Cost, run

# As CoreNLP writes "Ann Ode works for Northern Rail in Leeds. She is its chair.", cut to what is counted.
WRITTEN = {
    "docId": "00000.txt",
    "sentences": [
        {
            "index": 0,
            "basicDependencies": [],
            "kbp": [
                {
                    "subject": "Ann Ode", "subjectSpan": [0, 2],
                    "relation": "per:employee_or_member_of", "relationSpan": [-2, -1],
                    "object": "Northern Rail", "objectSpan": [4, 6],
                },
                {
                    "subject": "Northern Rail", "subjectSpan": [4, 6],
                    "relation": "org:top_members_employees", "relationSpan": [-2, -1],
                    "object": "Ann Ode", "objectSpan": [0, 2],
                },
            ],
            "entitymentions": [
                {"text": "Ann Ode", "ner": "PERSON"},
                {"text": "Northern Rail", "ner": "ORGANIZATION"},
                {"text": "Leeds", "ner": "CITY"},
            ],
            "tokens": [],
        },
        {"index": 1, "basicDependencies": [], "kbp": [], "entitymentions": [{"text": "She", "ner": "PERSON"}]},
    ],
    "corefs": {"4": [{"id": 0, "text": "Ann Ode"}, {"id": 4, "text": "She"}], "3": [{"id": 3, "text": "Leeds"}]},
}  # fmt: skip


def test_what_corenlp_wrote_is_counted() -> None:
    assert found([WRITTEN]) == Found(names=4, chains=2, facts=2)
    assert found([WRITTEN, WRITTEN]) == Found(names=8, chains=4, facts=4)
    assert found([]) == Found()


@pytest.mark.parametrize("lacking", ["corefs", "kbp", "entitymentions"])
def test_an_annotator_that_did_not_run_is_no_zero(lacking: str) -> None:
    cut = json.loads(json.dumps(WRITTEN))
    for part in (cut, *cut["sentences"]):
        part.pop(lacking, None)
    with pytest.raises(KeyError, match=lacking):
        found([cut])


def test_the_start_of_a_program_is_not_its_rate() -> None:
    ours = System("kg", 1000, Cost(2.0, 2.0, 400.0), Cost(4.0, 4.0, 500.0), 30)
    theirs = System("CoreNLP", 1000, Cost(50.0, 60.0, 3000.0), Cost(100.0, 120.0, 3500.0), 20)
    assert (ours.rate, ours.whole_rate) == (500.0, 250.0)
    assert (theirs.rate, theirs.whole_rate) == (20.0, 10.0)
    table = "\n".join(corenlp.table(ours, theirs))
    assert [line.split()[-3:] for line in table.splitlines()[1:3]] == [["500", "20", "25.00"], ["250", "10", "25.00"]]


def test_without_java_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    news = tmp_path / "news.jsonl"
    news.write_text(json.dumps({"text": "Ann Ode works for Northern Rail."}) + "\n", encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert corenlp.main(["--input", str(news)]) == 1
    assert "java and mvn not found: apt install openjdk-17-jre-headless maven" in capsys.readouterr().err


def test_without_articles_it_is_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert corenlp.main(["--input", str(tmp_path / "none.jsonl")]) == 0
    assert "none.jsonl is not there" in capsys.readouterr().err


def test_a_program_costs_what_it_uses(tmp_path: Path) -> None:
    cost = run(["/bin/sh", "-c", "i=0; while [ $i -lt 3000 ]; do i=$((i+1)); done"])
    assert cost.cpu > 0
    assert cost.wall > 0
    assert cost.memory > 0.5


def test_a_program_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="sh failed with exit code 3; the end of what it said:\nno memory"):
        run(["/bin/sh", "-c", "echo no memory >&2; exit 3"], tmp_path / "log")
    with pytest.raises(SystemExit, match=r"sh failed with exit code 3$"):
        run(["/bin/sh", "-c", "exit 3"])
