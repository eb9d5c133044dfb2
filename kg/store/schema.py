"""The tables of the SQLite store, and the marks by which a file is known as ours."""

from kg.receipts import FIELDS
from kg.store import marks

APPLICATION = 0x6B673031  # "kg01" in the file's header: this SQLite file is a store of kg
VERSION = 5

_FIRST = """
CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  started TEXT NOT NULL,
  finished TEXT,
  reader TEXT NOT NULL,
  settings TEXT NOT NULL,
  counts TEXT NOT NULL
);

CREATE TABLE articles (
  id TEXT PRIMARY KEY NOT NULL,
  text TEXT NOT NULL,
  url TEXT,
  title TEXT,
  published TEXT,
  source TEXT,
  authors TEXT NOT NULL,
  language TEXT,
  items TEXT NOT NULL,
  removed TEXT NOT NULL,
  signature BLOB NOT NULL,
  content TEXT NOT NULL,
  reader TEXT NOT NULL
);

-- every place that an article was read at, and the last run that saw it there
CREATE TABLE origins (
  article TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
  origin TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES runs,
  PRIMARY KEY (article, origin)
) WITHOUT ROWID;

CREATE TABLE entities (
  id TEXT PRIMARY KEY NOT NULL,
  article TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
  class TEXT NOT NULL,
  name TEXT NOT NULL,
  same_as TEXT NOT NULL
);
CREATE INDEX entities_article ON entities (article);

-- mentions and statements go with their entities, which go with their article
CREATE TABLE mentions (
  id TEXT PRIMARY KEY NOT NULL,
  article TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  form TEXT NOT NULL,
  class TEXT NOT NULL,
  entity TEXT NOT NULL REFERENCES entities ON DELETE CASCADE
);
CREATE INDEX mentions_entity ON mentions (entity);

CREATE TABLE statements (
  id TEXT PRIMARY KEY NOT NULL,
  subject TEXT NOT NULL REFERENCES entities ON DELETE CASCADE,
  predicate TEXT NOT NULL,
  article TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quote TEXT NOT NULL,
  subject_start INTEGER NOT NULL,
  subject_end INTEGER NOT NULL,
  object_start INTEGER NOT NULL,
  object_end INTEGER NOT NULL,
  extractor TEXT NOT NULL,
  confidence REAL NOT NULL,
  object TEXT REFERENCES entities ON DELETE CASCADE,
  value TEXT,
  datatype TEXT,
  stance TEXT NOT NULL,
  speaker TEXT,
  CHECK ((object IS NULL) <> (value IS NULL))
);
CREATE INDEX statements_subject ON statements (subject);
CREATE INDEX statements_object ON statements (object);

CREATE TABLE rejected (
  key INTEGER PRIMARY KEY,
  what TEXT NOT NULL,
  place TEXT NOT NULL,
  why TEXT NOT NULL,
  article TEXT REFERENCES articles ON DELETE CASCADE,
  run INTEGER NOT NULL REFERENCES runs
);
CREATE INDEX rejected_place ON rejected (place);
CREATE INDEX rejected_article ON rejected (article);

CREATE TABLE judgements (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  left TEXT NOT NULL,
  right TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure', 'withdrawn')),
  by TEXT NOT NULL,
  machine INTEGER NOT NULL,
  score REAL NOT NULL,
  reasons TEXT NOT NULL,
  at TEXT,
  CHECK (left < right)
);
CREATE INDEX judgements_pair ON judgements (left, right, machine, seq);
CREATE TRIGGER judgements_stay BEFORE UPDATE ON judgements
  BEGIN SELECT RAISE(ABORT, 'judgements are never changed'); END;
CREATE TRIGGER judgements_last BEFORE DELETE ON judgements
  BEGIN SELECT RAISE(ABORT, 'judgements are never deleted'); END;
"""

_DECISIONS = """
-- no reference: a decision outlives its statement, and holds again once an article says it again
CREATE TABLE decisions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  statement TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('right', 'wrong', 'undone')),
  by TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX decisions_statement ON decisions (statement, seq);
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
  BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER decisions_last BEFORE DELETE ON decisions
  BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
"""

_HISTORY = """
ALTER TABLE articles ADD COLUMN run INTEGER NOT NULL DEFAULT 0; -- the run since which it says what it says
-- the last row of each log when the run had finished; none where what it left behind is not known
ALTER TABLE runs ADD COLUMN judgements INTEGER;
ALTER TABLE runs ADD COLUMN decisions INTEGER;

-- what an article said from one run until another, which replaced or removed it
CREATE TABLE history (
  article TEXT NOT NULL,
  first INTEGER NOT NULL,
  until INTEGER NOT NULL,
  version BLOB NOT NULL
);
CREATE INDEX history_article ON history (article);
"""

SCHEMA = _FIRST + _DECISIONS + _HISTORY + marks.SCHEMA
# What each later format added: run on an older store that is opened for writing.
UPGRADES = {2: _DECISIONS, 3: _HISTORY, 4: "", 5: marks.UPGRADE}
# What stands for it where an older store is only read, and must not be changed.
STAND_INS = {
    2: "CREATE TEMP VIEW decisions (seq, statement, verdict, by, at) AS SELECT 0, '', '', '', '' WHERE 0;",
    3: "CREATE TEMP VIEW runs AS SELECT *, NULL AS judgements, NULL AS decisions FROM main.runs;",
    4: "CREATE TEMP VIEW state (mark) AS SELECT NULL WHERE 0;",
    5: marks.STAND_IN,
}


# The latest row of a side where it is not withdrawn; the program's where the people's side holds none. That `left` is
# not empty says nothing, but has SQLite walk the index, so that what is looked up by `left` is looked up in order.
_HELD = """
SELECT left, right, verdict, by, score, reasons, at FROM judgements AS held
WHERE {which} AND verdict <> 'withdrawn'
AND NOT EXISTS (
  SELECT 1 FROM judgements AS later
  WHERE later.left = held.left AND later.right = held.right AND later.machine = held.machine AND later.seq > held.seq
)
AND (machine = 0 OR 'withdrawn' = coalesce((
  SELECT verdict FROM judgements AS people
  WHERE people.left = held.left AND people.right = held.right AND people.machine = 0 ORDER BY seq DESC LIMIT 1
), 'withdrawn'))
"""
_KNOWN = """
AND EXISTS (SELECT 1 FROM entities WHERE id = left) AND EXISTS (SELECT 1 FROM entities WHERE id = right)
ORDER BY left, right
"""
HELD = _HELD.format(which="left > ''")
JUDGEMENTS = HELD + _KNOWN
PEOPLES = _HELD.format(which="machine = 0") + _KNOWN

# The latest row of each statement, where it is not taken back; those of statements that nobody makes now are asleep.
# What people say of a statement holds of its whole receipt: no other mention in the sentence keeps a fact alive, even
# one that is only found when the article is read again.
_DECIDED = "SELECT * FROM (SELECT *, max(seq) FROM decisions GROUP BY statement) WHERE verdict <> 'undone'"
_SAID = "EXISTS (SELECT 1 FROM statements WHERE statements.id = statement)"
# With a plus no index is used, so that statements are found by their subject, and never a whole table is searched.
_ALIKE = " AND ".join(f'{"" if field == "subject" else "+"}said."{field}" IS named."{field}"' for field in FIELDS)
DECISIONS = f"""
SELECT statement, verdict, by, at FROM (
  SELECT said.id AS statement, verdict, by, at, max(seq)
  FROM decisions CROSS JOIN statements AS named ON named.id = decisions.statement
  CROSS JOIN statements AS said ON {_ALIKE}
  GROUP BY said.id
) WHERE verdict <> 'undone' ORDER BY statement
"""  # noqa: S608 - constants

SIGNATURES = "SELECT id, signature FROM articles WHERE length(signature) > 0 ORDER BY id"

COUNTS = {
    "articles": "SELECT coalesce(language, ''), count(*) FROM articles GROUP BY 1 ORDER BY 1",
    "items": "SELECT 'items', coalesce(sum(json_array_length(items)), 0) FROM articles",
    "removed": "SELECT value ->> 2, count(*) FROM articles, json_each(removed) GROUP BY 1 ORDER BY 1",
    "entities": "SELECT class, count(*) FROM entities GROUP BY 1 ORDER BY 1",
    "mentions": "SELECT form, count(*) FROM mentions GROUP BY 1 ORDER BY 1",
    "statements": "SELECT predicate, count(*) FROM statements GROUP BY 1 ORDER BY 1",
    "stances": "SELECT stance, count(*) FROM statements GROUP BY 1 ORDER BY 1",
    "judgements": f"SELECT verdict, count(*) FROM ({JUDGEMENTS}) GROUP BY 1 ORDER BY 1",  # noqa: S608 - a constant
    "decisions": f"""
SELECT verdict, count(*) FROM (
  SELECT verdict FROM ({DECISIONS}) UNION ALL SELECT 'asleep' FROM ({_DECIDED}) WHERE NOT {_SAID}
) GROUP BY 1 ORDER BY 1
""",  # noqa: S608 - constants
}
