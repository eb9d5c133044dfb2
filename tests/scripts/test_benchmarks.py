"""The invented store that exports are measured on, and the measuring itself."""

import json
from pathlib import Path

import pytest

from benchmarks import exports, invented, loads
from kg.bolt import Server
from kg.graph import assemble
from kg.store.sqlite import open_existing

pytest_plugins = "tests.neo4j_server"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("invented") / "kg.db"
    invented.fill(path, 120)
    return path


def test_an_article_says_thirty_things_in_its_own_words(store: Path) -> None:
    with open_existing(store) as opened:
        texts = {article.id: article.text for article in opened.articles()}
        statements, mentions = list(opened.statements()), list(opened.mentions())
    assert len(statements) == invented.STATEMENTS * len(texts) == 120
    assert 50 < len(mentions) / len(texts) < 80
    assert all(texts[each.article][each.start : each.end] == each.text for each in mentions)
    assert all(texts[each.article][each.start : each.end] == each.quote for each in statements)
    spans = {(each.article, each.start, each.end) for each in mentions}
    assert {(each.article, *each.subject_span) for each in statements} <= spans
    assert {(each.article, *each.object_span) for each in statements if each.object} <= spans
    assert all(each.value == texts[each.article][slice(*each.object_span)] for each in statements if each.value)


def test_articles_name_the_same_people(store: Path, tmp_path: Path) -> None:
    with open_existing(store) as opened:
        assert len(list(opened.judgements())) > 5
    assert dict(invented.sizes(store))["articles"] == 4


def test_the_same_size_is_the_same_store(store: Path, tmp_path: Path) -> None:
    invented.fill(tmp_path / "again.db", 120)
    with open_existing(store) as one, open_existing(tmp_path / "again.db") as other:
        assert list(one.statements()) == list(other.statements())
        assert list(one.judgements()) == list(other.judgements())
        assert list(one.articles()) == list(other.articles())


@pytest.mark.parametrize("format_", exports.FORMATS)
def test_an_export_is_measured(format_: str, store: Path, tmp_path: Path) -> None:
    found = exports.write(str(store), format_, "fill", str(tmp_path), workers=1)
    assert (found.format, found.statements, found.after, found.workers) == (format_, 120, "fill", 1)
    assert min(found.rate, found.cpu_rate) > 0
    assert found.lines > 120
    assert found.memory > 10


def test_what_an_export_comes_after_is_taken_back(store: Path) -> None:
    def held() -> tuple[int, int, int]:
        with open_existing(store) as opened, assemble(opened) as graph:
            return len(graph.struck), sum(row.by == "bench" for row in graph.judgements), len(graph.entities)

    plain = held()
    found = {}
    for after in exports.AFTER:
        exports.change(str(store), after)
        found[after] = held()
        exports.take_back(str(store))
        assert held() == plain == (0, 0, plain[2])
    assert found["fill"] == found["build"] == plain
    assert found["strike"] == (1, 0, plain[2])
    assert found["merge"] == (0, 1, plain[2] - 1)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rivals_write_the_same_quads(store: Path, tmp_path: Path) -> None:
    exports.write(str(store), "nquads", "fill", str(tmp_path), workers=1)
    for task in (exports.rdflib, exports.rdflib_made, exports.pyoxigraph, exports.pyoxigraph_made):
        assert task(str(tmp_path / "nquads")).rate > 0


@pytest.mark.slow
def test_the_whole_report(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    exports.main(["--statements", "600", "--json", "--folder", str(tmp_path)])
    found = json.loads(capsys.readouterr().out)
    assert [each["statements"] for each in found["exports"]] == ([60] * 4 + [600] * 4) * len(exports.FORMATS)
    exports.main(["--statements", "600", "--folder", str(tmp_path)])
    assert "memory of nquads for ten times the statements" in capsys.readouterr().out


@pytest.mark.neo4j
def test_a_load_is_measured(server: Server, store: Path, tmp_path: Path) -> None:
    invented.fill(tmp_path / "warm.db", 30)
    found = loads.measure(server, store, tmp_path / "warm.db", rounds=1)
    assert found.rows > 200
    assert min(found.bare, found.load, found.ratio, found.again_seconds, found.memory) > 0
