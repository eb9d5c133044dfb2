"""Filling the derived tables from nothing: whole tables are read and sorted, and little is looked up by id."""

from kg.store import rows, schema
from kg.store.derived import LINKED, LOCALS, NAMING, columns_of
from kg.store.plan import Plan
from kg.store.protocol import MACHINE

DAY = "coalesce(nullif(published, ''), char(1114111))"  # undated articles come after all dates
GIVEN = (
    "CREATE TEMP TABLE IF NOT EXISTS joined (number INTEGER PRIMARY KEY, first INTEGER NOT NULL)",
    "CREATE TEMP TABLE IF NOT EXISTS named (first INTEGER PRIMARY KEY, name TEXT NOT NULL)",
    "CREATE TEMP TABLE IF NOT EXISTS namesake (first INTEGER PRIMARY KEY, place TEXT NOT NULL)",
    "CREATE TEMP TABLE IF NOT EXISTS place (id TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID",
    "CREATE TEMP TABLE IF NOT EXISTS copied (article TEXT PRIMARY KEY NOT NULL, original TEXT NOT NULL) WITHOUT ROWID",
)
LOCAL = (
    "CREATE TEMP TABLE local (number INTEGER PRIMARY KEY, id TEXT NOT NULL, article TEXT NOT NULL)",
    "INSERT INTO temp.local VALUES (-1, '', '')",  # SQLite counts on from the largest number
)
COUNTED = (
    "DELETE FROM temp.local WHERE number = -1",
    "CREATE INDEX temp.local_id ON local (id)",
)
NUMBERS = "one.number, other.number, verdict = 'same'"
WEIGHTED = f"""
WHERE verdict IN ('same', 'different')
ORDER BY substr(by, 1, {len(MACHINE)}) = '{MACHINE}', verdict = 'same', coalesce(at, '') DESC, score DESC, left, right
"""
IDENTIFIED = columns_of("entities", rows.ENTITY) + ", number"
SAID = """
one.canonical, statements.id, predicate, other.canonical, value, datatype, stance, statements.article,
confidence, coalesce(speaker.canonical, statements.speaker), quote, object_start, one.number, other.number
"""

_TABLES = (
    """
    CREATE TABLE derived.link (article TEXT NOT NULL, id TEXT NOT NULL, canonical TEXT NOT NULL,
      number INTEGER NOT NULL, PRIMARY KEY (article, id)) WITHOUT ROWID
    """,
    "CREATE TABLE derived.cluster (number INTEGER PRIMARY KEY, id TEXT NOT NULL)",
    "CREATE TABLE derived.namesake (place TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (place, id)) WITHOUT ROWID",
    """
    CREATE TABLE derived.said (subject TEXT NOT NULL, id TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT,
      value TEXT, datatype TEXT, stance TEXT NOT NULL, article TEXT NOT NULL, confidence REAL NOT NULL, speaker TEXT,
      quote TEXT NOT NULL, object_start INTEGER NOT NULL, source INTEGER NOT NULL, target INTEGER,
      PRIMARY KEY (subject, id)) WITHOUT ROWID
    """,
    f"CREATE TABLE derived.entity ({rows.CANONICAL}, PRIMARY KEY (id)) WITHOUT ROWID",
    "CREATE TABLE derived.called (number INTEGER PRIMARY KEY, class TEXT NOT NULL, name TEXT NOT NULL)",
    "CREATE TABLE derived.renamed (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE derived.copy (article TEXT PRIMARY KEY NOT NULL, original TEXT NOT NULL) WITHOUT ROWID",
    *(
        f"""
        CREATE TABLE derived.{table}_at (article TEXT PRIMARY KEY NOT NULL, first INTEGER NOT NULL,
          last INTEGER NOT NULL) WITHOUT ROWID
        """
        for table in ("statements", "mentions")
    ),
)

AFRESH = Plan(
    number=(
        *_TABLES,
        *GIVEN,
        *LOCAL,
        f"""
        INSERT INTO temp.local (id, article)
        WITH dated AS MATERIALIZED (SELECT id, {DAY} AS day FROM articles)
        SELECT entities.id, dated.id FROM entities JOIN dated ON dated.id = entities.article
        ORDER BY day, dated.id, entities.id
        """,  # noqa: S608 - a constant
        *COUNTED,
    ),
    judged=f"""
    SELECT {NUMBERS} FROM ({schema.HELD}) AS held
    CROSS JOIN temp.local AS one ON one.id = held.left CROSS JOIN temp.local AS other ON other.id = held.right
    {WEIGHTED}
    """,  # noqa: S608 - constants
    identified=f"""
    SELECT {IDENTIFIED} FROM entities CROSS JOIN temp.local USING (id) WHERE same_as <> '[]' ORDER BY number
    """,  # noqa: S608 - constants
    draw_in="",
    link=(
        """
        INSERT INTO derived.cluster SELECT number, coalesce(name, id) FROM temp.local
        LEFT JOIN temp.joined USING (number) LEFT JOIN temp.named ON named.first = number
        WHERE joined.first IS NULL ORDER BY number
        """,
        """
        INSERT INTO derived.namesake
        SELECT place, id FROM temp.namesake CROSS JOIN temp.local ON local.number = namesake.first
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
    ),
    locate=tuple(
        f"INSERT INTO derived.{table}_at SELECT article, min(rowid), max(rowid) FROM {table} GROUP BY article"  # noqa: S608
        for table in ("statements", "mentions")
    ),
    tell=(
        f"""
        INSERT INTO derived.said SELECT {SAID} FROM statements {LINKED} ORDER BY one.canonical, +statements.id
        """,  # noqa: S608 - constants
    ),
    copy=("INSERT INTO derived.copy SELECT article, original FROM temp.copied",),
    clear=(),
    members=f"""
    SELECT canonical, entities.id, class, name, same_as FROM {LOCALS} ORDER BY canonical, +entities.id
    """,  # noqa: S608 - constants
    names=f"""
    SELECT canonical, text, count(*) FROM {NAMING} WHERE form = 'name'
    GROUP BY canonical, text ORDER BY canonical, text
    """,  # noqa: S608 - constants
    facts="""
    SELECT subject, id, predicate, value, article, confidence FROM derived.said
    WHERE value IS NOT NULL AND stance = ? ORDER BY subject, id
    """,
    call=(
        """
        INSERT INTO derived.called
        SELECT number, class, name FROM derived.cluster CROSS JOIN derived.entity USING (id)
        ORDER BY number
        """,
    ),
    parties="""
    SELECT subject, said.id, predicate, object_start, event.class, party.name
    FROM derived.said
    CROSS JOIN derived.called AS event ON event.number = said.source
    CROSS JOIN derived.called AS party ON party.number = said.target
    WHERE predicate IN (SELECT value FROM json_each(?)) ORDER BY subject, said.id
    """,
    unname=(),
    rename=(
        """
        REPLACE INTO derived.called SELECT number, class, renamed.name FROM derived.cluster
        CROSS JOIN derived.renamed USING (id) CROSS JOIN derived.called USING (number) ORDER BY number
        """,
    ),
)
