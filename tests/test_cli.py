"""The command line: what goes where, exit codes, no traceback ever."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import cli, plugins, workers
from kg.cli import COMMANDS, main
from kg.graph import checking
from kg.graph.rdf.resource import Resource
from kg.graph.rdf.view import resources
from kg.store.sqlite import SqliteStore
from tests import records


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No language model: the default extractor is a fake one."""
    monkeypatch.setitem(plugins.BUILT_IN["extractor"], "spacy", "tests.fakes:Fake")
    workers._make.cache_clear()
    yield
    workers._make.cache_clear()


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    for name in ("Mira", "Ode"):
        (tmp_path / "news" / f"{name}.txt").write_text(f"{name} spoke in Tellmark for a while.\n", encoding="utf-8")
    return tmp_path / "news"


def kg_command(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, **options)  # type: ignore[call-overload,no-any-return]


def filled(fill: Callable[[SqliteStore], SqliteStore], folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store in its own folder, which is the current one."""
    monkeypatch.chdir(folder)
    fill(SqliteStore(folder / "kg.db")).close()
    return folder / "kg.db"


class TestBuild:
    def test_report_goes_to_stderr(self, news: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["build", "news"]) == 0
        out, err = capsys.readouterr()
        assert out == ""
        assert err == "kg: read 2 articles: 2 new, 0 changed, 0 unchanged, 0 repeated\n"
        assert Path("kg.db").exists()

    def test_quiet_and_json(self, news: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["build", "news", "--quiet", "--json", "--store", "other.db"]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        assert json.loads(out)["new"] == 2
        assert Path("other.db").exists()

    def test_removed_articles_are_named(self, news: Path, capsys: pytest.CaptureFixture[str]) -> None:
        main(["build", "news", "--quiet"])
        (news / "Ode.txt").unlink()
        assert main(["build", "news"]) == 0
        assert "removed 1 article no longer in the input:\nkg:   Ode.txt\n" in capsys.readouterr().err

    def test_rejections_are_named(self, news: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (news / "\x1b[2J.bin").write_bytes(b"\x00\x01\xff" * 99)
        assert main(["build", "news"]) == 0
        err = capsys.readouterr().err
        assert "rejected 1 (kg stats sums them up, --json there names them all):" in err
        assert "␛[2J.bin: it is binary" in err

    def test_keep(self, news: Path, capsys: pytest.CaptureFixture[str]) -> None:
        main(["build", "news", "--quiet"])
        (news / "Ode.txt").unlink()
        assert main(["build", "news", "--keep"]) == 0
        assert "kept 1 article" in capsys.readouterr().err

    def test_missing_input(self, news: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["build", "nowhere"]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("kg: No such file or folder: 'nowhere'")
        assert not Path("kg.db").exists(), "a store of nothing"

    def test_interrupt(self, news: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        def press(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(workers, "extract", press)
        assert main(["build", "news"]) == 1
        assert "run the same command again to go on" in capsys.readouterr().err


class TestStats:
    def test_figures(self, news: Path, capsys: pytest.CaptureFixture[str]) -> None:
        main(["build", "news", "--quiet"])
        assert main(["stats"]) == 0
        out, err = capsys.readouterr()
        assert out.splitlines()[:2] == ["totals", "          2  articles"]
        assert err == ""

    def test_json(self, news: Path, capsys: pytest.CaptureFixture[str]) -> None:
        main(["build", "news", "--quiet"])
        assert main(["stats", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["totals"]["articles"] == 2

    def test_no_store(self, news: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["stats"]) == 1
        assert capsys.readouterr() == ("", "kg: no store at kg.db; run kg build first, or name another with --store\n")
        assert not Path("kg.db").exists()


class TestGraph:
    """The commands that show the graph."""

    @pytest.fixture
    def store(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        return filled(records.fill, tmp_path, monkeypatch)

    @pytest.mark.parametrize(
        "format_", sorted(set(plugins.BUILT_IN["exporter"]) - {"csv", "jsonl", "neo4j-csv", "parquet", "training"})
    )
    def test_export(self, store: Path, format_: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["export", format_, "-o", "new/folder/kg"]) == 0
        written = Path("new/folder/kg").read_bytes()
        assert b"Norrland Oil" in written
        assert capsys.readouterr().out == ""
        assert main(["export", format_, "-o", "again"]) == 0
        assert Path("again").read_bytes() == written

    def test_validate(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["validate"]) == 0
        assert capsys.readouterr().out.startswith("valid: ")
        assert main(["export", "nquads", "-o", "kg.nq"]) == 0
        assert main(["validate", "--file", "kg.nq", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["violations"] == []
        lines = Path("kg.nq").read_text(encoding="utf-8").split("\n")
        Path("worse.nq").write_text("\n".join(line for line in lines if "#quote>" not in line), encoding="utf-8")
        assert main(["validate", "--file", "worse.nq"]) == 1
        assert "a statement quotes the one sentence that carries it" in capsys.readouterr().out

    def test_what_is_not_valid_is_not_published(
        self, store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def spoilt(*_: Any) -> Iterator[Resource]:
            for subject, text in resources(*_):
                yield subject, "\n".join(line for line in text.split("\n") if "#quote>" not in line)

        monkeypatch.setattr(checking, "resources", spoilt)
        assert main(["export", "turtle", "-o", "kg.ttl"]) == 1
        assert "--no-validate" in capsys.readouterr().err
        assert not Path("kg.ttl").exists()
        assert main(["export", "turtle", "-o", "kg.ttl", "--no-validate"]) == 0
        assert Path("kg.ttl").exists()

    def test_export_by_choice(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        licence = "https://creativecommons.org/licenses/by/4.0/"
        options = ["--statements", "nodes", "--licence", licence, "--no-mentions", "--base", "https://data.example/"]
        assert main(["export", "trig", "-o", "kg.trig", *options]) == 0
        written = Path("kg.trig").read_text(encoding="utf-8")
        assert f"dcterms:license <{licence}>" in written
        assert "kgv:worksFor" in written
        assert "TextQuoteSelector" not in written
        with pytest.raises(SystemExit, match="2"):
            main(["export", "trig", "-o", "kg.trig", "--licence", "mine"])

    def test_export_of_the_records(self, store: Path) -> None:
        assert main(["export", "jsonl", "-o", "records"]) == 0
        assert sorted(path.name for path in Path("records").iterdir()) == [
            f"{name}.jsonl" for name in ("articles", "decisions", "entities", "judgements", "mentions", "statements")
        ]

    @pytest.mark.parametrize(
        ("format_", "files"),
        [
            ("csv", {"nodes", "edges", "statements"}),
            ("neo4j-csv", {"nodes", "relationships", "import"}),
            ("parquet", {"nodes", "edges", "statements"}),
        ],
    )
    def test_export_of_tables(
        self, store: Path, format_: str, files: set[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["export", format_, "-o", "new/folder/kg"]) == 0
        assert files <= {path.stem for path in Path("new/folder/kg").iterdir()}
        assert capsys.readouterr() == ("", "")

    def test_export_with_own_addresses(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["export", "nquads", "-o", "kg.nq", "--base", "https://monitor.example/kg/"]) == 0
        assert "<https://monitor.example/kg/entity/" in Path("kg.nq").read_text(encoding="utf-8")
        assert main(["export", "nquads", "-o", "kg.nq", "--base", "no address"]) == 2
        assert "cannot be the base of IRIs" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["csv", "--licence", "https://x.example/by", "--runs"], "--licence, --runs: only for jsonld, nquads"),
            (["graphml", "--base", "https://x.example/"], "graphml says nothing of it"),
            (["jsonl", "--no-mentions"], "--no-mentions: only for"),
            (["parquet", "--statements", "nodes"], "--statements: only for"),
        ],
    )
    def test_an_option_that_would_do_nothing_is_refused(
        self, store: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["export", *arguments, "-o", "new"]) == 2
        assert message in capsys.readouterr().err
        assert not Path("new").exists()

    def test_a_dash_is_no_file_to_write(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["export", "turtle", "-o", "-"]) == 2
        assert "-o /dev/stdout" in capsys.readouterr().err
        assert not Path("-").exists()

    def test_addresses_are_for_neosemantics(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["load", "neo4j", "--base", "https://x.example/", "--uri", "bolt://127.0.0.1:1"]) == 2
        assert "--base is for --neosemantics" in capsys.readouterr().err

    def test_query(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        text = "MATCH (p:Person)-[r:worksFor]->(o) WHERE r.stance = $stance RETURN p.name AS who"
        assert main(["query", text, "--param", "stance=denied", "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == [{"who": "Tarek Vindal"}]

    def test_query_from_standard_input(
        self, store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("MATCH (p:Person) RETURN count(p) AS people"))
        assert main(["query", "-", "--format", "csv"]) == 0
        assert capsys.readouterr().out == "people\n5\n"

    @pytest.mark.parametrize(
        ("value", "kind"), [("7", int), ("true", bool), ("seven", str), ('"7"', str), ("[1]", list)]
    )
    def test_parameters_have_types(
        self, store: Path, value: str, kind: type, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["query", "RETURN $x AS x", "--param", f"x={value}", "--json"]) == 0
        assert type(json.loads(capsys.readouterr().out)[0]["x"]) is kind

    def test_sparql(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["sparql", "SELECT ?n { ?p kg:holdsPosition [] ; schema:name ?n }", "--format", "tsv"]) == 0
        assert capsys.readouterr().out == '?n\n"Tarek Vindal"\n'

    def test_why(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["why", "Oona Rask", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["entities"][0]["name"] == "Oona Rask"
        assert main(["why", "Vindal", "Norrland Oil"]) == 0
        assert "“Vindal denied that he works for Norrland Oil.”" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["query", "MATCH (n) DELETE n"], "only reads"),
            (["query", "MATCH ("], "kg: "),
            (["sparql", "SELECT nonsense"], "SPARQL: "),
            (["sparql", "DROP ALL"], "updates are refused"),
            (["why", "Zzyzx"], "nobody and nothing"),
            (["export", "turtle", "-o", "."], "is a folder"),
            (["load", "neo4j", "--uri", "bolt://127.0.0.1:1"], "nothing answers Bolt"),
            (["query", "RETURN 1", "--neo4j", "nonsense"], "is no Bolt address"),
        ],
    )
    def test_failures_are_told(
        self, store: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(arguments) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert message in err
        assert "Traceback" not in err

    @pytest.mark.parametrize("command", [["export", "turtle", "-o", "x"], ["query", "RETURN 1"], ["why", "x"]])
    def test_no_store(self, tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        assert main([*command, "--store", str(tmp_path / "none.db")]) == 1
        assert "run kg build first" in capsys.readouterr().err
        assert not (tmp_path / "none.db").exists()


class TestRuns:
    """The commands that compare what runs left behind."""

    @pytest.fixture
    def store(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        return filled(records.grow, tmp_path, monkeypatch)

    def test_diff(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["diff", "2", "3"]) == 0
        assert "- Petra Ohm — worksFor → Norrland Oil" in capsys.readouterr().out
        assert main(["diff", "4", "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert [(each["what"], each["predicate"]) for each in found["facts"]] == [("removed", "founder")]

    def test_the_export_of_an_earlier_run(self, store: Path) -> None:
        assert main(["export", "jsonl", "-o", "then", "--until", "1"]) == 0
        ids = [json.loads(line)["id"] for line in Path("then/articles.jsonl").read_text(encoding="utf-8").splitlines()]
        assert ids == ["company.txt", "quiet.txt", "visit.txt"]

    def test_a_delta(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["export", "nquads", "-o", "delta", "--since", "2", "--until", "3"]) == 0
        assert main(["export", "nquads", "-o", "kg.nq", "--until", "3"]) == 0
        manifest = json.loads(Path("delta/manifest.json").read_text(encoding="utf-8"))
        whole = hashlib.sha256(Path("kg.nq").read_bytes()).hexdigest()
        assert manifest["until"]["whole"]["nquads"]["sha256"] == whole
        assert b"worksFor" in Path("delta/removed.nq").read_bytes()
        assert main(["export", "turtle", "-o", "x", "--since", "2"]) == 2
        assert "--since writes jsonl, nquads, ntriples, not turtle" in capsys.readouterr().err

    def test_purged_runs_are_not_known(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["purge", "company.txt"]) == 0
        assert capsys.readouterr().err == "kg: 1 earlier version dropped for good\n"
        for command in (["diff", "2"], ["export", "nquads", "-o", "x", "--since", "2"], ["diff", "1", "2"]):
            assert main(command) == 1
            assert "is not known any more: kg purge took it away" in capsys.readouterr().err
        assert main(["diff", "3"]) == 0
        assert main(["diff", "9"]) == 1
        assert "there is no run 9" in capsys.readouterr().err


class TestDecisions:
    """Statements confirmed and struck out, as far as the graph and the training."""

    @pytest.fixture
    def store(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("LOGNAME", "mara")
        return filled(records.fill, tmp_path, monkeypatch)

    @pytest.fixture
    def id_(self, store: Path) -> str:
        """The statement that Petra Ohm works for Norrland Oil."""
        (found,) = [each.id for each in records.company().statements if each.predicate == "worksFor"]
        return found

    def test_struck_out_and_taken_back(self, id_: str, capsys: pytest.CaptureFixture[str]) -> None:
        ask = ["query", "MATCH (p {name: 'Petra Ohm'})-[r:worksFor]->(o) RETURN o.name", "--format", "csv"]
        assert main(["strike", id_[:8]]) == 0
        out, err = capsys.readouterr()
        said = "Petra Ohm — worksFor → Norrland Oil “Petra Ohm works for Norrland Oil.”"
        assert (out, err) == ("", f"kg: struck out: {id_}  {said}\n")
        assert main(ask) == 0
        assert capsys.readouterr().out == "o.name\n"
        assert main(["strike", id_, "--undo", "--by", "bob"]) == 0
        assert capsys.readouterr().err == f"kg: no longer struck out: {id_}  {said}\n"
        assert main(ask) == 0
        assert capsys.readouterr().out == "o.name\nNorrland Oil\n"

    def test_who_is_who(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        count = ["query", "MATCH (p:Person {name: 'Tarek Vindal'}) RETURN count(p) AS n", "--format", "csv"]
        for command, done, people in (
            (["split", "Tarek Vindal", "protest.txt", "--reason", "another age"], "another one from now on: Tarek", 2),
            (["undo", "Tarek Vindal"], "taken back: 2 judgements on Tarek Vindal", 1),
            (["merge", "Oona Rask", "Petra Ohm"], "one from now on: Oona Rask (Person, ", 1),
        ):
            assert main(command) == 0
            out, err = capsys.readouterr()
            assert (out, err.startswith(f"kg: {done}")) == ("", True)
            assert main(count) == 0
            assert capsys.readouterr().out == f"n\n{people}\n"
        assert main(["why", "Petra Ohm"]) == 0
        assert "no reason given  (1.00, mara, 20" in capsys.readouterr().out

    def test_who_and_what(self, id_: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["confirm", id_]) == 0
        assert main(["why", "Petra Ohm", "Norrland Oil"]) == 0
        assert f"{id_}, found by hand@1, confirmed by mara, 20" in capsys.readouterr().out
        assert main(["stats", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["decisions"] == {"confirmed": 2, "struck out": 1}

    def test_export_for_training(self, id_: str) -> None:
        assert main(["confirm", id_, "--by", "bob"]) == 0
        assert main(["export", "training", "-o", "corrections"]) == 0
        written = Path("corrections", "corrections.jsonl").read_text(encoding="utf-8").splitlines()
        (found,) = [row for row in map(json.loads, written) if row["statement"] == id_]
        assert (found["verdict"], found["by"], found["predicate"]) == ("right", "bob", "worksFor")

    def test_failures_change_nothing(self, id_: str, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before = store.read_bytes()
        assert main(["strike", id_, "sffffffff"]) == 1
        assert capsys.readouterr() == ("", "kg: no statement 'sffffffff'; kg why shows the ids\n")
        assert main(["confirm", id_, "--undo"]) == 1
        assert capsys.readouterr().err == f"kg: not confirmed, so there is nothing to undo: {id_}\n"
        assert main(["strike", id_, "--by", "kg/resolve"]) == 2
        assert main(["strike", id_, "--store", "none.db"]) == 1
        assert store.read_bytes() == before
        assert not Path("none.db").exists()


class TestEvaluate:
    """Scores of a store, or of a folder, against gold."""

    @pytest.fixture
    def gold(self, news: Path) -> Path:
        """What the store holds, as gold."""
        assert main(["build", "news", "--quiet"]) == 0
        assert main(["export", "jsonl", "-o", "gold"]) == 0
        return Path("gold")

    def test_a_store_against_itself(self, gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["evaluate", "gold"]) == 0
        out, err = capsys.readouterr()
        assert out.startswith("articles compared: 2\n\nnames ")
        assert out.count(" 100.0 100.0 100.0") > 10
        assert err == ""

    def test_json(self, gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["evaluate", "gold", "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        for task in ("names", "relations"):
            assert {score["f1"] for scores in found[task].values() for score in scores.values()} == {1.0}
        assert found["relations"]["text"]["hasOccupation"]["gold"] == 4
        assert found["coreference"]["with singletons"]["ceaf_e"]["f1"] == 1.0
        assert found["calibration"]["all"] == {
            "count": 4, "confidence": 0.5, "right": 1.0, "error": 0.5, "chance": 0.1995,
            "bins": [{"low": 0.5, "high": 0.6, "count": 4, "confidence": 0.5, "right": 1.0}],
        }  # fmt: skip

    def test_a_folder_of_predictions(self, gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
        shutil.copytree(gold, "predicted")
        mentions = (gold / "mentions.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        Path("predicted", "mentions.jsonl").write_text("".join(mentions[1:]), encoding="utf-8")
        Path("kg.db").unlink()
        assert main(["evaluate", "gold", "--predicted", "predicted", "--json"]) == 0
        found = json.loads(capsys.readouterr().out)["names"]["exact"]["Person"]
        assert (found["precision"], found["recall"], found["gold"]) == (1.0, 0.75, 4)

    def test_what_cannot_be_used_is_told(self, gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with (gold / "articles.jsonl").open("a", encoding="utf-8") as file:
            file.write('{"id": "other", "text": "Nobody."}\n{"id": "no text"}\n')
        assert main(["evaluate", "gold"]) == 0
        out, err = capsys.readouterr()
        assert out.startswith("articles compared: 2\n")
        assert err.splitlines() == [
            "kg: 1 that could not be used:",
            "kg:   gold/articles.jsonl:4: 'text' must be a text that is not empty, not nothing",
            "kg: 1 article left out, in the gold only: other",
        ]

    @pytest.mark.parametrize(
        ("arguments", "code", "message"),
        [
            (["nowhere"], 1, "kg: nowhere is no folder of exchange records"),
            (["gold", "--predicted", "nowhere"], 1, "kg: nowhere is no folder of exchange records"),
            (["gold", "--store", "none.db"], 1, "kg: no store at none.db; run kg build first"),
            (["gold", "--store", "a.db", "--predicted", "b"], 2, "kg: --store and --predicted both say"),
        ],
    )
    def test_failures(
        self, gold: Path, arguments: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["evaluate", *arguments]) == code
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(message)


@pytest.mark.parametrize(
    "line",
    [
        *("", "fly", "build", "build x --workers 0", "build x --workers two", "export x -o y", "export turtle"),
        *("query", "query x --timeout 0", "query x --param y", "query x --format xml", "why", "why a b c", "load x"),
        *("evaluate", "evaluate a b", "confirm", "strike", "strike --undo"),
    ],
)
def test_wrong_usage_exits_with_2(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(line.split())
    out, err = capsys.readouterr()
    assert (stop.value.code, out) == (2, "")
    assert err.startswith("usage: kg")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_shows_an_example(command: cli.Command, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([command.name, "--help"])
    out = capsys.readouterr().out
    assert stop.value.code == 0
    assert f"example:\n  {command.example}\n" in out
    assert command.example.startswith(f"kg {command.name}")
    assert "--store PATH" in out


def test_version() -> None:
    done = kg_command("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"kg {kg.__version__}\n", "")


def test_reader_that_leaves_early(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with open(write, "wb") as closed:
        command = [sys.executable, "-c", "import sys; from kg import cli; sys.exit(cli.main())", "stats"]
        script = "from kg.store.sqlite import SqliteStore; SqliteStore('kg.db').close()"
        subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)
        done = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, cwd=tmp_path, check=False, timeout=60)
    assert done.stderr == b""
    assert done.returncode == 1
