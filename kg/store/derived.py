"""What a snapshot derives from the tables of a store: the tables of a second database, `derived`, and queries.

`local` numbers the local entities, `cluster` holds the canonical ids by the number of the first member, `link` gives
each local entity both, `entity` holds the canonical ones, `called` what they are called. A store lists together what
an article says, so what is looked up lies together, too: `link` by article, `called` by number, for most entities of
an article have theirs side by side. A look-up by id alone would go to another page of a large table every time.

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
    "CREATE INDEX derived.link_canonical ON link (canonical)",
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
_SUBJECT = f"FROM statements CROSS JOIN {_linked('statements', 'subject', 'one')}"
_OBJECT = _linked("statements", "object", "other")
_SPEAKER = f"LEFT JOIN {_linked('statements', 'speaker', 'speaker')}"
_SAID = f"{_SUBJECT} LEFT JOIN {_OBJECT} {_SPEAKER}"
_FACT = "statements.id, predicate, value, statements.article, confidence"
FACTS = f"""
SELECT canonical, {_FACT} {_SUBJECT} WHERE value IS NOT NULL AND stance = ? ORDER BY canonical, statements.id
"""
PARTIES = f"""
SELECT one.canonical, statements.id, predicate, object_start, event.class, party.name
{_SUBJECT} CROSS JOIN {_OBJECT}
CROSS JOIN derived.called AS event ON event.number = one.number
CROSS JOIN derived.called AS party ON party.number = other.number
WHERE predicate IN (SELECT value FROM json_each(?)) ORDER BY one.canonical, statements.id
"""  # noqa: S608 - constants


_KEYS: dict[Order, str] = {"id": "{0}.id", "article": "one.article", "subject": "one.canonical"}
_RANGES = {
    "article": "SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS at FROM articles)",
    "entity": "SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS at FROM derived.entity)",
    "statement": "SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS at FROM statements)",
}


def between(column: str, keys: Keys) -> str:
    """The condition that a column lies in a range of ids, whose ends are its parameters."""
    return f"{column} >= ?" if keys[1] is None else f"{column} >= ? AND {column} < ?"


def firsts(kind: Kind) -> str:
    """The query for the first ids of all ranges but the first of so many."""
    return f"{_RANGES[kind]} WHERE at % ? = 1 AND at > 1 ORDER BY id"


def _in_range(table: str, columns: str, order: Order, keys: Keys) -> str:
    """The query for a range of rows: by way of the local entities of these articles or canonical entities.

    Of these the store has an index in every table. A range by ids alone is small enough to be fetched row by row.
    """
    key = _KEYS[order].format(table)
    whose = "subject" if table == "statements" else "entity"
    one = "derived.link AS one" if order != "subject" else "derived.link AS one INDEXED BY link_canonical"
    belongs = f"{table}.{whose} = one.id AND {table}.article = one.article"
    source = f"{table} CROSS JOIN {one} ON {belongs}" if order == "id" else f"{one} CROSS JOIN {table} ON {belongs}"
    if table == "statements":
        source += f" LEFT JOIN {_OBJECT} {_SPEAKER}"
    return f"SELECT {columns} FROM {source} WHERE {between(key, keys)} ORDER BY {key}, {table}.id"  # noqa: S608 - constants


_SHORT = (
    "statements.id, one.canonical, predicate, other.canonical, value, datatype, stance, statements.article, confidence"
)
_ORDERS: dict[Order, str] = {
    "id": "+statements.id",
    "article": "statements.article, +statements.id",
    "subject": "one.canonical, +statements.id",
}


def statements(order: Order, literals: bool = False, keys: Keys | None = None) -> str:
    """The query for all statements, or all literals, or a range of statements."""
    if keys is not None:
        return _in_range("statements", _STATEMENT, order, keys)
    which = "WHERE statements.value IS NOT NULL" if literals else ""
    return f"SELECT {_STATEMENT} {_SAID} {which} ORDER BY {_ORDERS[order]}"


def said(order: Order, keys: Keys | None = None) -> str:
    """The query for all statements, or a range, in the columns of `Said`."""
    if keys is not None:
        return _in_range("statements", _SHORT, order, keys)
    return f"SELECT {_SHORT} {_SUBJECT} LEFT JOIN {_OBJECT} ORDER BY {_ORDERS[order]}"


def relations(key: str) -> str:
    """The query for all statements on two entities, in the order of what a function of this name makes of them."""
    return f"""
    SELECT {_STATEMENT}, {key}(one.canonical, predicate, other.canonical, stance) AS key {_SAID}
    WHERE statements.object IS NOT NULL ORDER BY key, statements.id
    """


def told(key: str, keys: Keys | None = None) -> str:
    """The same, or a range of keys, in the columns of `Told`."""
    if keys is not None:  # the limit, which is none, keeps SQLite from making a key more than once
        return f"""
        SELECT edge, said.id, subject, predicate, object, stance, coalesce(speaker.canonical, said.speaker),
          said.article, confidence, quote, source.class, source.name, target.class, target.name
        FROM (
          SELECT {key}(one.canonical, predicate, other.canonical, stance) AS edge, statements.id AS id,
            one.canonical AS subject, predicate, other.canonical AS object, stance, statements.speaker AS speaker,
            statements.article AS article, confidence, quote, one.number AS first, other.number AS last
          {_SUBJECT} CROSS JOIN {_OBJECT} LIMIT -1
        ) AS said
        LEFT JOIN {_linked("said", "speaker", "speaker")}
        CROSS JOIN derived.called AS source ON source.number = said.first
        CROSS JOIN derived.called AS target ON target.number = said.last
        WHERE {between("edge", keys)} ORDER BY edge, said.id
        """  # noqa: S608 - constants
    return f"""
    SELECT {key}(one.canonical, predicate, other.canonical, stance) AS edge, statements.id, one.canonical, predicate,
      other.canonical, stance, coalesce(speaker.canonical, statements.speaker), statements.article, confidence, quote,
      source.class, source.name, target.class, target.name
    {_SUBJECT} CROSS JOIN {_OBJECT} {_SPEAKER}
    CROSS JOIN derived.called AS source ON source.number = one.number
    CROSS JOIN derived.called AS target ON target.number = other.number
    ORDER BY edge, statements.id
    """


def mentions(order: Order, keys: Keys | None = None) -> str:
    """The query for all mentions, or a range."""
    if keys is not None:
        return _in_range("mentions", _of("mentions", rows.MENTION, entity="canonical"), order, keys)
    first = {"id": "", "article": "mentions.article, ", "subject": "canonical, "}[order]
    columns = _of("mentions", rows.MENTION, entity="canonical")
    return f"SELECT {columns} FROM {_MENTIONS} ORDER BY {first}+mentions.id"  # noqa: S608 - constants


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
SELECT {_STATEMENT}, whom.name, what.name, who.name {_SAID}
CROSS JOIN derived.called AS whom ON whom.number = one.number
LEFT JOIN derived.called AS what ON what.number = other.number
LEFT JOIN derived.called AS who ON who.number = speaker.number
ORDER BY +statements.id
"""
NAMED_MENTIONS = f"""
SELECT {_of("mentions", rows.MENTION, entity="canonical")}, called.name
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
    SELECT one.article, canonical, text, count(*), called.class, called.name
    FROM derived.link AS one CROSS JOIN mentions ON mentions.entity = one.id AND mentions.article = one.article
    CROSS JOIN derived.called USING (number)
    WHERE {between("one.article", keys)}
    GROUP BY one.article, canonical, text ORDER BY one.article, canonical, text
    """  # noqa: S608 - constants


_RENAMED = _of("entity", rows.CANONICAL, name="coalesce(renamed.name, entity.name)")
_ENTITIES = f"SELECT {_RENAMED} FROM derived.entity LEFT JOIN derived.renamed USING (id)"  # noqa: S608 - constants
SIZES = "SELECT (SELECT count(*) FROM derived.link), (SELECT count(*) FROM derived.entity)"
ENTITIES = f"{_ENTITIES} ORDER BY entity.id"
ENTITY = f"{_ENTITIES} WHERE entity.id = ?"


def entities(keys: Keys) -> str:
    """The query for a range of entities."""
    return f"{_ENTITIES} WHERE {between('entity.id', keys)} ORDER BY entity.id"
