"""What a snapshot derives from the tables of a store: the tables of a second database, `derived`, and queries.

`local` numbers the local entities, `cluster` holds the canonical ids by the number of the first member, `link` gives
each local entity both, `entity` holds the canonical ones, `called` what they are called. A store lists together what
an article says, so what is looked up lies together, too: `link` by article, `called` by number, for most entities of
an article have theirs side by side. A look-up by id alone would go to another page of a large table every time.
`said` has the statements in the order of their subjects, for what is told of an entity comes from many articles, and
`statements_at` and `mentions_at` say between which rows of the store those of an article lie.

Rows are sorted by SQLite, which spills to disk what does not fit the cache: `+` before an id keeps it from walking
the index and fetching row after row from all over the file. `CROSS JOIN` keeps the order of a join as written, for
the tables looked up have no statistics that would tell SQLite the better one.
"""

from kg.store import rows, schema
from kg.store.protocol import MACHINE, Keys, Kind, Order

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

_LAST = "char(1114111)"  # undated articles come after all dates
NUMBER = (
    "CREATE TEMP TABLE local (number INTEGER PRIMARY KEY, id TEXT NOT NULL, article TEXT NOT NULL)",
    "CREATE TEMP TABLE joined (number INTEGER PRIMARY KEY, first INTEGER NOT NULL)",
    "CREATE TEMP TABLE named (first INTEGER PRIMARY KEY, name TEXT NOT NULL)",
    """
    CREATE TABLE derived.link (article TEXT NOT NULL, id TEXT NOT NULL, canonical TEXT NOT NULL,
      number INTEGER NOT NULL, PRIMARY KEY (article, id)) WITHOUT ROWID
    """,
    "CREATE TABLE derived.cluster (number INTEGER PRIMARY KEY, id TEXT NOT NULL)",
    f"CREATE TABLE derived.entity ({rows.CANONICAL}, PRIMARY KEY (id)) WITHOUT ROWID",
    "CREATE TABLE derived.renamed (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE derived.copy (article TEXT PRIMARY KEY NOT NULL, original TEXT NOT NULL) WITHOUT ROWID",
    "INSERT INTO temp.local VALUES (-1, '', '')",  # SQLite counts on from the largest number
    f"""
    INSERT INTO temp.local (id, article)
    WITH dated AS MATERIALIZED (SELECT id, coalesce(nullif(published, ''), {_LAST}) AS day FROM articles)
    SELECT entities.id, dated.id FROM entities JOIN dated ON dated.id = entities.article
    ORDER BY day, dated.id, entities.id
    """,  # noqa: S608 - a constant
    "DELETE FROM temp.local WHERE number = -1",
    "CREATE INDEX temp.local_id ON local (id)",
)
JUDGED = f"""
SELECT one.number, other.number, verdict = 'same' FROM ({schema.HELD}) AS held
CROSS JOIN temp.local AS one ON one.id = held.left CROSS JOIN temp.local AS other ON other.id = held.right
WHERE verdict IN ('same', 'different')
ORDER BY substr(by, 1, {len(MACHINE)}) = '{MACHINE}', verdict = 'same', coalesce(at, '') DESC, score DESC, left, right
"""  # noqa: S608 - constants
LINK = (
    """
    INSERT INTO derived.cluster SELECT number, coalesce(name, id) FROM temp.local
    LEFT JOIN temp.joined USING (number) LEFT JOIN temp.named ON named.first = number
    WHERE joined.first IS NULL ORDER BY number
    """,
    """
    INSERT INTO derived.link SELECT local.article, local.id, cluster.id, cluster.number FROM temp.local
    LEFT JOIN temp.joined USING (number)
    CROSS JOIN derived.cluster ON cluster.number = coalesce(joined.first, local.number)
    ORDER BY local.article, +local.id
    """,
    "DROP TABLE temp.local",
    "DROP TABLE temp.joined",
    "DROP TABLE temp.named",
)


def _of(table: str, columns: str, **others: str) -> str:
    """The columns of a table by their full names, some of them replaced."""
    names = [column.strip('"') for column in columns.split(", ")]
    return ", ".join(others.get(name, f'{table}."{name}"') for name in names)


def _linked(table: str, column: str, alias: str = "link") -> str:
    """On what the canonical id of a local entity that a row names is joined."""
    return f"derived.link AS {alias} ON {alias}.article = {table}.article AND {alias}.id = {table}.{column}"


_ENTITY = _of("entities", rows.ENTITY)
IDENTIFIED = f"""
SELECT {_ENTITY}, number FROM entities CROSS JOIN temp.local USING (id) WHERE same_as <> '[]' ORDER BY number
"""  # noqa: S608 - constants
_MEMBERS = f"entities CROSS JOIN {_linked('entities', 'id')}"
MEMBERS = f"""
SELECT canonical, entities.id, class, name, same_as FROM {_MEMBERS} ORDER BY canonical, +entities.id
"""  # noqa: S608 - constants
LINKS = f"SELECT entities.id, canonical FROM {_MEMBERS} ORDER BY entities.id"  # noqa: S608 - constants
CANONICAL = f"SELECT canonical FROM {_MEMBERS} WHERE entities.id = ?"  # noqa: S608 - constants
_MENTIONS = f"mentions CROSS JOIN {_linked('mentions', 'entity')}"
NAMES = f"""
SELECT canonical, text, count(*) FROM {_MENTIONS} WHERE form = 'name'
GROUP BY canonical, text ORDER BY canonical, text
"""  # noqa: S608 - constants

_STATEMENT = _of(
    "statements",
    rows.STATEMENT,
    subject="one.canonical",
    object="other.canonical",
    speaker="coalesce(speaker.canonical, statements.speaker)",
)
_BOTH = f"""
CROSS JOIN {_linked("statements", "subject", "one")} LEFT JOIN {_linked("statements", "object", "other")}
"""
_ALL = f"{_BOTH} LEFT JOIN {_linked('statements', 'speaker', 'speaker')}"
TELL = (
    """
    CREATE TABLE derived.said (subject TEXT NOT NULL, id TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT,
      value TEXT, datatype TEXT, stance TEXT NOT NULL, article TEXT NOT NULL, confidence REAL NOT NULL, speaker TEXT,
      quote TEXT NOT NULL, object_start INTEGER NOT NULL, source INTEGER NOT NULL, target INTEGER,
      PRIMARY KEY (subject, id)) WITHOUT ROWID
    """,
    f"""
    INSERT INTO derived.said
    SELECT one.canonical, statements.id, predicate, other.canonical, value, datatype, stance, statements.article,
      confidence, coalesce(speaker.canonical, statements.speaker), quote, object_start, one.number, other.number
    FROM statements {_ALL} ORDER BY one.canonical, +statements.id
    """,  # noqa: S608 - constants
)
LOCATE = tuple(
    query
    for table in ("statements", "mentions")
    for query in (
        f"""
        CREATE TABLE derived.{table}_at (article TEXT PRIMARY KEY NOT NULL, first INTEGER NOT NULL,
          last INTEGER NOT NULL) WITHOUT ROWID
        """,
        f"INSERT INTO derived.{table}_at SELECT article, min(rowid), max(rowid) FROM {table} GROUP BY article",  # noqa: S608
    )
)
FACTS = """
SELECT subject, id, predicate, value, article, confidence FROM derived.said
WHERE value IS NOT NULL AND stance = ? ORDER BY subject, id
"""
PARTIES = """
SELECT subject, said.id, predicate, object_start, event.class, party.name
FROM derived.said
CROSS JOIN derived.called AS event ON event.number = said.source
CROSS JOIN derived.called AS party ON party.number = said.target
WHERE predicate IN (SELECT value FROM json_each(?)) ORDER BY subject, said.id
"""


_RANGES: dict[Kind, str] = {"article": "articles", "entity": "derived.entity"}


def between(column: str, keys: Keys) -> str:
    """The condition that a column lies in a range of ids, whose ends are its parameters."""
    return f"{column} >= ?" if keys[1] is None else f"{column} >= ? AND {column} < ?"


def firsts(kind: Kind) -> str:
    """The query for the first ids of all ranges but the first of so many."""
    numbered = f"SELECT id, row_number() OVER (ORDER BY id) AS at FROM {_RANGES[kind]}"  # noqa: S608 - constants
    return f"SELECT id FROM ({numbered}) WHERE (at - 1) % ? = 0 AND at > 1 ORDER BY id"  # noqa: S608 - constants


def _between_rows(table: str) -> str:
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
    SELECT {columns} FROM {_between_rows(table)} {joined}
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
    return f"SELECT {_STATEMENT} FROM statements {_ALL} {which} ORDER BY {_ORDERS[order]}"  # noqa: S608 - constants


def receipts(keys: Keys | None = None) -> str:
    """The query for all statements, or those of a range of articles, by article, then id."""
    return _of_articles("statements", _STATEMENT, _ALL, keys)


def said_in(keys: Keys | None = None) -> str:
    """The same in the columns of `Said`."""
    return _of_articles("statements", _SHORT, _BOTH, keys)


def said_of(keys: Keys | None = None) -> str:
    """The query for all statements, or those on a range of entities, by subject, then id, in the columns of `Said`."""
    columns = "id, subject, predicate, object, value, datatype, stance, article, confidence"
    which = f"WHERE {between('subject', keys)}" if keys else ""
    return f"SELECT {columns} FROM derived.said {which} ORDER BY subject, id"  # noqa: S608 - constants


RELATIONS = f"""
SELECT {_STATEMENT} FROM statements {_ALL} WHERE statements.object IS NOT NULL
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


_MENTION = _of("mentions", rows.MENTION, entity="canonical")
MENTIONS = f"SELECT {_MENTION} FROM {_MENTIONS} ORDER BY +mentions.id"  # noqa: S608 - constants


def mentioned(keys: Keys | None = None) -> str:
    """The query for all mentions, or those in a range of articles, by article, then id."""
    return _of_articles("mentions", _MENTION, f"CROSS JOIN {_linked('mentions', 'entity')}", keys)


KEEP = rows.insert(rows.CANONICAL, "derived.entity")
# What is looked up for both ends of every relationship: a table of short rows.
CALL = (
    "CREATE TABLE derived.called (number INTEGER PRIMARY KEY, class TEXT NOT NULL, name TEXT NOT NULL)",
    """
    INSERT INTO derived.called
    SELECT number, class, name FROM derived.cluster CROSS JOIN derived.entity USING (id)
    ORDER BY number
    """,
)
RENAME = """
REPLACE INTO derived.called SELECT number, class, renamed.name
FROM derived.cluster CROSS JOIN derived.renamed USING (id) CROSS JOIN derived.called USING (number) ORDER BY number
"""
NAMED_STATEMENTS = f"""
SELECT {_STATEMENT}, whom.name, what.name, who.name FROM statements {_ALL}
CROSS JOIN derived.called AS whom ON whom.number = one.number
LEFT JOIN derived.called AS what ON what.number = other.number
LEFT JOIN derived.called AS who ON who.number = speaker.number
ORDER BY +statements.id
"""  # noqa: S608 - constants
NAMED_MENTIONS = f"""
SELECT {_MENTION}, called.name
FROM {_MENTIONS} CROSS JOIN derived.called USING (number) ORDER BY +mentions.id
"""  # noqa: S608 - constants
NAMED = f"""
SELECT mentions.article, canonical, text, count(*), called.class, called.name
FROM {_MENTIONS} CROSS JOIN derived.called USING (number)
GROUP BY mentions.article, canonical, text ORDER BY mentions.article, canonical, text
"""  # noqa: S608 - constants


def named(keys: Keys) -> str:
    """The same for a range of articles."""
    return f"""
    SELECT place.article, canonical, text, count(*), called.class, called.name
    FROM {_between_rows("mentions")} CROSS JOIN {_linked("mentions", "entity")}
    CROSS JOIN derived.called USING (number)
    WHERE {between("place.article", keys)}
    GROUP BY place.article, canonical, text ORDER BY place.article, canonical, text
    """  # noqa: S608 - constants


_RENAMED = _of("entity", rows.CANONICAL, name="coalesce(renamed.name, entity.name)")
_ENTITIES = f"SELECT {_RENAMED} FROM derived.entity LEFT JOIN derived.renamed USING (id)"  # noqa: S608 - constants
SIZES = "SELECT (SELECT count(*) FROM derived.link), (SELECT count(*) FROM derived.entity)"
ENTITIES = f"{_ENTITIES} ORDER BY entity.id"
ENTITY = f"{_ENTITIES} WHERE entity.id = ?"


def entities(keys: Keys) -> str:
    """The query for a range of entities."""
    return f"{_ENTITIES} WHERE {between('entity.id', keys)} ORDER BY entity.id"
