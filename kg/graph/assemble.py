"""Assembling the graph: canonical ids are looked up here and written nowhere but to a snapshot's scratch tables."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter
from types import MappingProxyType, TracebackType
from typing import Self, TypeVar

from kg.graph.edges import Key, edges
from kg.graph.entities import entities, event_names
from kg.graph.lazy import Records, Table, grouped
from kg.graph.maker import maker
from kg.graph.support import copies
from kg.model import Article, Decision, Edge, Entity, Judgement, LocalEntity, Mention, Statement
from kg.resolve.clusters import Clusters
from kg.resolve.link import claims, earliest
from kg.store import Keys, Kind, Mentioned, Named, Receipt, Run, Said, Snapshot, Store, Told

S = TypeVar("S", Statement, Receipt, Said)
_ARTICLE, _SUBJECT = attrgetter("article"), attrgetter("subject")


@dataclass(frozen=True, slots=True)
class Graph:
    """All entities and literal facts of a store in the order of ids, and edges in that of what they join.

    It reads a snapshot of the store whenever it is walked, and holds no more in memory than what people decided and
    which articles are copies; a walk costs as much the second time. Leaving the block, or letting go of the graph,
    closes it.

    `copies` maps an article that repeats another to the one it repeats; `canonical` maps local to canonical ids,
    `locals` holds the local entities themselves. `decisions` are what people say of statements, by statement; what
    they struck out (`struck` holds the ids) is in no edge, literal or property, and only `all_statements` still has it.
    `runs` is the ledger, and `run` the line of the run that left it so, None where the graph is that of now.
    """

    articles: Iterable[Article]
    copies: Mapping[str, str]
    entities: Mapping[str, Entity]
    edges: Iterable[Edge]
    literals: Iterable[Statement]
    canonical: Mapping[str, str]
    locals: Mapping[str, LocalEntity]
    judgements: Iterable[Judgement]
    decisions: Mapping[str, Decision]
    struck: frozenset[str]
    runs: tuple[Run, ...] = field(compare=False)  # when it was read makes no difference
    run: Run | None = field(compare=False)
    _statements: Iterable[Statement]
    _mentions: Iterable[Mention]
    _snapshot: Snapshot = field(compare=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store; what was not read yet can be read no more (`StoreError`)."""
        self._snapshot.close()

    def shared(self) -> tuple[str, bytes] | None:
        """The path of the store, and a mark: a graph that is assembled from there under the same mark is this one.

        None where another process would have to derive everything anew.
        """
        return self._snapshot.shared()

    def statements(self) -> Iterator[Statement]:
        """Every statement that nobody struck out, with canonical ids."""
        return self._standing(self._statements)

    def all_statements(self) -> Iterator[Statement]:
        """Every statement, with canonical ids, whatever people decided."""
        return iter(self._statements)

    def statements_by_subject(self) -> Iterator[tuple[str, list[Statement]]]:
        """The statements on every canonical entity that nobody struck out, in the order of entities, then ids."""
        return grouped(self._standing(self._snapshot.statements("subject")), _SUBJECT)

    def statements_with_names(self) -> Iterator[tuple[Statement, str, str | None, str | None]]:
        """What `statements` has, each with the names of its subject, object and speaker."""
        found = self._snapshot.statements_with_names()
        return (each for each in found if each[0].id not in self.struck) if self.struck else found

    def mentions_with_names(self) -> Iterator[tuple[Mention, str]]:
        """What `mentions` has, each with the name of its entity."""
        return self._snapshot.mentions_with_names()

    def mentions(self) -> Iterator[Mention]:
        """Every mention, with its canonical entity."""
        return iter(self._mentions)

    def receipts(self, keys: Keys | None = None) -> Iterator[Receipt]:
        """What `statements` has, or what a range of articles says, as tuples in the order of articles, then ids."""
        return self._standing(self._snapshot.receipts(keys))

    def receipts_by_subject(self) -> Iterator[tuple[str, list[Receipt]]]:
        """The same as `statements_by_subject`, as tuples."""
        return grouped(self._standing(self._snapshot.receipts_of()), _SUBJECT)

    def said(self, keys: Keys | None = None) -> Iterator[Said]:
        """The same as `receipts`, without receipts."""
        return self._standing(self._snapshot.said(keys))

    def said_by_article(self, keys: Keys | None = None) -> Iterator[tuple[str, list[Said]]]:
        """The same, together what an article says."""
        return grouped(self.said(keys), _ARTICLE)

    def said_by_subject(self, keys: Keys | None = None) -> Iterator[tuple[str, list[Said]]]:
        """The same as `statements_by_subject`, or what is said of a range of entities, without receipts."""
        return grouped(self._standing(self._snapshot.said_of(keys)), _SUBJECT)

    def mentioned_by_article(self, keys: Keys | None = None) -> Iterator[tuple[str, list[Mentioned]]]:
        """The mentions of every article that has one, as tuples in the order of articles, then ids."""
        return grouped(self._snapshot.mentioned(keys), _ARTICLE)

    def entities_in_order(self, keys: Keys | None = None) -> Iterator[Entity]:
        """The entities."""
        if keys is None:
            return iter(self.entities.values())
        return (entity for _, entity in self._snapshot.entities(keys))

    def articles_in_order(self, keys: Keys | None = None) -> Iterator[Article]:
        """The articles."""
        return self._snapshot.articles(keys) if keys else iter(self.articles)

    def ranges(self, kind: Kind, size: int) -> list[Keys]:
        """All ids of a kind in ranges of so many; methods that take `keys` give what one of these holds."""
        return self._snapshot.ranges(kind, size)

    def told_by_edge(self, keys: Keys | None = None) -> Iterator[tuple[Key, list[Told]]]:
        """What the statements behind every edge say of it, by subject, predicate, object and stance, then by id.

        A range is one of subjects.
        """
        told = self._snapshot.told(keys)
        if self.struck:
            told = (each for each in told if each.statement not in self.struck)
        return grouped(told, itemgetter(1, 2, 3, 4))

    def named_by_article(self, keys: Keys | None = None) -> Iterator[tuple[str, list[Named]]]:
        """What the mentions of every article that has one call the entities, in the order of articles, then both."""
        return grouped(self._snapshot.named(keys), itemgetter(0))

    def readings(self) -> Iterator[tuple[str, str, str]]:
        """Id, hash of the input record and fingerprint of the reader of every article."""
        return self._snapshot.readings()

    def _standing(self, statements: Iterable[S]) -> Iterator[S]:
        if not self.struck:
            return iter(statements)
        return (statement for statement in statements if statement.id not in self.struck)


def assemble(store: Store, run: int | None = None) -> Graph:
    """The graph of a store as it is now, or as it was when a run had finished (`StoreError` where none knows).

    The same store gives the same graph, whatever order it was filled in.
    """
    snapshot = store.snapshot(run)
    snapshot.derive(maker, _derive)
    return _read(snapshot, run)


def assemble_ahead(store: Store) -> None:
    """Have ready what the graph is read from, where the store is large enough for that to be kept beside it."""
    snapshot = store.snapshot()
    snapshot.derive_ahead(maker, _derive)
    snapshot.close()


def assemble_again(store: Store, shared: tuple[str, bytes]) -> Graph | None:
    """In another process, the graph that said it is `shared`; None where the store has changed meanwhile."""
    snapshot = store.snapshot()
    return _read(snapshot, None) if snapshot.recall(shared, maker()) else None


def _read(snapshot: Snapshot, run: int | None) -> Graph:
    decisions = {decision.statement: decision for decision in snapshot.decisions()}
    struck = _struck(decisions.values())
    copied = MappingProxyType(snapshot.copies())
    runs = tuple(snapshot.runs())
    members, kept = snapshot.sizes()
    return Graph(
        articles=Records(snapshot.articles),
        copies=copied,
        entities=Table(kept, snapshot.entities, snapshot.entity),
        edges=Records(lambda: edges(snapshot, struck, copied)),
        literals=Records(lambda: _literals(snapshot, struck)),
        canonical=Table(members, snapshot.links, snapshot.canonical),
        locals=Table(members, snapshot.locals, snapshot.local),
        judgements=Records(snapshot.judgements),
        decisions=MappingProxyType(decisions),
        struck=struck,
        runs=runs,
        run=None if run is None else runs[-1],
        _statements=Records(snapshot.statements),
        _mentions=Records(snapshot.mentions),
        _snapshot=snapshot,
    )


def _derive(snapshot: Snapshot) -> None:
    """Name the local entities, and make canonical ones of them: of all, or of those that a change may have touched."""
    _link(snapshot)
    copied = snapshot.copies() if snapshot.has_copies() else copies(snapshot)
    snapshot.keep_copies(copied)
    struck = _struck(snapshot.decisions())
    snapshot.keep(entities(snapshot, struck, copied))
    snapshot.rename(event_names(snapshot, struck))


def _link(snapshot: Snapshot) -> None:
    drawn = True
    while drawn:
        clusters = Clusters.judged(snapshot.number(), snapshot.judged())
        claimed = claims(clusters, snapshot.identified())
        drawn = snapshot.draw_in(claimed.values())
    names = earliest(claimed)
    namesakes = {first: place for first, place in claimed.items() if first not in names}
    snapshot.link(map(clusters.first, range(len(clusters))), names, namesakes)


def _struck(decisions: Iterable[Decision]) -> frozenset[str]:
    return frozenset(each.statement for each in decisions if each.verdict == "wrong")


def _literals(snapshot: Snapshot, struck: frozenset[str]) -> Iterator[Statement]:
    return (each for each in snapshot.statements(literals=True) if each.id not in struck)
