"""The graph that reads piece by piece is the one that is made in memory, and holds next to nothing."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.invented import fill
from kg import plugins
from kg.errors import StoreError
from kg.export import Options
from kg.graph import Graph, assemble, relationships
from kg.model import Decision, Judgement, Mention, Statement, Verdict
from kg.store import Mentioned, Receipt, Said
from kg.store.rows import from_statement
from kg.store.sqlite import SqliteStore, open_existing
from tests import records
from tests.graph import reference

LOCALS = sorted(entity.id for each in records.extractions() for entity in each.entities)
SAID = sorted(statement.id for each in records.extractions() for statement in each.statements)
VERDICTS: st.SearchStrategy[Verdict] = st.sampled_from(("same", "same", "different"))
PEOPLE = st.sampled_from(["kg/resolve", "ann"])
JUDGEMENTS = st.builds(
    lambda one, other, verdict, by: Judgement(min(one, other), max(one, other), verdict, by, 0.9),
    st.sampled_from(LOCALS), st.sampled_from(LOCALS), VERDICTS, PEOPLE,
).filter(lambda row: row.left < row.right)  # fmt: skip


def receipt(each: Statement) -> Receipt:
    return Receipt._make(from_statement(each))


def said(each: Statement) -> Said:
    return Said(*(getattr(each, name) for name in Said._fields))


def mentioned(each: Mention) -> Mentioned:
    return Mentioned(*(getattr(each, name) for name in Mentioned._fields))


def same(graph: Graph, store: SqliteStore) -> None:
    """Whether the graph has what the plain one has, in the same order."""
    plain = reference.whole(store)
    assert list(graph.entities.items()) == list(plain.entities.items())
    assert [list(each.properties.items()) for each in graph.entities.values()] == [
        list(each.properties.items()) for each in plain.entities.values()
    ]
    assert (graph.edges, graph.copies) == (plain.edges, plain.copies)
    assert list(graph.canonical.items()) == sorted(plain.canonical.items())
    assert list(graph.locals.values()) == list(store.entities())
    assert list(graph.judgements) == list(store.judgements())
    assert list(graph.articles) == list(store.articles())
    assert list(graph.statements()) == plain.statements
    assert list(graph.all_statements()) == plain.every
    assert list(graph.literals) == [each for each in plain.statements if each.value is not None]
    assert list(graph.mentions()) == plain.mentions
    titles = {each.id: each.title or each.id for each in graph.articles}
    assert [
        {
            "type": each.type,
            "ends": (each.start, each.end),
            "properties": each.properties,
            "names": each.names,
            "roots": each.roots,
        }
        for each in relationships(graph)
    ] == reference.relationships(plain, titles)
    by_article = sorted(plain.statements, key=lambda each: each.article)
    by_subject = sorted(plain.statements, key=lambda each: each.subject)
    assert [each for _, group in graph.statements_by_subject() for each in group] == by_subject
    assert [each for _, group in graph.receipts_by_subject() for each in group] == list(map(receipt, by_subject))
    assert list(graph.receipts()) == list(map(receipt, by_article))
    assert list(graph.said()) == list(map(said, by_article))
    assert [each for _, group in graph.said_by_article() for each in group] == list(map(said, by_article))
    assert [each for _, group in graph.said_by_subject() for each in group] == list(map(said, by_subject))
    mentions = sorted(plain.mentions, key=lambda each: each.article)
    assert [each for _, group in graph.mentioned_by_article() for each in group] == list(map(mentioned, mentions))


def test_groups_are_whole(world: Graph) -> None:
    for groups in (world.said_by_article(), world.statements_by_subject(), world.mentioned_by_article()):
        keys = [key for key, _ in groups]
        assert keys == sorted(set(keys))
    assert all(each.article == article for article, group in world.mentioned_by_article() for each in group)


@settings(max_examples=25, deadline=None)
@given(st.sets(st.integers(0, 5)), st.lists(JUDGEMENTS, max_size=12), st.sets(st.sampled_from(SAID), max_size=8))
def test_it_is_the_graph_made_in_memory(left_out: set[int], judged: list[Judgement], struck: set[str]) -> None:
    with SqliteStore() as store:
        run = store.begin("hand@1", {})
        for at, extraction in enumerate(records.extractions()):
            if at not in left_out:
                store.put(extraction, f"/news/{at}", "content", "hand@1", run)
        store.judge(records.judgements())
        store.judge(judged)
        store.decide(Decision(id_, "wrong", "ann", "2024") for id_ in sorted(struck))
        with assemble(store) as graph:
            same(graph, store)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An invented store, and one with five times the statements."""
    folder = tmp_path_factory.mktemp("invented")
    small, large = folder / "small.db", folder / "large.db"
    fill(small, 300)
    fill(large, 1500)
    return small, large


def test_an_invented_store_is_read_as_it_is_made_in_memory(stores: tuple[Path, Path]) -> None:
    with open_existing(stores[0]) as store, assemble(store) as graph:
        assert graph.copies
        same(graph, store)


@pytest.mark.parametrize("format_", ["nquads", "jsonl", "graphml", "neo4j-csv"])
def test_memory_does_not_grow_with_the_store(format_: str, stores: tuple[Path, Path], tmp_path: Path) -> None:
    exporter = plugins.load("exporter", format_)()
    peaks = []
    small, large = stores
    for store in (small, small, large):  # the first fills caches that have nothing to do with the store
        with open_existing(store) as opened, assemble(opened) as graph:
            tracemalloc.start()
            exporter.write(graph, tmp_path / format_, Options())
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    # bytes for each statement more, most of them in caches that are not full yet; to hold one with its quote takes 800
    assert (peaks[2] - peaks[1]) / 1200 < 250


class TestLife:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Iterator[Path]:
        path = tmp_path / "kg.db"
        records.fill(SqliteStore(path)).close()
        yield path
        path.unlink()

    def test_it_stays_as_it_is_while_a_build_writes(self, path: Path, world: Graph) -> None:
        with SqliteStore(path) as store, assemble(store) as graph:
            walk = iter(graph.edges)
            first = next(walk)
            store.remove([article.id for article in store.articles()])
            assert [first, *walk] == list(world.edges)
            assert graph == world
            with assemble(store) as later:
                assert len(later.entities) == 0

    def test_closed_it_reads_no_more(self, path: Path) -> None:
        with open_existing(path) as store, assemble(store) as graph:
            pass
        with pytest.raises(StoreError, match="closed"):
            next(iter(graph.edges))

    def test_what_nobody_holds_is_closed(self, path: Path) -> None:
        with open_existing(path) as store:
            edges = assemble(store).edges
        assert len(list(edges)) > 5
        del edges
        with SqliteStore(path):
            pass
        assert sorted(path.parent.iterdir()) == [path]
