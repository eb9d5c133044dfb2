"""The mark of a store, and what changed since it had another one: a log that triggers keep.

The mark is another one after every change to what a graph is made of, and the same in a copy of the store. Whatever was
derived under a mark can be used wherever that mark is the last; and it can be brought up to date wherever the mark is
still found, for what came behind it is all that has changed since. Mark and log change in the transaction of the change
itself. The run since which an article says what it says is no part of the graph.
"""

REMEMBERED = 20_000
"""Changes that a store remembers; what was derived before them has to be derived anew."""

_TABLE = """
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY,
  mark BLOB NOT NULL,
  article TEXT,      -- which came or went, or parts of which did
  judgement INTEGER, -- or the row that came to a log; all three are NULL where nobody can say what changed
  decision INTEGER
);
INSERT INTO changes (mark) VALUES (randomblob(16));
-- whom a judgement on somebody is about, too
CREATE INDEX judgements_right ON judgements (right);
"""
_NEW = (
    "INSERT INTO changes (mark, {what}) VALUES (randomblob(16), {which}); "
    "DELETE FROM changes WHERE seq <= (SELECT max(seq) FROM changes) - {most};"
)
# The parts of an article come and go with it, in the same transaction: all of that is one change.
_PART = (
    "DELETE FROM changes WHERE seq = (SELECT max(seq) FROM changes) AND article IS {which}; "
    "INSERT INTO changes (mark, article) VALUES (randomblob(16), {which});"
)
_UNKNOWN = "INSERT INTO changes (mark) VALUES (randomblob(16));"
_ARTICLE = "id, text, url, title, published, source, authors, language, items, removed, signature"


def _new(what: str, which: str) -> str:
    return _NEW.format(what=what, which=which, most=REMEMBERED)


_TRIGGERS = {
    ("articles", "insert"): ("AFTER INSERT", _new("article", "new.id")),
    ("articles", "delete"): ("BEFORE DELETE", _new("article", "old.id")),  # its parts go before AFTER
    ("articles", "update"): (f"AFTER UPDATE OF {_ARTICLE}", _UNKNOWN),
    **{
        (table, event): (f"AFTER {event.upper()}", does)
        for table in ("entities", "mentions", "statements")
        for event, does in {
            "insert": _PART.format(which="new.article"),
            "delete": _PART.format(which="old.article"),
            "update": _UNKNOWN,
        }.items()
    },
    ("judgements", "insert"): ("AFTER INSERT", _new("judgement", "new.seq")),
    ("decisions", "insert"): ("AFTER INSERT", _new("decision", "new.seq")),
}

SCHEMA = _TABLE + "".join(
    f"CREATE TRIGGER {table}_{event}_marked {when} ON {table} BEGIN {does} END;\n"
    for (table, event), (when, does) in _TRIGGERS.items()
)
# The fourth format had but the mark, in a table of its own.
UPGRADE = (
    "DROP TABLE IF EXISTS state;\n"
    + "".join(f"DROP TRIGGER IF EXISTS {table}_{event}_marked;\n" for table, event in _TRIGGERS)
    + SCHEMA
)
STAND_IN = "CREATE TEMP VIEW changes (seq, mark, article, judgement, decision) AS SELECT 0, mark, 0, 0, 0 FROM state;"

MARK = "SELECT mark FROM changes ORDER BY seq DESC LIMIT 1"
