"""What every store must do; each test runs on each store."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, get_type_hints

import pytest

from kg.errors import StoreError
from kg.model import Decision, Entity, Extraction, Judgement, LocalEntity, Mention, Rejected, Statement
from kg.store import Keys, Snapshot, Store, StoredArticle
from kg.store.snapshot import SqliteSnapshot
from kg.store.sqlite import SqliteStore
from tests.invented import extraction

Read = Callable[[Keys | None], Iterable[object]]


def fill(store: Store, *extractions: Extraction, run: int | None = None) -> int:
    number = store.begin("reader", {}) if run is None else run
    for each in extractions:
        store.put(each, f"/news/{each.article.id}.txt", "content", "reader", number)
    return number


def contents(store: Store) -> list[object]:
    return [list(store.articles()), list(store.entities()), list(store.mentions()), list(store.statements())]


def by_id(*records: LocalEntity | Mention | Statement) -> list[LocalEntity | Mention | Statement]:
    return sorted(records, key=lambda record: record.id)


def judgement(left: str, right: str, by: str = "kg/resolve", verdict: str = "same", score: float = 0.5) -> Judgement:
    return Judgement(left, right, verdict, by, score, ("names agree",))  # type: ignore[arg-type]


def decision(statement: str, verdict: str = "wrong", by: str = "Ann Ode", at: str = "2024-05-01") -> Decision:
    return Decision(statement, verdict, by, at)  # type: ignore[arg-type]


def pair(store: Store) -> tuple[str, str]:
    fill(store, extraction())
    left, right = sorted(entity.id for entity in store.entities())
    return left, right


class TestStatements:
    def test_those_of_one_subject_and_those_whose_ids_begin_so(self, store: Store) -> None:
        fill(store, extraction("a1"), extraction("a2"))
        every = list(store.statements())
        for each in every:
            assert list(store.statements(each.subject)) == [said for said in every if said.subject == each.subject]
            for size in (1, 2, 8, len(each.id)):
                begun = [said for said in every if said.id.startswith(each.id[:size])]
                assert list(store.statements(beginning=each.id[:size])) == begun
        assert list(store.statements("nobody")) == list(store.statements(beginning="z")) == []


class TestArticles:
    def test_every_record_comes_back_exactly(self, store: Store) -> None:
        given = extraction()
        fill(store, given)
        assert list(store.articles()) == [given.article]
        assert list(store.entities()) == by_id(*given.entities)
        assert list(store.mentions()) == by_id(*given.mentions)
        assert list(store.statements()) == by_id(*given.statements)
        assert store.signatures() == {"a1": given.signature}

    @pytest.mark.parametrize(
        "text", ["", "\n\r\n\r", "a\x00b", "\ufeff\u202eevil\u2066 \U0001f98a", "'; --", "\x1b[31m"]
    )
    def test_any_text_comes_back_exactly(self, store: Store, text: str) -> None:
        given = replace(extraction().article, text=text, title=text, authors=(text,), items=(), removed=())
        fill(store, Extraction(given))
        assert list(store.articles()) == [given]

    def test_empty_fields_come_back_empty(self, store: Store) -> None:
        given = replace(extraction().article, url=None, title=None, published=None, source=None, language=None)
        fill(store, Extraction(given))
        assert list(store.articles()) == [given]
        assert store.signatures() == {}

    def test_order_is_that_of_ids_not_of_arrival(self, store: Store) -> None:
        fill(store, extraction("b"), extraction("a"), extraction("Z"))
        assert [article.id for article in store.articles()] == ["Z", "a", "b"]
        ids = [statement.id for statement in store.statements()]
        assert ids == sorted(ids)

    def test_put_again_replaces_all(self, store: Store) -> None:
        old, new = extraction(rejected=(Rejected("date", "a1", "not a date"),)), extraction(predicate="founderOf")
        run = fill(store, old, extraction("a2"))
        store.put(new, "/news/moved.txt", "content2", "reader2", run)
        assert sorted(s.predicate for s in store.statements() if s.article == "a1") == ["founderOf", "hasOccupation"]
        assert list(store.rejected()) == []
        assert store.known()["a1"] == StoredArticle("a1", "/news/moved.txt", "content2", "reader2")

    def test_removed_article_leaves_no_ghost(self, store: Store) -> None:
        fill(store, extraction("a2"))
        before = contents(store)
        fill(store, extraction("a1", rejected=(Rejected("date", "a1", "not a date"),)))
        assert store.remove(["a1", "never there"]) == 1
        assert contents(store) == before
        assert list(store.rejected()) == []
        assert set(store.known()) == {"a2"}

    def test_mentions_of_one_entity(self, store: Store) -> None:
        given = extraction()
        fill(store, given)
        mira = given.entities[0].id
        assert [mention.text for mention in store.mentions(mira)] == ["Mira Oduya"]
        assert list(store.mentions("nobody")) == []

    def test_parts_of_another_article_are_refused_whole(self, store: Store) -> None:
        given = replace(extraction("a1"), mentions=extraction("a2").mentions)
        with pytest.raises(StoreError, match=r"'a1' cannot be stored.*belongs to article 'a2'"):
            fill(store, given)
        assert list(store.articles()) == []

    def test_mention_of_an_unknown_entity_is_refused_whole(self, store: Store) -> None:
        given = extraction()
        fill(store, given)
        with pytest.raises(StoreError, match="article 'a1' cannot be stored"):
            fill(store, replace(given, entities=given.entities[:1]))
        assert list(store.entities()) == by_id(*given.entities)

    @pytest.mark.parametrize("place", ["subject", "object", "speaker"])
    def test_statement_on_an_entity_of_another_article_is_refused_whole(self, store: Store, place: str) -> None:
        given, other = extraction("a1"), extraction("a2")
        fill(store, other)
        said = next(each for each in given.statements if each.object is not None)
        change: dict[str, Any] = {place: other.entities[0].id}
        strange = replace(said, **change)
        with pytest.raises(StoreError, match=f"'a1' cannot be stored: {said.id} names '{other.entities[0].id}'"):
            fill(store, replace(given, statements=(strange,)))
        assert {each.id for each in store.articles()} == {"a2"}

    def test_lone_surrogates_are_refused_in_words(self, store: Store) -> None:
        with pytest.raises(StoreError, match="lone surrogates"):
            fill(store, Extraction(replace(extraction().article, text="a\ud800")))
        assert list(store.articles()) == []

    def test_reading_streams(self, store: Store) -> None:
        fill(store, extraction("a1"), extraction("a2"))
        stream = store.articles()
        assert iter(stream) is stream
        assert next(stream).id == "a1"

    def test_counts(self, store: Store) -> None:
        fill(store, extraction("a1"), extraction("a2"))
        assert store.counts() == {
            "articles": {"en-GB": 2},
            "items": {"items": 4},
            "removed": {"language:ar": 2, "separator": 2},
            "entities": {"Person": 2, "Place": 2},
            "mentions": {"name": 4},
            "statements": {"hasOccupation": 2, "leaderOf": 2},
            "stances": {"alleged": 4},
            "judgements": {},
            "decisions": {},
        }


class TestOrigins:
    def test_origin_is_the_first_of_all(self, store: Store) -> None:
        run = fill(store, extraction("a1"))
        store.see([("a1", "/a/copy.txt"), ("unknown", "/a/x.txt")], run)
        assert store.known() == {"a1": StoredArticle("a1", "/a/copy.txt", "content", "reader")}

    def test_unseen_articles_under_a_root_go(self, store: Store) -> None:
        fill(store, extraction("a1"), extraction("a2"))
        run = fill(store, extraction("a3"))
        store.see([("a2", "/news/a2.txt")], run)
        assert [gone.id for gone in store.forget(["/news"], [], run)] == ["a1"]
        assert set(store.known()) == {"a2", "a3"}
        assert store.forget(["/news"], [], run) == []

    @pytest.mark.parametrize("root", ["/new", "/news/a", "/news/a1", "/other", "/news/a1.txt/"])
    def test_other_roots_touch_nothing(self, store: Store, root: str) -> None:
        fill(store, extraction("a1"))
        assert store.forget([root], [], store.begin("reader", {})) == []

    def test_spared_origins_stay(self, store: Store) -> None:
        run = store.begin("reader", {})
        for id_, origin in (("a1", "/n/x.zip!a.txt"), ("a2", "/n/y.jsonl#2"), ("a3", "/n/z.txt")):
            store.put(extraction(id_), origin, "c", "r", run)
        gone = store.forget(["/n"], ["/n/x.zip", "/n/y.jsonl"], store.begin("reader", {}))
        assert [article.origin for article in gone] == ["/n/z.txt"]

    def test_an_article_that_lives_elsewhere_stays(self, store: Store) -> None:
        run = fill(store, extraction("a1"))
        store.see([("a1", "/archive/a1.txt")], run)
        later = store.begin("reader", {})
        assert store.forget(["/archive"], [], later) == []
        assert store.known()["a1"].origin == "/news/a1.txt"
        assert [gone.id for gone in store.forget(["/news"], [], later)] == ["a1"]

    def test_replacing_forgets_where_the_old_text_was(self, store: Store) -> None:
        run = fill(store, extraction("a1"))
        store.put(extraction("a1"), "/new/a1.txt", "content2", "reader", run)
        assert store.known()["a1"].origin == "/new/a1.txt"


class TestRejected:
    def test_order_and_content(self, store: Store) -> None:
        given = [Rejected("line", "/n/b#2", "not JSON"), Rejected("line", "/n/b#1", "not JSON\n'")]
        run = store.begin("reader", {})
        store.reject(given, run)
        assert list(store.rejected()) == given[::-1]

    def test_one_run_keeps_all_it_says_of_a_place(self, store: Store) -> None:
        run = store.begin("reader", {})
        store.reject([Rejected("file", "/n/b", "one")], run)
        store.reject([Rejected("file", "/n/b", "two")], run)
        assert [each.why for each in store.rejected()] == ["one", "two"]

    def test_a_later_run_replaces_what_it_says_of_a_place(self, store: Store) -> None:
        store.reject([Rejected("file", "/n/b", "one"), Rejected("file", "/n/c", "one")], store.begin("reader", {}))
        store.reject([Rejected("file", "/n/b", "two")], store.begin("reader", {}))
        assert [(each.where, each.why) for each in store.rejected()] == [("/n/b", "two"), ("/n/c", "one")]

    def test_a_place_that_reads_well_again_is_no_longer_rejected(self, store: Store) -> None:
        store.reject([Rejected("file", "/news/a1.txt", "empty")], store.begin("reader", {}))
        fill(store, extraction("a1"))
        assert list(store.rejected()) == []

    def test_a_complete_pass_settles_what_lies_in_its_root(self, store: Store) -> None:
        store.reject([Rejected("file", "/n/b", "x"), Rejected("file", "/m/b", "x")], store.begin("reader", {}))
        run = store.begin("reader", {})
        store.reject([Rejected("file", "/n/c", "x")], run)
        store.forget(["/n"], ["/n"], run)
        assert [each.where for each in store.rejected()] == ["/m/b", "/n/c"]


class TestJudgements:
    def test_round_trip(self, store: Store) -> None:
        left, right = pair(store)
        given = Judgement(left, right, "unsure", "Ann Ode", 0.1 + 0.2, ('a "reason"', "🦊"), "2022-11-26T10:00:00Z")
        store.judge([given])
        assert list(store.judgements()) == [given]

    def test_latest_holds(self, store: Store) -> None:
        left, right = pair(store)
        store.judge([judgement(left, right, verdict=verdict) for verdict in ("same", "unsure", "different")])
        assert [held.verdict for held in store.judgements()] == ["different"]

    def test_a_person_outranks_the_program_whoever_came_last(self, store: Store) -> None:
        left, right = pair(store)
        store.judge([judgement(left, right, by="Ann Ode", verdict="different"), judgement(left, right)])
        assert [(held.by, held.verdict) for held in store.judgements()] == [("Ann Ode", "different")]

    def test_those_of_people_alone(self, store: Store) -> None:
        left, right = pair(store)
        held = [judgement(left, right), judgement(left, right, by="Ann Ode"), judgement(left, "f", by="Ann Ode")]
        store.judge(held)
        assert list(store.judgements(by_people=True)) == [held[1]]
        store.withdraw([(left, right)], "Bo Ode")
        assert list(store.judgements(by_people=True)) == []

    def test_withdrawal_brings_back_what_the_program_holds(self, store: Store) -> None:
        left, right = pair(store)
        store.judge([judgement(left, right), judgement(left, right, by="Ann Ode", verdict="different")])
        store.withdraw([(left, right)], "Bo Ode")
        assert [held.by for held in store.judgements()] == ["kg/resolve"]
        store.withdraw([(left, right)], "kg/resolve")
        assert list(store.judgements()) == []

    def test_withdrawal_of_the_program_leaves_a_person_alone(self, store: Store) -> None:
        left, right = pair(store)
        store.judge([judgement(left, right), judgement(left, right, by="Ann Ode")])
        store.withdraw([(left, right)], "kg/resolve")
        assert [held.by for held in store.judgements()] == ["Ann Ode"]

    def test_judged_again_after_withdrawal_holds_again(self, store: Store) -> None:
        left, right = pair(store)
        for _ in range(2):
            store.judge([judgement(left, right)])
            assert len(list(store.judgements())) == 1
            store.withdraw([(left, right)], "kg/resolve")
            assert list(store.judgements()) == []

    def test_pairs_without_their_entities_sleep(self, store: Store) -> None:
        left, right = pair(store)
        store.judge([judgement(left, right), judgement("ea", right if right > "ea" else "eb")])
        assert [(held.left, held.right) for held in store.judgements()] == [(left, right)]
        store.remove(["a1"])
        assert list(store.judgements()) == []
        fill(store, extraction("a1"))
        assert [(held.left, held.right) for held in store.judgements()] == [(left, right)]

    def test_left_and_right_in_order(self, store: Store) -> None:
        left, right = pair(store)
        with pytest.raises(StoreError, match="judgement cannot be stored"):
            store.judge([judgement(right, left)])


class TestDecisions:
    @pytest.fixture
    def said(self, store: Store) -> str:
        """The id of a statement in the store."""
        fill(store, extraction())
        return next(store.statements()).id

    def test_round_trip(self, store: Store, said: str) -> None:
        given = Decision(said, "wrong", 'Ann "Ode" 🦊', "2024-05-01T10:00:00+00:00")
        store.decide([given])
        assert list(store.decisions()) == [given]

    def test_order_is_that_of_statements(self, store: Store) -> None:
        fill(store, extraction("a1"), extraction("a2"))
        ids = [statement.id for statement in store.statements()]
        store.decide([decision(id_) for id_ in reversed(ids)])
        assert [held.statement for held in store.decisions()] == ids

    def test_newest_holds_whoever_took_it(self, store: Store, said: str) -> None:
        store.decide([decision(said, "wrong"), decision(said, "right", by="Bo Ode")])
        assert [(held.verdict, held.by) for held in store.decisions()] == [("right", "Bo Ode")]

    def test_what_is_undone_holds_no_more(self, store: Store, said: str) -> None:
        store.decide([decision(said, "right", by="Bo Ode"), decision(said, "wrong"), decision(said, "undone")])
        assert list(store.decisions()) == []
        store.decide([decision(said, "wrong")])
        assert [held.verdict for held in store.decisions()] == ["wrong"]

    def test_said_again_it_keeps_its_time(self, store: Store, said: str) -> None:
        store.decide([decision(said, at="2024-05-01T10:00:00+00:00"), decision(said, at="2024-06-01T10:00:00+00:00")])
        assert [held.at for held in store.decisions()] == ["2024-05-01T10:00:00+00:00"]

    def test_it_survives_what_the_article_is_read_into_again(self, store: Store, said: str) -> None:
        store.decide([decision(said)])
        fill(store, extraction())
        assert [held.statement for held in store.decisions()] == [said]

    def test_without_their_statement_they_sleep(self, store: Store, said: str) -> None:
        store.decide([decision(said), decision("s0", "right")])
        assert store.counts()["decisions"] == {"asleep": 1, "wrong": 1}
        store.remove(["a1"])
        assert list(store.decisions()) == []
        assert store.counts()["decisions"] == {"asleep": 2}
        fill(store, extraction())
        assert [held.statement for held in store.decisions()] == [said]

    def test_it_holds_of_a_mention_that_is_found_later(self, store: Store) -> None:
        given = extraction()
        fill(store, given)
        said = given.statements[0]
        store.decide([decision(said.id)])
        fill(store, replace(given, statements=(*given.statements, replace(said, id="s9", subject_span=(30, 32)))))
        assert {held.statement: held.verdict for held in store.decisions()} == {said.id: "wrong", "s9": "wrong"}
        assert store.counts()["decisions"] == {"wrong": 2}
        store.decide([decision("s9", "right")])
        assert {held.verdict for held in store.decisions()} == {"right"}
        store.decide([decision(said.id, "undone"), decision("s9", "undone")])
        assert list(store.decisions()) == []

    def test_one_that_is_none_is_refused_with_all_others(self, store: Store, said: str) -> None:
        with pytest.raises(StoreError, match="decision cannot be stored"):
            store.decide([decision(said), decision(said, "perhaps")])
        assert list(store.decisions()) == []

    def test_statements_stay_whatever_is_decided(self, store: Store, said: str) -> None:
        before = contents(store)
        store.decide([decision(said)])
        assert contents(store) == before


class TestRuns:
    def test_ledger(self, store: Store) -> None:
        first = store.begin("r1", {"model": "m"})
        second = store.begin("r2", {})
        store.finish(second, {"new": 3})
        dead, done = store.runs()
        assert (dead.id, dead.reader, dead.settings, dead.finished) == (first, "r1", {"model": "m"}, None)
        assert (done.id, done.counts) == (second, {"new": 3})
        assert done.finished is not None
        assert done.started <= done.finished
        assert second > first


@contextmanager
def snapshot(store: Store) -> Iterator[Snapshot]:
    taken = store.snapshot()
    try:
        yield taken
    finally:
        taken.close()


class TestSnapshot:
    @pytest.fixture
    def linked(self, store: Store) -> Iterator[Snapshot]:
        """Two articles whose Miras are one, called "m"."""
        fill(store, extraction("a2"), extraction("a1"))
        with snapshot(store) as taken:
            number = {local.id: at for at, local in enumerate(taken.local(id_) for id_ in self.aged(taken)) if local}
            same = sorted(number[id_] for id_ in self.miras(store))
            firsts = [same[0] if at in same else at for at in range(len(number))]
            taken.link(firsts, {same[0]: "m"}, {})
            yield taken

    @staticmethod
    def miras(store: Store) -> list[str]:
        return [entity.id for entity in store.entities() if entity.class_ == "Person"]

    @staticmethod
    def aged(taken: Snapshot) -> list[str]:
        """The local ids in the order of their numbers, as the articles' ids tell them here."""
        taken.number()
        return sorted((id_ for id_, _ in taken.locals()), key=lambda id_: (taken.local(id_).article, id_))  # type: ignore[union-attr]

    def test_it_stays_as_it_is_whatever_becomes_of_the_store(self, store: Store) -> None:
        fill(store, extraction("a1"))
        before = contents(store)
        with snapshot(store) as taken:
            fill(store, extraction("a2"))
            store.remove(["a1"])
            store.close()
            taken.number()
            taken.link(range(2), {}, {})
            assert [list(taken.articles()), [each for _, each in taken.locals()]] == before[:2]
            assert [list(taken.mentions()), list(taken.statements())] == before[2:]
            assert taken.signatures() == {"a1": extraction().signature}
            assert [run.reader for run in taken.runs()] == ["reader"]

    def test_nothing_is_written_to_the_store(self, store: Store, linked: Snapshot) -> None:
        fill(store, extraction("a1"), extraction("a2"))  # nobody is in the way
        assert "m" not in {statement.subject for statement in store.statements()}

    def test_judgements_come_by_weight(self, store: Store) -> None:
        fill(store, *(replace(extraction(f"a{at}"), signature=b"") for at in range(3)))
        ids = sorted(self.miras(store))
        pairs = [(ids[0], ids[1]), (ids[0], ids[2]), (ids[1], ids[2])]
        late = Judgement(*pairs[2], "same", "Ann Ode", 0.1, (), "2024")
        store.judge([judgement(*pairs[0], score=0.9), judgement(*pairs[1], verdict="different", score=0.1), late])
        with snapshot(store) as taken:
            number = {id_: at for at, id_ in enumerate(self.aged(taken))}
            heard = [(ids_, same) for *ids_, same in taken.judged()]
        told = [(pairs[2], True), (pairs[1], False), (pairs[0], True)]
        assert heard == [([number[left], number[right]], same) for (left, right), same in told]

    def test_oldest_articles_are_numbered_first_and_undated_ones_last(self, store: Store) -> None:
        dates = {"a1": None, "a2": "2024-05-01", "a3": "2023", "a4": ""}
        for id_, day in dates.items():
            given = extraction(id_)
            fill(store, replace(given, article=replace(given.article, published=day)))
        with snapshot(store) as taken:
            assert taken.number() == 8
            found = [(number, entity.article) for number, entity in taken.identified()]
        assert [article for _, article in found] == ["a3", "a2", "a1", "a4"]
        assert [number // 2 for number, _ in found] == [0, 1, 2, 3]

    def test_statements_and_mentions_come_under_canonical_ids(self, store: Store, linked: Snapshot) -> None:
        assert {linked.canonical(id_) for id_ in self.miras(store)} == {"m"}
        assert linked.canonical("nobody") is None
        assert dict(linked.links()) == {id_: linked.canonical(id_) for id_, _ in linked.locals()}
        assert {(each.subject, each.speaker) for each in linked.statements() if each.value} == {("m", "m")}
        assert len([each for each in linked.mentions() if each.entity == "m"]) == 2
        whole = list(linked.statements())
        assert [each.id for each in whole] == [each.id for each in store.statements()]
        by_article, receipts = sorted(whole, key=lambda each: (each.article, each.id)), list(linked.receipts())
        assert [each.id for each in receipts] == [each.id for each in linked.said()] == [each.id for each in by_article]
        assert [each[:6] for each in receipts] == [
            (said.id, said.subject, said.predicate, said.article, said.start, said.end) for said in by_article
        ]
        assert list(linked.statements("subject")) == sorted(whole, key=lambda each: (each.subject, each.id))
        assert list(linked.statements(literals=True)) == [each for each in whole if each.value is not None]
        assert [each.article for each in linked.mentioned()] == ["a1", "a1", "a2", "a2"]
        assert sorted(each.id for each in linked.mentioned()) == [each.id for each in linked.mentions()]

    def test_ranges_are_the_whole(self, linked: Snapshot) -> None:
        linked.keep(Entity(id_, "Person", "Mira") for id_ in sorted(set(dict(linked.links()).values())))
        of_articles: list[Read] = [linked.receipts, linked.said, linked.mentioned, linked.named, linked.articles]
        of_entities: list[Read] = [linked.said_of, linked.told, linked.entities]
        for ranges, reads in ((linked.ranges("article", 1), of_articles), (linked.ranges("entity", 2), of_entities)):
            assert len(ranges) == 2
            for read in reads:
                parts = [list(read(keys)) for keys in ranges]
                assert any(parts)
                assert [each for part in parts for each in part] == list(read(None))

    def test_relations_come_by_fact_and_stance(self, linked: Snapshot) -> None:
        found = list(linked.relations())
        facts = [(each.subject, each.predicate, each.object, each.stance, each.id) for each in found]
        assert facts == sorted(facts)
        assert {fact[:2] for fact in facts} == {("m", "leaderOf")}
        assert len(facts) == 2

    def test_what_a_canonical_entity_is_made_of(self, linked: Snapshot) -> None:
        members = list(linked.members())
        assert [each.name for each in members if each.entity == "m"] == ["Mira Oduya", "Mira Oduya"]
        assert [(each.entity, each.id) for each in members] == sorted((id_, local) for local, id_ in linked.links())
        locals_ = dict(linked.locals())
        for each in members:
            local = locals_[each.id]
            assert (each.class_, each.name, each.same_as) == (local.class_, local.name, local.same_as)
        assert ("m", "Mira Oduya", 2) in list(linked.names())

    def test_entities_are_kept_exactly(self, linked: Snapshot) -> None:
        whole = Entity("m", "Person", "Mira", ("Mira O.",), ("http://x.example/1",), ("e1",), {"n": 0.1, "l": ("a", 1)})
        assert linked.keep([Entity("a", "Place", "Tellmark"), whole]) == 2
        assert list(linked.entities()) == [("a", Entity("a", "Place", "Tellmark")), ("m", whole)]
        linked.rename([("a", "The town")])
        assert linked.entity("a") == Entity("a", "Place", "The town")
        assert linked.entity("m") == whole
        assert linked.entity("b") is None

    def test_parties_come_with_names_and_classes_as_kept(self, linked: Snapshot) -> None:
        ids = sorted(set(dict(linked.links()).values()))
        linked.keep(Entity(id_, f"C {id_}", f"N {id_}") for id_ in ids)
        said = {each.id: each for each in linked.statements() if each.predicate == "leaderOf"}
        found = list(linked.parties(["leaderOf"]))
        assert [each.statement for each in found] == sorted(said)
        for each in found:
            made = said[each.statement]
            assert (each.event, each.event_class, each.name) == ("m", "C m", f"N {made.object}")
            assert (each.predicate, each.start) == ("leaderOf", made.object_span[0])
        assert list(linked.parties(["agent"])) == []

    def test_facts_are_the_literals_of_a_stance(self, linked: Snapshot) -> None:
        said = [each for each in linked.statements("subject", literals=True) if each.stance == "alleged"]
        assert len(said) == 2
        assert list(linked.facts("alleged")) == [
            (each.subject, each.id, each.predicate, each.value, each.article, each.confidence) for each in said
        ]
        assert list(linked.facts("planned")) == []

    def test_what_relationships_are_made_of_comes_with_both_ends(self, linked: Snapshot) -> None:
        ids = sorted(set(dict(linked.links()).values()))
        linked.keep(Entity(id_, f"C {id_}", f"N {id_}") for id_ in ids)
        linked.rename([("m", "The mayor")])
        names = {id_: f"N {id_}" for id_ in ids} | {"m": "The mayor"}

        told = list(linked.told())
        assert [each for keys in linked.ranges("entity", 1) for each in linked.told(keys)] == told
        for each, said in zip(told, linked.relations(), strict=True):
            assert each[:9] == (
                said.id, said.subject, said.predicate, said.object, said.stance, said.speaker, said.article,
                said.confidence, said.quote,
            )  # fmt: skip
            ends = f"C {said.subject}", names[said.subject], f"C {said.object}", names[said.object or ""]
            assert each[9:] == ends
        count = Counter((each.article, each.entity, each.text) for each in linked.mentions())
        assert list(linked.named()) == [
            (article, entity, text, number, f"C {entity}", names[entity])
            for (article, entity, text), number in sorted(count.items())
        ]

    def test_closed_it_says_so(self, store: Store) -> None:
        taken = store.snapshot()
        taken.close()
        taken.close()
        with pytest.raises(StoreError, match="closed"):
            list(taken.articles())


@pytest.mark.parametrize(("made", "promised"), [(SqliteStore, Store), (SqliteSnapshot, Snapshot)])
def test_sqlite_offers_the_whole_protocol(made: type, promised: type) -> None:
    for name in vars(promised):
        if not name.startswith("_"):
            assert get_type_hints(getattr(made, name)) == get_type_hints(getattr(promised, name)), name
