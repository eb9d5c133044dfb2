"""What people say of single statements."""

import getpass
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kg.decisions import decide
from kg.errors import QueryError, UsageError
from kg.graph import assemble
from kg.model import Extraction
from kg.store.sqlite import SqliteStore
from tests.invented import extraction

ONE, TWO, THREE = "s0123456700000000", "s0123456789abcdef", "sfedcba9876543210"


def numbered(given: Extraction, *ids: str) -> Extraction:
    """The extraction with these ids on its statements."""
    statements = zip(given.statements, ids, strict=False)
    return replace(given, statements=tuple(replace(statement, id=id_) for statement, id_ in statements))


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with SqliteStore() as made:
        run = made.begin("reader", {})
        made.put(numbered(extraction("a1"), ONE, TWO), "/n/a1", "c", "r", run)
        made.put(numbered(extraction("a2"), THREE), "/n/a2", "c", "r", run)
        yield made


def held(store: SqliteStore) -> dict[str, str]:
    return {decision.statement: decision.verdict for decision in store.decisions()}


def test_a_beginning_is_enough(store: SqliteStore) -> None:
    told = decide(store, ["sfedcba9", "s012345678", "s0123456789abcdef"], "wrong", by="ann")[:1]
    assert told == [f"struck out: {THREE}  Mira Oduya — leaderOf → Tellmark “Mira Oduya, mayor of Tellmark, said so.”"]


def test_each_statement_once_and_in_the_order_of_the_names(store: SqliteStore) -> None:
    told = decide(store, [THREE, TWO, "sfedcba98", THREE], "right", by="ann")
    assert [line.split()[1] for line in told] == [THREE, TWO]
    assert held(store) == {TWO: "right", THREE: "right"}
    assert {(each.by, each.at[-6:]) for each in store.decisions()} == {("ann", "+00:00")}


def test_a_literal_is_told_by_its_value(store: SqliteStore) -> None:
    (told,) = decide(store, [TWO], "right", by="ann")
    assert "Mira Oduya — hasOccupation → mayor “" in told


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("s01234567", f"'s01234567' may be any of {ONE}, {TWO}; give more of the id"),
        ("sfedcba", "'sfedcba' is too short; give 8 characters of the id or more"),
        ("", "'' is too short"),
        ("s1111111111111111", "no statement 's1111111111111111'; kg why shows the ids"),
        (f"{THREE}0", f"no statement '{THREE}0'"),
        ("S" + THREE[1:], "no statement 'Sfedc"),
    ],
)
def test_names_that_mean_no_statement_stop_all(store: SqliteStore, name: str, message: str) -> None:
    with pytest.raises(QueryError, match=f"^{re.escape(message)}"):
        decide(store, [THREE, name], "wrong", by="ann")
    assert held(store) == {}


def test_all_problems_are_told_at_once(store: SqliteStore) -> None:
    with pytest.raises(QueryError, match=r"too short.*; no statement"):
        decide(store, ["s0", "s1111111111111111"], "wrong", by="ann")


def test_undo_takes_back_that_and_nothing_else(store: SqliteStore) -> None:
    decide(store, [ONE], "right", by="ann")
    decide(store, [TWO], "wrong", by="ann")
    with pytest.raises(QueryError, match=f"^not struck out, so there is nothing to undo: {ONE}, {THREE}$"):
        decide(store, [ONE, TWO, THREE], "wrong", by="bob", undo=True)
    assert held(store) == {ONE: "right", TWO: "wrong"}
    assert decide(store, [ONE], "right", by="bob", undo=True)[0].startswith(f"no longer confirmed: {ONE}")
    assert held(store) == {TWO: "wrong"}


class TestReceipts:
    """What is said of one statement holds of the same fact on other mentions in its sentence."""

    OTHER = "s1111111111111111"

    @pytest.fixture
    def store(self, store: SqliteStore) -> SqliteStore:
        given = numbered(extraction("a1"), ONE, TWO)
        again = replace(given.statements[0], id=self.OTHER, subject_span=(30, 32))
        store.put(replace(given, statements=(*given.statements, again)), "/n/a1", "c", "r", store.begin("reader", {}))
        return store

    @pytest.mark.parametrize("name", [ONE, OTHER])
    def test_struck_out_and_taken_back_together(self, store: SqliteStore, name: str) -> None:
        (told,) = decide(store, [name], "wrong", by="ann")
        other = self.OTHER if name == ONE else ONE
        assert told.startswith(f"struck out: {name} and 1 on other mentions  Mira Oduya — leaderOf")
        assert held(store) == {ONE: "wrong", self.OTHER: "wrong"}
        assert decide(store, [other], "wrong", by="ann", undo=True)[0].startswith(
            f"no longer struck out: {other} and 1 on"
        )
        assert held(store) == {}

    def test_named_twice_they_are_told_once(self, store: SqliteStore) -> None:
        assert len(decide(store, [self.OTHER, ONE, TWO], "right", by="ann")) == 2

    def test_the_last_word_counts(self, store: SqliteStore) -> None:
        decide(store, [ONE], "wrong", by="ann")
        decide(store, [self.OTHER], "right", by="ann")
        decide(store, [ONE], "wrong", by="ann")
        assert set(held(store).values()) == {"wrong"}

    def test_no_edge_survives(self, store: SqliteStore) -> None:
        decide(store, [ONE], "wrong", by="ann")
        graph = assemble(store)
        assert not [edge for edge in graph.edges if {ONE, self.OTHER} & {each.id for each in edge.statements}]


def test_the_login_name_is_the_default(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "mara")
    decide(store, [ONE], "right")
    assert [decision.by for decision in store.decisions()] == ["mara"]


@pytest.mark.parametrize("error", [KeyError("uid"), OSError(), ImportError()])
def test_nobody_is_logged_in(store: SqliteStore, error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", nobody)
    with pytest.raises(UsageError, match="give your name with --by"):
        decide(store, [ONE], "right")
    decide(store, [ONE], "right", by="mara")


@pytest.mark.parametrize("name", ["", " \n", "kg/resolve"])
def test_only_people_decide(store: SqliteStore, name: str) -> None:
    with pytest.raises(UsageError, match="is no name of a person"):
        decide(store, [ONE], "right", by=name)
