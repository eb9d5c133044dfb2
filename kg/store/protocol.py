"""What every store offers; `tests/store/` holds one contract test over all of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Protocol, Self

from kg.model import Article, Decision, Entity, Extraction, Judgement, LocalEntity, Mention, Rejected, Stance, Statement
from kg.store.told import Fact, Member, Mentioned, Named, Party, Receipt, Said, Told

MACHINE = "kg/"
"""Whoever judges under a name that begins so is the program; anyone else is a person."""

Order = Literal["id", "subject"]
"""By ids alone, or by canonical subjects first."""

Keys = tuple[str, str | None]
"""A range of ids in their order: the first of them, and the first behind the range, None where there is none."""
Kind = Literal["article", "entity"]
"""What has ids that ranges are made of; entities are canonical ones."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What a run needs to know of an article that is there already.

    `origin` is the first of the places where it was read, `content` the hash of the input record, `reader` the
    fingerprint of the model and extractors that read it.
    """

    id: str
    origin: str
    content: str
    reader: str


@dataclass(frozen=True, slots=True)
class Run:
    """One line of the run ledger. Times are ISO 8601 UTC; `finished` is None while it runs, or where it died."""

    id: int
    started: str
    finished: str | None
    reader: str
    settings: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


class Store(Protocol):
    """Facts in, facts out, in the order of their ids. All writes of one call are one transaction.

    Every method raises `StoreError` where the store cannot be read or written. Iterators read as they go:
    finish one before writing what it reads.
    """

    def __enter__(self) -> Self:
        """The store itself; leaving the block closes it."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""

    def close(self) -> None:
        """Let go of the store; what was written stays."""

    # the run ledger

    def begin(self, reader: str, settings: Mapping[str, str]) -> int:
        """Open a line in the run ledger and give its number; numbers only grow."""

    def finish(self, run: int, counts: Mapping[str, int]) -> None:
        """Close the run's line in the ledger with what it did."""

    def runs(self) -> Iterator[Run]:
        """The ledger, oldest run first."""

    # a view that stays as it is

    def snapshot(self, run: int | None = None) -> "Snapshot":
        """All that is in the store now, or was when this run had finished; it does not need the store to stay open.

        `StoreError` where what the run left behind is not known.
        """

    # articles and what they say

    def known(self) -> Mapping[str, StoredArticle]:
        """Every stored article by id, as far as a run needs to know it."""

    def put(self, extraction: Extraction, origin: str, content: str, reader: str, run: int) -> None:
        """Add an article with all that it says, or replace it: what it said before is only in snapshots of then."""

    def see(self, sightings: Iterable[tuple[str, str]], run: int) -> None:
        """Note that stored articles were met again: pairs of article id and origin. Unknown articles are ignored."""

    def forget(self, roots: Iterable[str], spared: Iterable[str], run: int) -> list[StoredArticle]:
        """Drop the origins in `roots` that this run did not see, and the articles that have no other origin.

        What lies in `spared` stays. Rejections of earlier runs in `roots` go as well. Gives the removed articles.
        """

    def remove(self, articles: Iterable[str]) -> int:
        """Remove articles with all that they say; gives how many were there."""

    def purge(self, articles: Iterable[str] | None = None) -> int:
        """Drop for good what these articles said before they were replaced or removed, or what all did.

        Gives how many versions that were. What was left behind by the runs that had them is then not known any more.
        """

    def articles(self) -> Iterator[Article]:
        """Every article."""

    def signatures(self) -> Mapping[str, bytes]:
        """The near-copy signature of every article that has one."""

    def entities(self) -> Iterator[LocalEntity]:
        """Every local entity."""

    def mentions(self, entity: str | None = None) -> Iterator[Mention]:
        """Every mention, or those of one local entity."""

    def statements(self, subject: str | None = None, *, beginning: str = "") -> Iterator[Statement]:
        """Every statement, or those on one local entity, or those whose ids begin so."""

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many there are, by kind and group.

        Kinds: `articles` by language ("" where unknown), `items` and `removed` by reason, `entities` by class,
        `mentions` by form, `statements` by predicate, `stances`, `judgements` by verdict, `decisions` by verdict, or
        `asleep` where no article says the statement any more.
        """

    # what could not be used; `put` replaces the article's own rejections

    def reject(self, rejected: Iterable[Rejected], run: int) -> None:
        """Record rejections in place of those that earlier runs left at the same `where`."""

    def rejected(self) -> Iterator[Rejected]:
        """Every rejection, in the order of where, what and why."""

    # judgements: an append-only log

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Append judgements; one that its author's side holds already is not written twice."""

    def withdraw(self, pairs: Iterable[tuple[str, str]], by: str) -> None:
        """Append the withdrawal of what the side of `by` (the program or the people) holds of these pairs."""

    def judgements(self, *, by_people: bool = False) -> Iterator[Judgement]:
        """What holds: a pair's latest row, a person's before the program's, where both entities exist.

        With `by_people` only what people say.
        """

    # decisions: an append-only log of what people say of statements

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Append decisions, but not what the same person was the last to say, nor `undone` where nothing holds."""

    def decisions(self) -> Iterator[Decision]:
        """What holds: a statement's latest row, unless it takes the decision back, where the statement exists."""


class Snapshot(Protocol):
    """The facts of a store, whatever is written to it meanwhile; what is derived from them is kept aside on disk.

    First the local entities are numbered, and `link` says which of them are one; from then on statements and mentions
    come under canonical ids. Iterators read as they go, in the order of ids unless they say otherwise; any number may
    be open at a time. Every method raises `StoreError` where the store cannot be read.
    """

    def close(self) -> None:
        """Let go of the store; nothing can be read any more."""

    def derive(self, maker: Callable[[], str], work: Callable[[Self], None]) -> None:
        """Have all that is kept aside, made by `work` or for an earlier snapshot of the very same facts.

        `work` numbers, links and keeps what the snapshot that it is given holds; `maker` gives another name whenever
        it might do so differently. Where it was made for earlier facts, and little has changed, that snapshot gives
        only what is to be made again, and all that depends on it: `work` need not know.
        """

    def derive_ahead(self, maker: Callable[[], str], work: Callable[[Self], None]) -> bool:
        """The same, but only for later snapshots of the same facts; False where nothing would be left for them."""

    def shared(self) -> tuple[str, bytes] | None:
        """The path of the store, and a mark: what another process finds under the same mark is all the same.

        None where another process would have to derive everything anew.
        """

    def recall(self, shared: tuple[str, bytes], maker: str) -> bool:
        """Take what is kept aside where this snapshot is of the same facts as the one that said `shared`."""

    def ranges(self, kind: Kind, size: int) -> list[Keys]:
        """All ids of a kind in ranges of so many, in their order; methods that take `keys` read but one range.

        Not of a snapshot of an earlier run.
        """

    # as the store has it

    def runs(self) -> Iterator[Run]:
        """The run ledger, oldest run first."""

    def articles(self, keys: Keys | None = None) -> Iterator[Article]:
        """Every article."""

    def article(self, id_: str) -> Article | None:
        """The article of this id."""

    def readings(self) -> Iterator[tuple[str, str, str]]:
        """Id, hash of the input record and fingerprint of the reader of every article."""

    def signatures(self) -> Mapping[str, bytes]:
        """The near-copy signature of every article that has one."""

    def locals(self) -> Iterator[tuple[str, LocalEntity]]:
        """Every local entity by its id."""

    def local(self, id_: str) -> LocalEntity | None:
        """The local entity of this id."""

    def judgements(self) -> Iterator[Judgement]:
        """What holds, as `Store.judgements` has it, by left and right."""

    def decisions(self) -> Iterator[Decision]:
        """What holds, as `Store.decisions` has it."""

    # linking: local entities are numbered from 0, those of the oldest article first, of undated ones last; where only
    # some are linked again, these are all that judgements on the same entity might tie to them

    def number(self) -> int:
        """Number the local entities; gives how many there are."""

    def judged(self) -> Iterator[tuple[int, int, bool]]:
        """The numbers of each pair that is the same (True) or different (False), the weightiest judgement first.

        People's come before the program's, of either those on different entities before those on the same; then the
        latest, then the highest score, then by ids.
        """

    def identified(self) -> Iterator[tuple[int, LocalEntity]]:
        """The local entities that a gazetteer gave IRIs, with their numbers and in that order."""

    def draw_in(self, places: Iterable[str]) -> bool:
        """Whether any clusters that are not numbered, and might be called after these places, have to be, too.

        Then all are to be numbered anew.
        """

    def link(self, firsts: Iterable[int], names: Mapping[int, str], namesakes: Mapping[int, str]) -> None:
        """Name the numbered entities: `firsts` holds for each number the first of its cluster.

        A cluster is called as `names` has its first number, else by the id of that member; `namesakes` are those that
        would be called as another one is.
        """

    def canonical(self, id_: str) -> str | None:
        """The canonical id of a local entity."""

    def links(self) -> Iterator[tuple[str, str]]:
        """Every local id with its canonical one."""

    # under canonical ids

    def statements(self, order: Order = "id", *, literals: bool = False) -> Iterator[Statement]:
        """Every statement, those that were struck out too; with `literals` only those with a value."""

    def relations(self) -> Iterator[Statement]:
        """The statements on two entities, by subject, predicate, object and stance, then by id."""

    def mentions(self) -> Iterator[Mention]:
        """Every mention."""

    def said(self, keys: Keys | None = None) -> Iterator[Said]:
        """Every statement without its receipt, those that were struck out too, by article, then id."""

    def said_of(self, keys: Keys | None = None) -> Iterator[Said]:
        """The same by subject, then id; `keys` are those of entities."""

    def receipts(self, keys: Keys | None = None) -> Iterator[Receipt]:
        """What `statements` has by article, then id, as tuples."""

    def receipts_of(self) -> Iterator[Receipt]:
        """The same by subject, then id."""

    def mentioned(self, keys: Keys | None = None) -> Iterator[Mentioned]:
        """What `mentions` has by article, then id, as tuples."""

    def facts(self, stance: Stance) -> Iterator[Fact]:
        """The statements with a value in this stance, by subject, then id."""

    def members(self) -> Iterator[Member]:
        """Every local entity by its canonical id, then its own."""

    def names(self) -> Iterator[tuple[str, str, int]]:
        """The texts of `name` mentions by canonical id, with how often each stands there."""

    # canonical entities, which only a graph can make, kept aside so that they need not be in memory

    def keep(self, entities: Iterable[Entity]) -> int:
        """Keep entities, which come in the order of their ids, once for a snapshot; gives how many there are."""

    def keep_copies(self, copies: Mapping[str, str]) -> None:
        """Keep which articles repeat others: for each of them the one that it repeats."""

    def copies(self) -> Mapping[str, str]:
        """The same, in the order of ids."""

    def has_copies(self) -> bool:
        """Whether those that were kept for earlier facts still hold."""

    def sizes(self) -> tuple[int, int]:
        """How many local entities were linked, and how many canonical ones were kept."""

    def parties(self, predicates: Iterable[str]) -> Iterator[Party]:
        """Statements with these predicates by subject, then id, with the names that were kept."""

    def rename(self, names: Iterable[tuple[str, str]]) -> None:
        """Give kept entities other names, by their ids: once for a snapshot."""

    def told(self, keys: Keys | None = None) -> Iterator[Told]:
        """What `relations` gives, in the same order, with what the entities are called after they were renamed.

        `keys` are those of the subjects.
        """

    def statements_with_names(self) -> Iterator[tuple[Statement, str, str | None, str | None]]:
        """Every statement with the names of its subject, object and speaker, by id."""

    def mentions_with_names(self) -> Iterator[tuple[Mention, str]]:
        """Every mention with the name of its entity, by id."""

    def named(self, keys: Keys | None = None) -> Iterator[Named]:
        """The texts of all mentions by article, canonical id, then text."""

    def entities(self, keys: Keys | None = None) -> Iterator[tuple[str, Entity]]:
        """The kept entities by their ids."""

    def entity(self, id_: str) -> Entity | None:
        """The kept entity of this id."""
