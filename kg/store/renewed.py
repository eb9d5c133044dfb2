"""Bringing the derived tables up to date: what the changes since they were made may have touched is derived anew.

Judgements on "same" tie local entities together, one by one. Whatever any such judgement, now held or not, ties to one
that is new, gone, or judged anew, is `local` again, and clustered as it would be among all: for to tell clusters apart
that no judgement ties together, nothing has to be known of the others. Only places are called after something that
clusters may share, so that others that claim a place of theirs are drawn in. A cluster that is called as one of the
`former` ones goes on under its number.

`moved` are the local entities that belong elsewhere now, or whose article is another: what is `said` in these articles,
and the entities that they came from or went to, which are `anew`, follow from that, as do those that a decision is
about. An event is called after who takes part: those of which a party moved or is called otherwise are named again.
"""

from kg.store import schema
from kg.store.afresh import COUNTED, DAY, GIVEN, IDENTIFIED, LOCAL, NUMBERS, SAID, WEIGHTED
from kg.store.derived import LINKED, between_rows
from kg.store.plan import Plan, Script

_MADE = "(SELECT max(seq) FROM changes WHERE mark = (SELECT mark FROM derived.made))"
UNKNOWN = f"""
SELECT {_MADE} IS NULL
OR EXISTS (SELECT 1 FROM changes WHERE seq > {_MADE} AND coalesce(article, judgement, decision) IS NULL)
"""  # noqa: S608 - a constant
"""Whether nobody can say what has changed since the tables were made."""
BEGIN: Script = (
    f"CREATE TEMP TABLE since AS SELECT article, judgement, decision FROM changes WHERE seq > {_MADE}",  # noqa: S608
    "CREATE TEMP TABLE changed (article TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID",
    "INSERT OR IGNORE INTO temp.changed SELECT article FROM temp.since WHERE article IS NOT NULL",
    "CREATE TEMP TABLE seed (id TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID",
    # whom a judgement keeps apart, `right`, need not be clustered anew where nothing ties the two together
    "INSERT OR IGNORE INTO temp.seed SELECT left FROM temp.since CROSS JOIN judgements ON seq = judgement",
    "INSERT OR IGNORE INTO temp.seed SELECT id FROM temp.changed CROSS JOIN derived.link USING (article)",
    "INSERT OR IGNORE INTO temp.seed SELECT id FROM temp.changed CROSS JOIN entities USING (article)",
    "CREATE TEMP TABLE anew (id TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID",
)
BOUND = """
CREATE TEMP TABLE bound AS SELECT CAST(:share * coalesce((SELECT max(rowid) FROM entities), 0) AS INTEGER) AS locals,
CAST(:share * coalesce((SELECT max(rowid) FROM articles), 0) AS INTEGER) AS articles
"""
REACHES_TOO_FAR = "SELECT (SELECT count(*) FROM temp.reached) > locals FROM temp.bound"
TOUCHES_TOO_MUCH = "SELECT (SELECT count(*) FROM temp.touched) > articles FROM temp.bound"
ARTICLES = "SELECT EXISTS (SELECT 1 FROM temp.changed)"

_CHANGED = "IN (SELECT article FROM temp.changed)"
_TOUCHED = "IN (SELECT article FROM temp.touched)"

RENEWED = Plan(
    number=(
        *GIVEN,
        "DROP TABLE IF EXISTS temp.reached",
        "DROP TABLE IF EXISTS temp.local",
        "CREATE TEMP TABLE reached (id TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID",
        """
        INSERT INTO temp.reached WITH RECURSIVE tied (id) AS (
          SELECT id FROM temp.seed
          UNION SELECT row.right FROM tied CROSS JOIN judgements AS row ON row.left = tied.id AND verdict = 'same'
          UNION SELECT row.left FROM tied CROSS JOIN judgements AS row ON row.right = tied.id AND verdict = 'same'
          LIMIT (SELECT locals + 1 FROM temp.bound)
        ) SELECT id FROM tied
        """,
        *LOCAL,
        f"""
        INSERT INTO temp.local (id, article) SELECT entities.id, articles.id FROM temp.reached
        CROSS JOIN entities USING (id) CROSS JOIN articles ON articles.id = entities.article
        ORDER BY {DAY}, articles.id, entities.id
        """,  # noqa: S608 - a constant
        *COUNTED,
        "CREATE TEMP TABLE IF NOT EXISTS former (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
        """
        INSERT OR IGNORE INTO temp.former
        SELECT number, canonical FROM temp.changed CROSS JOIN derived.link USING (article)
        """,
        """
        INSERT OR IGNORE INTO temp.former
        SELECT link.number, canonical FROM temp.local CROSS JOIN derived.link USING (article, id)
        """,
    ),
    judged=f"""
    SELECT {NUMBERS} FROM temp.local AS one CROSS JOIN ({schema.HELD}) AS held ON held.left = one.id
    CROSS JOIN temp.local AS other ON other.id = held.right {WEIGHTED}
    """,  # noqa: S608 - constants
    identified=f"""
    SELECT {IDENTIFIED} FROM temp.local CROSS JOIN entities USING (id) WHERE same_as <> '[]' ORDER BY number
    """,  # noqa: S608 - constants
    draw_in="""
    INSERT OR IGNORE INTO temp.seed SELECT value FROM (
      SELECT id FROM temp.place -- called after what is claimed now
      UNION SELECT namesake.id FROM temp.former CROSS JOIN derived.namesake ON place = former.id -- of whom may go
      EXCEPT SELECT id FROM temp.former
    ) AS rival CROSS JOIN derived.entity USING (id) CROSS JOIN json_each(members)
    """,
    link=(
        "CREATE TEMP TABLE fresh (first INTEGER PRIMARY KEY, id TEXT NOT NULL, number INTEGER)",
        """
        INSERT INTO temp.fresh SELECT local.number, coalesce(name, local.id), former.number FROM temp.local
        LEFT JOIN temp.joined USING (number) LEFT JOIN temp.named ON named.first = local.number
        LEFT JOIN temp.former ON former.id = coalesce(name, local.id) WHERE joined.first IS NULL
        """,
        """
        UPDATE temp.fresh SET number = 1 + first + (SELECT coalesce(max(number), 0) FROM derived.cluster)
        WHERE number IS NULL
        """,
        "DELETE FROM derived.cluster WHERE number IN (SELECT number FROM temp.former)",
        "INSERT INTO derived.cluster SELECT number, id FROM temp.fresh",
        "DELETE FROM derived.namesake WHERE id IN (SELECT id FROM temp.former)",
        "INSERT INTO derived.namesake SELECT place, id FROM temp.namesake CROSS JOIN temp.fresh USING (first)",
        """
        CREATE TEMP TABLE moved (article TEXT NOT NULL, id TEXT NOT NULL, canonical TEXT NOT NULL,
          number INTEGER NOT NULL, PRIMARY KEY (article, id)) WITHOUT ROWID
        """,
        f"""
        INSERT INTO temp.moved SELECT local.article, local.id, fresh.id, fresh.number FROM temp.local
        LEFT JOIN temp.joined USING (number) CROSS JOIN temp.fresh ON fresh.first = coalesce(joined.first, local.number)
        LEFT JOIN derived.link ON link.article = local.article AND link.id = local.id
        WHERE link.number IS NOT fresh.number OR local.article {_CHANGED}
        """,  # noqa: S608 - a constant
        "INSERT OR IGNORE INTO temp.anew SELECT canonical FROM temp.moved",
        """
        INSERT OR IGNORE INTO temp.anew
        SELECT link.canonical FROM temp.moved CROSS JOIN derived.link USING (article, id)
        """,
        "INSERT OR IGNORE INTO temp.anew SELECT canonical FROM temp.changed CROSS JOIN derived.link USING (article)",
        "CREATE TEMP TABLE touched (article TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID",
        "INSERT INTO temp.touched SELECT article FROM temp.moved UNION SELECT article FROM temp.changed",
    ),
    locate=(),
    tell=(
        f"""
        DELETE FROM derived.said WHERE (subject, id) IN (
          SELECT subject, said.id
          FROM (SELECT DISTINCT canonical FROM temp.touched CROSS JOIN derived.link USING (article)) AS about
          CROSS JOIN derived.said ON said.subject = about.canonical WHERE said.article {_TOUCHED}
        )
        """,  # noqa: S608 - a constant
        f"DELETE FROM derived.link WHERE article {_CHANGED}",  # noqa: S608 - a constant
        "REPLACE INTO derived.link SELECT article, id, canonical, number FROM temp.moved",
        *(
            query
            for table, whose in (("statements", "subject"), ("mentions", "entity"))
            for query in (
                f"DELETE FROM derived.{table}_at WHERE article {_CHANGED}",  # noqa: S608 - constants
                f"""
                INSERT INTO derived.{table}_at SELECT entities.article, min({table}.rowid), max({table}.rowid)
                FROM temp.changed CROSS JOIN entities USING (article) CROSS JOIN {table} ON {whose} = entities.id
                GROUP BY entities.article
                """,  # noqa: S608 - constants
            )
        ),
        f"""
        INSERT INTO derived.said SELECT {SAID} FROM {between_rows("statements")} {LINKED}
        WHERE place.article {_TOUCHED} ORDER BY one.canonical, +statements.id
        """,  # noqa: S608 - constants
        """
        INSERT OR IGNORE INTO temp.anew SELECT canonical FROM temp.since
        CROSS JOIN decisions ON decisions.seq = since.decision CROSS JOIN statements ON statements.id = statement
        CROSS JOIN derived.link ON link.article = statements.article AND link.id = statements.subject
        """,
    ),
    copy=(
        """
        INSERT OR IGNORE INTO temp.anew SELECT canonical FROM (
          SELECT article FROM (SELECT * FROM temp.copied EXCEPT SELECT * FROM derived.copy)
          UNION SELECT article FROM (SELECT * FROM derived.copy EXCEPT SELECT * FROM temp.copied)
        ) CROSS JOIN derived.link USING (article)
        """,
        "DELETE FROM derived.copy",
        "INSERT INTO derived.copy SELECT article, original FROM temp.copied",
    ),
    clear=(
        """
        CREATE TEMP TABLE member (canonical TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL,
          PRIMARY KEY (canonical, id)) WITHOUT ROWID
        """,
        """
        INSERT INTO temp.member SELECT canonical, link.id, number FROM (
          SELECT value AS id FROM temp.anew CROSS JOIN derived.entity USING (id) CROSS JOIN json_each(members)
          UNION SELECT id FROM temp.moved
        ) AS known CROSS JOIN entities USING (id)
        CROSS JOIN derived.link ON link.article = entities.article AND link.id = entities.id
        WHERE canonical IN (SELECT id FROM temp.anew)
        """,
        "CREATE TEMP TABLE before (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL) WITHOUT ROWID",
        "INSERT INTO temp.before SELECT id, name FROM temp.anew CROSS JOIN derived.entity USING (id)",
        "DELETE FROM derived.entity WHERE id IN (SELECT id FROM temp.anew)",
    ),
    members="""
    SELECT canonical, member.id, class, name, same_as FROM temp.member CROSS JOIN entities USING (id)
    ORDER BY canonical, member.id
    """,
    names="""
    SELECT canonical, text, count(*) FROM temp.member CROSS JOIN mentions ON entity = member.id WHERE form = 'name'
    GROUP BY canonical, text ORDER BY canonical, text
    """,
    facts="""
    SELECT subject, said.id, predicate, value, article, confidence
    FROM temp.anew CROSS JOIN derived.said ON said.subject = anew.id
    WHERE value IS NOT NULL AND stance = ? ORDER BY subject, said.id
    """,
    call=(
        """
        DELETE FROM derived.called
        WHERE number IN (SELECT number FROM temp.former EXCEPT SELECT number FROM temp.fresh)
        """,
        """
        REPLACE INTO derived.called SELECT number, class, name
        FROM (SELECT DISTINCT canonical, number FROM temp.member) CROSS JOIN derived.entity ON entity.id = canonical
        """,
        "CREATE TEMP TABLE party (id TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID",
        "INSERT INTO temp.party SELECT id FROM temp.moved",
        """
        INSERT OR IGNORE INTO temp.party SELECT member.id FROM temp.before
        CROSS JOIN derived.entity ON entity.id = before.id AND entity.name <> before.name
        CROSS JOIN temp.member ON canonical = entity.id
        """,
        "CREATE TEMP TABLE event (id TEXT PRIMARY KEY NOT NULL, number INTEGER NOT NULL) WITHOUT ROWID",
        "INSERT INTO temp.event SELECT DISTINCT canonical, number FROM temp.member",
        """
        INSERT OR IGNORE INTO temp.event SELECT canonical, number FROM temp.party
        CROSS JOIN statements ON statements.object = party.id
        CROSS JOIN derived.link ON link.article = statements.article AND link.id = statements.subject
        """,
    ),
    parties="""
    SELECT subject, said.id, predicate, object_start, made.class, party.name
    FROM temp.event CROSS JOIN derived.said ON said.subject = event.id
    CROSS JOIN derived.entity AS made ON made.id = said.subject
    CROSS JOIN derived.entity AS party ON party.id = said.object
    WHERE predicate IN (SELECT value FROM json_each(?)) ORDER BY subject, said.id
    """,
    unname=(
        "DELETE FROM derived.renamed WHERE id IN (SELECT id FROM temp.anew)",
        "DELETE FROM derived.renamed WHERE id IN (SELECT id FROM temp.event)",
    ),
    rename=(
        """
        REPLACE INTO derived.called SELECT number, class, coalesce(renamed.name, entity.name)
        FROM temp.event CROSS JOIN derived.entity USING (id) LEFT JOIN derived.renamed USING (id)
        """,
    ),
)
