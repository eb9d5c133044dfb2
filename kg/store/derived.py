"""What a snapshot derives from the tables of a store: the tables of a second database, `derived`, and queries.

`local` numbers the local entities, `cluster` holds the canonical ids by the number of the first member, `link` gives
each local entity both, `entity` holds the canonical ones, `called` what they are called. A store lists together what
an article says, so what is looked up lies together, too: `link` by article, `called` by number, for most entities of
an article have theirs side by side. A look-up by id alone would go to another page of a large table every time.
`said` has the statements in the order of their subjects, for what is told of an entity comes from many articles, and
`statements_at` and `mentions_at` say between which rows of the store those of an article lie. `kg.store.afresh` fills
them, `kg.store.renewed` brings them up to date.

Rows are sorted by SQLite, which spills to disk what does not fit the cache: `+` before an id keeps it from walking
the index and fetching row after row from all over the file. `CROSS JOIN` keeps the order of a join as written, for
the tables looked up have no statistics that would tell SQLite the better one.
"""

from kg.store import rows
from kg.store.protocol import Keys, Kind, Order

CACHE = "PRAGMA derived.cache_size = -2048"
# The cache also bounds what a sort holds in memory before it spills. Nothing that is written here outlives a crash.
PRAGMAS = (
    "PRAGMA cache_size = -8192",
    "PRAGMA temp.cache_size = -4096",
    CACHE,
    "PRAGMA temp.journal_mode = OFF",
    "PRAGMA derived.journal_mode = OFF",
    "PRAGMA derived.synchronous = OFF",
)


def columns_of(table: str, columns: str, **others: str) -> str:
    """The columns of a table by their full names, some of them replaced."""
    names = [column.strip('"') for column in columns.split(", ")]
    return ", ".join(others.get(name, f'{table}."{name}"') for name in names)


def linked(table: str, column: str, alias: str = "link") -> str:
    """On what the canonical id of a local entity that a row names is joined."""
    return f"derived.link AS {alias} ON {alias}.article = {table}.article AND {alias}.id = {table}.{column}"


LOCALS = f"entities CROSS JOIN {linked('entities', 'id')}"
LINKS = f"SELECT entities.id, canonical FROM {LOCALS} ORDER BY entities.id"  # noqa: S608 - constants
CANONICAL = f"SELECT canonical FROM {LOCALS} WHERE entities.id = ?"  # noqa: S608 - constants
NAMING = f"mentions CROSS JOIN {linked('mentions', 'entity')}"
_STATEMENT = columns_of(
    "statements",
    rows.STATEMENT,
    subject="one.canonical",
    object="other.canonical",
    speaker="coalesce(speaker.canonical, statements.speaker)",
)
_BOTH = f"""
CROSS JOIN {linked("statements", "subject", "one")} LEFT JOIN {linked("statements", "object", "other")}
"""
LINKED = f"{_BOTH} LEFT JOIN {linked('statements', 'speaker', 'speaker')}"

_RANGES: dict[Kind, str] = {"article": "articles", "entity": "derived.entity"}


def between(column: str, keys: Keys) -> str:
    """The condition that a column lies in a range of ids, whose ends are its parameters."""
    return f"{column} >= ?" if keys[1] is None else f"{column} >= ? AND {column} < ?"


def firsts(kind: Kind) -> str:
    """The query for the first ids of all ranges but the first of so many."""
    numbered = f"SELECT id, row_number() OVER (ORDER BY id) AS at FROM {_RANGES[kind]}"  # noqa: S608 - constants
    return f"SELECT id FROM ({numbered}) WHERE (at - 1) % ? = 0 AND at > 1 ORDER BY id"  # noqa: S608 - constants


def between_rows(table: str) -> str:
    """What each article says, as it lies in the table; with a plus, SQLite does not look for it by article."""
    return f"""
    derived.{table}_at AS place
    CROSS JOIN {table} ON {table}.rowid BETWEEN place.first AND place.last AND +{table}.article = place.article
    """


def _of_articles(table: str, columns: str, joined: str, keys: Keys | None) -> str:
    """The query for what all articles or a range of them say, by article, then id."""
    if keys is None:
        return f"SELECT {columns} FROM {table} {joined} ORDER BY {table}.article, +{table}.id"  # noqa: S608 - constants
    return f"""
    SELECT {columns} FROM {between_rows(table)} {joined}
    WHERE {between("place.article", keys)} ORDER BY place.article, {table}.id
    """  # noqa: S608 - constants


_ORDERS: dict[Order, str] = {
    "id": "+statements.id",
    "subject": "one.canonical, +statements.id",
}


_SHORT = (
    "statements.id, one.canonical, predicate, other.canonical, value, datatype, stance, statements.article, confidence"
)


def statements(order: Order, literals: bool = False) -> str:
    """The query for all statements, or all literals."""
    which = "WHERE statements.value IS NOT NULL" if literals else ""
    return f"SELECT {_STATEMENT} FROM statements {LINKED} {which} ORDER BY {_ORDERS[order]}"  # noqa: S608 - constants


def receipts(keys: Keys | None = None) -> str:
    """The query for all statements, or those of a range of articles, by article, then id."""
    return _of_articles("statements", _STATEMENT, LINKED, keys)


def said_in(keys: Keys | None = None) -> str:
    """The same in the columns of `Said`."""
    return _of_articles("statements", _SHORT, _BOTH, keys)


def said_of(keys: Keys | None = None) -> str:
    """The query for all statements, or those on a range of entities, by subject, then id, in the columns of `Said`."""
    columns = "id, subject, predicate, object, value, datatype, stance, article, confidence"
    which = f"WHERE {between('subject', keys)}" if keys else ""
    return f"SELECT {columns} FROM derived.said {which} ORDER BY subject, id"  # noqa: S608 - constants


RELATIONS = f"""
SELECT {_STATEMENT} FROM statements {LINKED} WHERE statements.object IS NOT NULL
ORDER BY one.canonical, predicate, other.canonical, stance, +statements.id
"""  # noqa: S608 - constants


def told(keys: Keys | None = None) -> str:
    """The query for what `RELATIONS` has, or for a range of subjects, in the columns of `Told`."""
    which = f"WHERE {between('subject', keys)}" if keys else ""
    return f"""
    SELECT said.id, subject, predicate, object, stance, speaker, article, confidence, quote,
      one.class, one.name, other.class, other.name
    FROM derived.said
    CROSS JOIN derived.called AS one ON one.number = said.source
    CROSS JOIN derived.called AS other ON other.number = said.target
    {which} ORDER BY subject, predicate, object, stance, said.id
    """  # noqa: S608 - constants


_MENTION = columns_of("mentions", rows.MENTION, entity="canonical")
MENTIONS = f"SELECT {_MENTION} FROM {NAMING} ORDER BY +mentions.id"  # noqa: S608 - constants


def mentioned(keys: Keys | None = None) -> str:
    """The query for all mentions, or those in a range of articles, by article, then id."""
    return _of_articles("mentions", _MENTION, f"CROSS JOIN {linked('mentions', 'entity')}", keys)


NAMED_STATEMENTS = f"""
SELECT {_STATEMENT}, whom.name, what.name, who.name FROM statements {LINKED}
CROSS JOIN derived.called AS whom ON whom.number = one.number
LEFT JOIN derived.called AS what ON what.number = other.number
LEFT JOIN derived.called AS who ON who.number = speaker.number
ORDER BY +statements.id
"""  # noqa: S608 - constants
NAMED_MENTIONS = f"""
SELECT {_MENTION}, called.name
FROM {NAMING} CROSS JOIN derived.called USING (number) ORDER BY +mentions.id
"""  # noqa: S608 - constants
NAMED = f"""
SELECT mentions.article, canonical, text, count(*), called.class, called.name
FROM {NAMING} CROSS JOIN derived.called USING (number)
GROUP BY mentions.article, canonical, text ORDER BY mentions.article, canonical, text
"""  # noqa: S608 - constants


def named(keys: Keys) -> str:
    """The same for a range of articles."""
    return f"""
    SELECT place.article, canonical, text, count(*), called.class, called.name
    FROM {between_rows("mentions")} CROSS JOIN {linked("mentions", "entity")}
    CROSS JOIN derived.called USING (number)
    WHERE {between("place.article", keys)}
    GROUP BY place.article, canonical, text ORDER BY place.article, canonical, text
    """  # noqa: S608 - constants


_RENAMED = columns_of("entity", rows.CANONICAL, name="coalesce(renamed.name, entity.name)")
_ENTITIES = f"SELECT {_RENAMED} FROM derived.entity LEFT JOIN derived.renamed USING (id)"  # noqa: S608 - constants
SIZES = "SELECT (SELECT count(*) FROM derived.link), (SELECT count(*) FROM derived.entity)"
ENTITIES = f"{_ENTITIES} ORDER BY entity.id"
ENTITY = f"{_ENTITIES} WHERE entity.id = ?"


def entities(keys: Keys) -> str:
    """The query for a range of entities."""
    return f"{_ENTITIES} WHERE {between('entity.id', keys)} ORDER BY entity.id"
