"""A snapshot of the SQLite store: what its tables hold at a moment, and what is derived from them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from kg.errors import StoreError
from kg.model import Article, Decision, Entity, Judgement, LocalEntity, Mention, Stance, Statement
from kg.store import derived, renewed, rows, schema
from kg.store.connection import explained
from kg.store.moment import Moment
from kg.store.protocol import Keys, Kind, Order, Run
from kg.store.told import Fact, Member, Mentioned, Named, Party, Receipt, Said, Told

T = TypeVar("T")
_KEEP = rows.insert(rows.CANONICAL, "derived.entity")


class SqliteSnapshot(Moment):
    """A `kg.store.Snapshot` of a store in SQLite."""

    def ranges(self, kind: Kind, size: int) -> list[Keys]:
        """Ranges of ids."""
        firsts = ["", *self._stream(derived.firsts(kind), lambda row: str(row[0]), (size,))]
        return list(zip(firsts, [*firsts[1:], None], strict=True))

    def runs(self) -> Iterator[Run]:
        """The run ledger."""
        return self._stream(rows.select(rows.RUN, "runs"), rows.to_run)

    def articles(self, keys: Keys | None = None) -> Iterator[Article]:
        """Every article, or a range."""
        which = f"WHERE {derived.between('id', keys)} ORDER BY id" if keys else "ORDER BY id"
        return self._stream(rows.select(rows.ARTICLE, "articles", which), rows.to_article, _ends(keys))

    def article(self, id_: str) -> Article | None:
        """One article."""
        return self._one(rows.select(rows.ARTICLE, "articles", "WHERE id = ?"), rows.to_article, id_)

    def readings(self) -> Iterator[tuple[str, str, str]]:
        """How every article was read."""
        return self._stream(rows.select("id, content, reader", "articles"), lambda row: (row[0], row[1], row[2]))

    def signatures(self) -> Mapping[str, bytes]:
        """The near-copy signatures."""
        return dict(self._stream(schema.SIGNATURES, lambda row: (row[0], row[1])))

    def locals(self) -> Iterator[tuple[str, LocalEntity]]:
        """Every local entity."""
        return self._stream(rows.select(rows.ENTITY, "entities"), _by_id(rows.to_entity))

    def local(self, id_: str) -> LocalEntity | None:
        """One local entity."""
        return self._one(rows.select(rows.ENTITY, "entities", "WHERE id = ?"), rows.to_entity, id_)

    def judgements(self) -> Iterator[Judgement]:
        """What holds of pairs."""
        return self._stream(schema.JUDGEMENTS, rows.to_judgement)

    def decisions(self) -> Iterator[Decision]:
        """What holds of statements."""
        return self._stream(schema.DECISIONS, rows.to_decision)

    def number(self) -> int:
        """Number local entities."""
        with self._aside():
            self._run(self._plan.number)
            self._check(renewed.REACHES_TOO_FAR)
            count: int = self._db.execute("SELECT count(*) FROM temp.local").fetchone()[0]
        return count

    def judged(self) -> Iterator[tuple[int, int, bool]]:
        """What holds of numbered pairs."""
        return self._stream(self._plan.judged, lambda row: row)

    def identified(self) -> Iterator[tuple[int, LocalEntity]]:
        """The numbered entities with IRIs."""
        return self._stream(self._plan.identified, lambda row: (row[-1], rows.to_entity(row[:-1])))

    def draw_in(self, places: Iterable[str]) -> bool:
        """Have rivals numbered, too."""
        if not self._plan.draw_in:
            return False
        with self._aside():
            self._db.executemany("INSERT OR IGNORE INTO temp.place VALUES (?)", ((place,) for place in places))
            return self._db.execute(self._plan.draw_in).rowcount > 0

    def link(self, firsts: Iterable[int], names: Mapping[int, str], namesakes: Mapping[int, str]) -> None:
        """Name the numbered entities."""
        joined = ((number, first) for number, first in enumerate(firsts) if number != first)
        with self._aside():
            self._db.executemany("INSERT INTO temp.joined VALUES (?, ?)", joined)
            self._db.executemany("INSERT INTO temp.named VALUES (?, ?)", names.items())
            self._db.executemany("INSERT INTO temp.namesake VALUES (?, ?)", namesakes.items())
            self._run(self._plan.link)
            self._check(renewed.TOUCHES_TOO_MUCH)
            self._run(() if self._past else self._plan.locate)
            self._run(self._plan.tell)

    def canonical(self, id_: str) -> str | None:
        """The canonical id of one local entity."""
        return self._one(derived.CANONICAL, lambda row: str(row[0]), id_)

    def links(self) -> Iterator[tuple[str, str]]:
        """Every local id with its canonical one."""
        return self._stream(derived.LINKS, lambda row: (row[0], row[1]))

    def statements(self, order: Order = "id", *, literals: bool = False) -> Iterator[Statement]:
        """Every statement, or every literal."""
        return self._stream(derived.statements(order, literals), rows.to_statement)

    def receipts(self, keys: Keys | None = None) -> Iterator[Receipt]:
        """Every statement, or those of a range of articles, as a tuple."""
        return self._stream(derived.receipts(keys), _tuples(Receipt), _ends(keys))

    def receipts_of(self) -> Iterator[Receipt]:
        """Every statement by subject, as a tuple."""
        return self._stream(derived.statements("subject"), _tuples(Receipt))

    def said(self, keys: Keys | None = None) -> Iterator[Said]:
        """Every statement, or those of a range of articles, without its receipt."""
        return self._stream(derived.said_in(keys), _tuples(Said), _ends(keys))

    def said_of(self, keys: Keys | None = None) -> Iterator[Said]:
        """Every statement, or those on a range of entities, without its receipt."""
        return self._stream(derived.said_of(keys), _tuples(Said), _ends(keys))

    def relations(self) -> Iterator[Statement]:
        """The statements on two entities."""
        return self._stream(derived.RELATIONS, rows.to_statement)

    def told(self, keys: Keys | None = None) -> Iterator[Told]:
        """The same, or a range, as tuples."""
        return self._stream(derived.told(keys), _tuples(Told), _ends(keys))

    def mentions(self) -> Iterator[Mention]:
        """Every mention."""
        return self._stream(derived.MENTIONS, rows.to_mention)

    def mentioned(self, keys: Keys | None = None) -> Iterator[Mentioned]:
        """Every mention, or those in a range of articles, as a tuple."""
        return self._stream(derived.mentioned(keys), _tuples(Mentioned), _ends(keys))

    def statements_with_names(self) -> Iterator[tuple[Statement, str, str | None, str | None]]:
        """Statements and what those whom they name are called."""
        return self._stream(derived.NAMED_STATEMENTS, lambda row: (rows.to_statement(row[:-3]), *row[-3:]))

    def mentions_with_names(self) -> Iterator[tuple[Mention, str]]:
        """Mentions and what those whom they name are called."""
        return self._stream(derived.NAMED_MENTIONS, lambda row: (rows.to_mention(row[:-1]), row[-1]))

    def named(self, keys: Keys | None = None) -> Iterator[Named]:
        """The texts of mentions, or those in a range of articles."""
        return self._stream(derived.named(keys) if keys else derived.NAMED, _tuples(Named), _ends(keys))

    def facts(self, stance: Stance) -> Iterator[Fact]:
        """The literals in a stance."""
        return self._stream(self._plan.facts, _tuples(Fact), (stance,))

    def members(self) -> Iterator[Member]:
        """The local entities of each canonical one."""
        return self._stream(self._plan.members, rows.to_member)

    def names(self) -> Iterator[tuple[str, str, int]]:
        """The names of each canonical entity."""
        return self._stream(self._plan.names, lambda row: (row[0], row[1], row[2]))

    def keep(self, entities: Iterable[Entity]) -> int:
        """Keep entities."""
        with self._aside():
            self._run(self._plan.clear)
            kept = self._db.executemany(_KEEP, map(rows.from_canonical, entities)).rowcount
            self._run(self._plan.call)
        return kept

    def keep_copies(self, copies: Mapping[str, str]) -> None:
        """Keep which articles repeat others."""
        with self._aside():
            self._db.executemany("INSERT INTO temp.copied VALUES (?, ?)", copies.items())
            self._run(self._plan.copy)

    def copies(self) -> Mapping[str, str]:
        """The kept copies."""
        return dict(self._stream("SELECT article, original FROM derived.copy ORDER BY article", lambda row: row))

    def has_copies(self) -> bool:
        """Whether the kept copies are still those."""
        with explained(self._path):
            return self._renews() and not self._db.execute(renewed.ARTICLES).fetchone()[0]

    def sizes(self) -> tuple[int, int]:
        """How many were linked and kept."""
        with explained(self._path):
            found: tuple[int, int] = self._db.execute(derived.SIZES).fetchone()
        return found

    def parties(self, predicates: Iterable[str]) -> Iterator[Party]:
        """Who takes part in what, with the names and classes that were kept."""
        return self._stream(self._plan.parties, _tuples(Party), (rows.dump(list(predicates)),))

    def rename(self, names: Iterable[tuple[str, str]]) -> None:
        """Rename kept entities."""
        with self._aside():
            self._run(self._plan.unname)
            self._db.executemany("INSERT INTO derived.renamed VALUES (?, ?)", names)
            self._run(self._plan.rename)

    def entities(self, keys: Keys | None = None) -> Iterator[tuple[str, Entity]]:
        """The kept entities, or a range."""
        query = derived.entities(keys) if keys else derived.ENTITIES
        return self._stream(query, _by_id(rows.to_canonical), _ends(keys))

    def entity(self, id_: str) -> Entity | None:
        """One kept entity."""
        return self._one(derived.ENTITY, rows.to_canonical, id_)

    def _renews(self) -> bool:
        return self._plan is renewed.RENEWED

    def _check(self, excess: str) -> None:
        """`StoreError` where it takes longer to bring tables up to date than to make them."""
        if self._renews() and self._db.execute(excess).fetchone()[0]:
            raise StoreError("so much has changed that all is made anew")

    def _stream(self, query: str, make: Callable[[rows.Row], T], values: rows.Row = ()) -> Iterator[T]:
        with explained(self._path):
            yield from map(make, self._db.execute(query, values))

    def _one(self, query: str, make: Callable[[rows.Row], T], id_: str) -> T | None:
        with explained(self._path):
            row = self._db.execute(query, (id_,)).fetchone()
        return None if row is None else make(row)


def _tuples(kind: type[T]) -> Callable[[rows.Row], T]:
    """What makes a named tuple of a row that has its columns, in half the time that `_make` takes."""
    new: Callable[..., T] = tuple.__new__
    return partial(new, kind)


def _ends(keys: Keys | None) -> rows.Row:
    """A range as parameters."""
    return tuple(key for key in keys or () if key is not None)


def _by_id(make: Callable[[rows.Row], T]) -> Callable[[rows.Row], tuple[str, T]]:
    return lambda row: (row[0], make(row))
