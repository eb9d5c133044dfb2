"""What articles said before they were replaced or removed, and the store as a run left it."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import StoreError
from kg.store import rows

_OF = "SELECT id FROM entities WHERE article = ?"
# Columns of each table, and which of its rows are an article's: mentions and statements have no index on articles.
_TABLES = {
    "articles": (f"{rows.ARTICLE}, signature", "id = ?"),
    "entities": (rows.ENTITY, "article = ?"),
    "mentions": (rows.MENTION, f"entity IN ({_OF})"),
    "statements": (rows.STATEMENT, f"subject IN ({_OF})"),
}
_READ = "content, reader"  # how an article was read, not what it says
_ERASE = """
UPDATE runs SET judgements = NULL, decisions = NULL
WHERE EXISTS (SELECT 1 FROM history WHERE first <= runs.id AND runs.id < until AND {0})
"""
_KNOWN = "SELECT 1 FROM articles WHERE id = ? UNION SELECT 1 FROM history WHERE article = ?"


@dataclass(frozen=True, slots=True)
class Version:
    """An article as a run stored it: how it was read, and the rows of all that it says by table."""

    article: str
    run: int
    read: rows.Row
    said: dict[str, list[rows.Row]]

    def packed(self) -> bytes:
        """All but the article's id and the run, small."""
        plain = {table: [list(map(_plain, row)) for row in found] for table, found in self.said.items()}
        return zlib.compress(rows.dump([self.read, plain]).encode())


def version(database: sqlite3.Connection, article: str) -> Version | None:
    """An article as it is now, if it is there."""
    found = database.execute(rows.select(f"run, {_READ}", "articles", "WHERE id = ?"), (article,)).fetchone()
    if found is None:
        return None
    run, *read = found
    said = {
        table: database.execute(rows.select(columns, table, f"WHERE {own} ORDER BY id"), (article,)).fetchall()
        for table, (columns, own) in _TABLES.items()
    }
    return Version(article, run, tuple(read), said)


def retire(database: sqlite3.Connection, old: Version, run: int) -> None:
    """Keep a version that this run has replaced or removed; one that says the same as what replaced it goes on."""
    new = version(database, old.article)
    if new is not None and new.said == old.said:
        database.execute("UPDATE articles SET run = ? WHERE id = ?", (old.run, old.article))
    elif old.run < run:
        row = (old.article, old.run, run, old.packed())
        database.execute("INSERT INTO history (article, first, until, version) VALUES (?, ?, ?, ?)", row)


def erase(database: sqlite3.Connection, articles: Iterable[str] | None) -> int:
    """Drop the versions of these articles, or all; what runs left behind that had them is not known any more.

    `StoreError` where one of them never was there: whoever mistypes what is to be forgotten must not think that it is.
    """
    articles = None if articles is None else tuple(articles)
    for id_ in articles or ():
        if not database.execute(_KNOWN, (id_, id_)).fetchone():
            raise StoreError(f"no article {id_!r} is or was in the store; nothing was dropped (kg why shows ids)")
    dropped = 0
    for which, values in [("TRUE", ())] if articles is None else [("article = ?", (id_,)) for id_ in articles]:
        database.execute(_ERASE.format(which), values)
        dropped += database.execute(f"DELETE FROM history WHERE {which}", values).rowcount  # noqa: S608 - a constant
    return dropped


def go_back(database: sqlite3.Connection, run: int) -> None:
    """Put views in front of the tables that show what the run left behind; `StoreError` where that is not known.

    They are in the temporary schema, which SQLite looks into first, so that no query needs to know of them.
    """
    marks = _marks(database, run)
    database.execute("CREATE TEMP TABLE later (id TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID")
    database.execute("INSERT INTO temp.later SELECT id FROM main.articles WHERE run > ?", (run,))
    for table, (columns, _) in _TABLES.items():
        shown = f"{columns}, {_READ}" if table == "articles" else columns
        _past(database, table, shown, "id" if table == "articles" else "article")
    for row in database.execute("SELECT version FROM history WHERE first <= ? AND ? < until", (run, run)):
        for table, found in _unpacked(row[0]):
            columns = f"{_TABLES[table][0]}, {_READ}" if table == "articles" else _TABLES[table][0]
            database.executemany(rows.insert(columns, f"temp.past_{table}"), found)
    for log, last in marks.items():
        database.execute(f"CREATE TEMP VIEW {log} AS SELECT * FROM main.{log} WHERE seq <= {last}")  # noqa: S608
    database.execute(f"CREATE TEMP VIEW runs AS SELECT * FROM main.runs WHERE id <= {int(run)}")  # noqa: S608


def _marks(database: sqlite3.Connection, run: int) -> dict[str, int]:
    """The last row of each log when the run finished."""
    found = database.execute("SELECT finished, judgements, decisions FROM runs WHERE id = ?", (run,)).fetchone()
    if found is None:
        raise StoreError(f"there is no run {run}; kg stats --json lists the runs")
    finished, judgements, decisions = found
    if finished is None:
        raise StoreError(f"run {run} did not finish, so that it left nothing to compare with; name another run")
    if judgements is None or decisions is None:
        raise StoreError(
            f"what run {run} left behind is not known any more: kg purge took it away, or an older kg ran it, "
            "which kept no history; name a later run"
        )
    return {"judgements": int(judgements), "decisions": int(decisions)}


def _past(database: sqlite3.Connection, table: str, columns: str, article: str) -> None:
    """A view of what is still there, joined with a table for what is not."""
    database.execute(f"CREATE TEMP TABLE past_{table} AS SELECT {columns} FROM main.{table} WHERE FALSE")  # noqa: S608
    database.execute(f"CREATE INDEX temp.past_{table}_id ON past_{table} (id)")
    database.execute(f"""
        CREATE TEMP VIEW {table} AS
        SELECT {columns} FROM main.{table} WHERE {article} NOT IN (SELECT id FROM temp.later)
        UNION ALL SELECT {columns} FROM temp.past_{table}
    """)  # noqa: S608 - names of tables and columns


def _unpacked(packed: bytes) -> Iterator[tuple[str, list[rows.Row]]]:
    read, said = json.loads(zlib.decompress(packed))
    for table, found in said.items():
        if table == "articles":
            yield table, [(*row[:-1], bytes.fromhex(row[-1]), *read) for row in found]
        else:
            yield table, [tuple(row) for row in found]


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value
