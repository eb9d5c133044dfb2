"""What a snapshot derives from the tables of a store, as temporary tables and queries.

`local` numbers the local entities, `link` gives each its canonical id, `entity` holds the canonical ones. Rows are
sorted by SQLite, which spills to disk what does not fit the cache: `+` before an id keeps it from walking the index
and fetching row after row from all over the file. `CROSS JOIN` keeps the order of a join as written, for the tables
looked up have no statistics that would tell SQLite the better one.
"""

from kg.store import rows, schema
from kg.store.protocol import MACHINE, Order

# The cache also bounds what a sort holds in memory before it spills. Nothing in temporary tables outlives a crash.
PRAGMAS = (
    "PRAGMA cache_size = -8192",
    "PRAGMA temp.cache_size = -8192",
    "PRAGMA temp.journal_mode = OFF",
)

_LAST = "char(1114111)"  # undated articles come after all dates
NUMBER = (
    "CREATE TEMP TABLE local (number INTEGER PRIMARY KEY, id TEXT NOT NULL)",
    "CREATE TEMP TABLE joined (number INTEGER PRIMARY KEY, first INTEGER NOT NULL)",
    "CREATE TEMP TABLE named (first INTEGER PRIMARY KEY, name TEXT NOT NULL)",
    "CREATE TEMP TABLE link (id TEXT PRIMARY KEY NOT NULL, canonical TEXT NOT NULL) WITHOUT ROWID",
    f"CREATE TEMP TABLE entity ({rows.CANONICAL}, PRIMARY KEY (id)) WITHOUT ROWID",
    "CREATE TEMP TABLE renamed (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL) WITHOUT ROWID",
    "INSERT INTO temp.local VALUES (-1, '')",  # SQLite counts on from the largest number
    f"""
    INSERT INTO temp.local (id)
    WITH dated AS MATERIALIZED (SELECT id, coalesce(nullif(published, ''), {_LAST}) AS day FROM articles)
    SELECT entities.id FROM entities JOIN dated ON dated.id = entities.article ORDER BY day, dated.id, entities.id
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
    INSERT INTO temp.link SELECT local.id, coalesce(named.name, earliest.id) FROM temp.local
    LEFT JOIN temp.joined USING (number) LEFT JOIN temp.named ON named.first = coalesce(joined.first, local.number)
    JOIN temp.local AS earliest ON earliest.number = coalesce(joined.first, local.number) ORDER BY local.id
    """,
    "DROP TABLE temp.local",
    "DROP TABLE temp.joined",
    "DROP TABLE temp.named",
)


def _of(table: str, columns: str, **others: str) -> str:
    """The columns of a table by their full names, some of them replaced."""
    names = [column.strip('"') for column in columns.split(", ")]
    return ", ".join(others.get(name, f'{table}."{name}"') for name in names)


_ENTITY = _of("entities", rows.ENTITY)
IDENTIFIED = f"""
SELECT {_ENTITY}, number FROM entities CROSS JOIN temp.local USING (id) WHERE same_as <> '[]' ORDER BY number
"""  # noqa: S608 - constants
MEMBERS = """
SELECT canonical, entities.id, class, name, same_as FROM entities CROSS JOIN temp.link USING (id)
ORDER BY canonical, entities.id
"""
NAMES = """
SELECT canonical, text, count(*) FROM mentions CROSS JOIN temp.link ON link.id = entity WHERE form = 'name'
GROUP BY canonical, text ORDER BY canonical, text
"""

_STATEMENT = _of(
    "statements",
    rows.STATEMENT,
    subject="one.canonical",
    object="other.canonical",
    speaker="coalesce(speaker.canonical, statements.speaker)",
)
_SAID = """
FROM statements CROSS JOIN temp.link AS one ON one.id = statements.subject
LEFT JOIN temp.link AS other ON other.id = statements.object
LEFT JOIN temp.link AS speaker ON speaker.id = statements.speaker
"""
FACTS = """
SELECT canonical, statements.id, predicate, value, article, confidence
FROM statements CROSS JOIN temp.link ON link.id = subject
WHERE value IS NOT NULL AND stance = ? ORDER BY canonical, statements.id
"""
PARTIES = """
SELECT one.canonical, statements.id, predicate, object_start, event.class, party.name
FROM statements CROSS JOIN temp.link AS one ON one.id = subject CROSS JOIN temp.link AS other ON other.id = object
CROSS JOIN temp.entity AS event ON event.id = one.canonical
CROSS JOIN temp.entity AS party ON party.id = other.canonical
WHERE predicate IN (SELECT value FROM json_each(?)) ORDER BY one.canonical, statements.id
"""


_ORDERS: dict[Order, str] = {
    "id": "+statements.id",
    "article": "statements.article, +statements.id",
    "subject": "one.canonical, +statements.id",
}


def statements(order: Order, literals: bool = False) -> str:
    """The query for all statements, or all literals."""
    which = "WHERE statements.value IS NOT NULL" if literals else ""
    return f"SELECT {_STATEMENT} {_SAID} {which} ORDER BY {_ORDERS[order]}"


def said(order: Order) -> str:
    """The query for all statements in the columns of `Said`."""
    return f"""
    SELECT statements.id, one.canonical, predicate, other.canonical, value, datatype, stance, article, confidence
    FROM statements CROSS JOIN temp.link AS one ON one.id = subject LEFT JOIN temp.link AS other ON other.id = object
    ORDER BY {_ORDERS[order]}
    """  # noqa: S608 - constants


def relations(key: str) -> str:
    """The query for all statements on two entities, in the order of what a function of this name makes of them."""
    return f"""
    SELECT {_STATEMENT}, {key}(one.canonical, predicate, other.canonical, stance) AS key {_SAID}
    WHERE statements.object IS NOT NULL ORDER BY key, statements.id
    """


def told(key: str) -> str:
    """The same in the columns of `Told`."""
    return f"""
    SELECT {key}(one.canonical, predicate, other.canonical, stance) AS edge, statements.id, one.canonical, predicate,
      other.canonical, stance, coalesce(speaker.canonical, statements.speaker), article, confidence, quote,
      source.class, source.name, target.class, target.name
    FROM statements CROSS JOIN temp.link AS one ON one.id = statements.subject
    CROSS JOIN temp.link AS other ON other.id = statements.object
    LEFT JOIN temp.link AS speaker ON speaker.id = statements.speaker
    CROSS JOIN temp.called AS source ON source.id = one.canonical
    CROSS JOIN temp.called AS target ON target.id = other.canonical
    ORDER BY edge, statements.id
    """  # noqa: S608 - the name of a function


def mentions(order: Order) -> str:
    """The query for all mentions."""
    first = {"id": "", "article": "mentions.article, ", "subject": "canonical, "}[order]
    columns = _of("mentions", rows.MENTION, entity="canonical")
    return f"SELECT {columns} FROM mentions CROSS JOIN temp.link ON link.id = entity ORDER BY {first}+mentions.id"  # noqa: S608


KEEP = rows.insert(rows.CANONICAL, "temp.entity")
# What is looked up for both ends of every relationship: a table of short rows.
CALL = (
    "CREATE TEMP TABLE called (id TEXT PRIMARY KEY NOT NULL, class TEXT NOT NULL, name TEXT NOT NULL) WITHOUT ROWID",
    """
    INSERT INTO temp.called SELECT entity.id, class, coalesce(renamed.name, entity.name)
    FROM temp.entity LEFT JOIN temp.renamed USING (id) ORDER BY entity.id
    """,
)
NAMED_STATEMENTS = f"""
SELECT {_STATEMENT}, whom.name, what.name, who.name {_SAID} CROSS JOIN temp.called AS whom ON whom.id = one.canonical
LEFT JOIN temp.called AS what ON what.id = other.canonical LEFT JOIN temp.called AS who ON who.id = speaker.canonical
ORDER BY +statements.id
"""
NAMED_MENTIONS = f"""
SELECT {_of("mentions", rows.MENTION, entity="canonical")}, called.name
FROM mentions CROSS JOIN temp.link ON link.id = entity CROSS JOIN temp.called ON called.id = canonical
ORDER BY +mentions.id
"""  # noqa: S608 - constants
NAMED = """
SELECT mentions.article, canonical, text, count(*),
  (SELECT class FROM temp.called WHERE id = canonical), (SELECT name FROM temp.called WHERE id = canonical)
FROM mentions CROSS JOIN temp.link ON link.id = entity
GROUP BY mentions.article, canonical, text ORDER BY mentions.article, canonical, text
"""
_RENAMED = _of("entity", rows.CANONICAL, name="coalesce(renamed.name, entity.name)")
_ENTITIES = f"SELECT {_RENAMED} FROM temp.entity LEFT JOIN temp.renamed USING (id)"  # noqa: S608 - constants
ENTITIES = f"{_ENTITIES} ORDER BY entity.id"
ENTITY = f"{_ENTITIES} WHERE entity.id = ?"
