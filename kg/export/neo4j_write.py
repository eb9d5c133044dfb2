"""The queries that write items, a batch in a transaction. Values go as parameters, terms are those of the ontology."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import neo4j
from neo4j.exceptions import ConstraintError

from kg import ontology
from kg.errors import ExportError
from kg.export.neo4j_content import Item
from kg.export.neo4j_known import NODE, RELATIONSHIP, RELEASED
from kg.export.neo4j_schema import RESOURCE, URI, quoted

PATIENCE = 600.0
"""Seconds that a transaction may take; the server sees no deadlock between one, the lock and a new constraint."""
_patient = neo4j.unit_of_work(timeout=PATIENCE)
_ATTACHED = "EXISTS { (n)-[r]-() WHERE r.kg_content IS NULL }"
_MOVED = "moved"  # the content of a node whose IRI went to another one


def write(session: neo4j.Session, items: Sequence[Item], *, new: bool) -> None:
    """Write items of one place; `new` says that none of them is likely to be there.

    `ExportError` where a foreign item has the id of one of them, or where the ends of one are not there.
    """
    if new:
        try:
            session.execute_write(_patient(_create), items)
        except ConstraintError:  # some are there, be it from this very transaction, whose answer was lost
            session.execute_write(_patient(_replace), items)
    else:
        session.execute_write(_patient(_replace), items)


def delete_relationships(session: neo4j.Session, type_: str, ids: Sequence[str]) -> None:
    """Delete relationships of kg."""
    session.execute_write(_patient(_send), _deleted(type_), ids)


def delete_nodes(session: neo4j.Session, root: str, ids: Sequence[str]) -> None:
    """Delete nodes of kg, but leave of those that foreign relationships hold on to the id."""
    found = f"UNWIND $ids AS id MATCH (n:{quoted(root)} {{id: id}}) WHERE n.kg_content IS NOT NULL AND "
    released = f"SET n = {{id: id, kg_content: '{RELEASED}'}} REMOVE n:{RESOURCE}"
    session.execute_write(_patient(_send), f"{found} {_ATTACHED} {released}", ids)
    session.execute_write(_patient(_send), f"{found} NOT {_ATTACHED} DETACH DELETE n", ids)


def _create(transaction: neo4j.ManagedTransaction, items: Sequence[Item]) -> None:
    place, keys, rows = _rows(items)
    values = _values(keys, len(items[0].ends))
    if items[0].ends:
        query = f"{_ends(place)} CREATE (a)-[n:{quoted(place[-1])}]->(b) SET n = {values}"
    else:
        query = f"CREATE (n:{':'.join(map(quoted, place))}) SET n = {values}"
    counters = transaction.run(f"UNWIND $rows AS row {query}", rows=rows).consume().counters
    _require(counters.relationships_created if items[0].ends else counters.nodes_created, len(rows))


def _replace(transaction: neo4j.ManagedTransaction, items: Sequence[Item]) -> None:
    _require_ours(transaction, items)
    if items[0].ends:
        _send(transaction, _deleted(items[0].term), [item.id for item in items])
        _create(transaction, items)
        return
    _free_iris(transaction, items)
    place, keys, rows = _rows(items)
    merge = f"MERGE (n:{quoted(place[-1])} {{id: row[{keys.index('id')}]}}) SET n = {_values(keys, 0)}"
    query = f"UNWIND $rows AS row {merge} {_relabel(place)} RETURN count(n)"
    _require(transaction.run(query, rows=rows).single(strict=True)[0], len(rows))


def _rows(items: Sequence[Item]) -> tuple[tuple[str, ...], list[str], list[list[Any]]]:
    """Place, names of properties, and for each item a row of its ends and the values of these.

    Rows are lists, for the driver takes more than half again as long for maps.
    """
    derived = [item.derived() for item in items]
    own = list(dict.fromkeys(chain.from_iterable(item.properties for item in items)))
    added = list(dict.fromkeys(chain.from_iterable(derived)))
    rows = [
        [*item.ends, *map(item.properties.get, own), *map(more.get, added)]
        for item, more in zip(items, derived, strict=True)
    ]
    return items[0].place, [*own, *added], rows


def _values(keys: Sequence[str], ends: int) -> str:
    return "{" + ", ".join(f"{quoted(key)}: row[{at}]" for at, key in enumerate(keys, ends)) + "}"


def _ends(place: tuple[str, ...]) -> str:
    return f"MATCH (a:{quoted(place[0])} {{id: row[0]}}) MATCH (b:{quoted(place[1])} {{id: row[1]}})"


def _deleted(type_: str) -> str:
    found = f"UNWIND $ids AS id MATCH ()-[n:{quoted(type_)} {{id: id}}]->()"
    return f"{found} WHERE n.kg_content IS NOT NULL DELETE n"


def _relabel(labels: tuple[str, ...]) -> str:
    """Give a node exactly these of kg's labels beside its root; labels that a user added stay."""
    known = ontology.load()
    ours = [*(term for term in known.classes if known.root(term) == labels[-1]), RESOURCE]
    others = [term for term in ours if term not in labels]
    removed = f"REMOVE n:{':'.join(map(quoted, others))} " if others else ""
    added = f"SET n:{':'.join(map(quoted, labels[:-1]))} " if labels[1:] else ""
    return removed + added


def _send(transaction: neo4j.ManagedTransaction, query: str, ids: Sequence[str]) -> None:
    transaction.run(query, ids=ids).consume()


def _require_ours(transaction: neo4j.ManagedTransaction, items: Sequence[Item]) -> None:
    kind, pattern = ("relationship", RELATIONSHIP) if items[0].ends else ("node", NODE)
    place = pattern.format(f"{quoted(items[0].term)} {{id: id}}")
    query = f"UNWIND $ids AS id MATCH {place} WHERE n.kg_content IS NULL RETURN n.id LIMIT 1"
    other = transaction.run(query, ids=[item.id for item in items]).single()
    if other is not None:
        raise ExportError(
            f"the database holds a {kind} with id {other[0]!r} that kg did not load; rename its id, or load into "
            "another database with --database"
        )


def _free_iris(transaction: neo4j.ManagedTransaction, items: Sequence[Item]) -> None:
    """Take the IRIs of these nodes from nodes of kg that had them under another id or label, and shall vanish."""
    rows = [[item.properties[URI], item.id] for item in items if URI in item.properties]
    if not rows:
        return
    found = f"UNWIND $rows AS row MATCH (n:{RESOURCE} {{{URI}: row[0]}}) WHERE n.kg_content IS"
    foreign = transaction.run(f"{found} NULL RETURN n.{URI} LIMIT 1", rows=rows).single()
    if foreign is not None:
        raise ExportError(
            f"the database holds a node with the IRI {foreign[0]!r} that kg did not load; load without --neosemantics, "
            "or with another --base, or into another database with --database"
        )
    other = f"NOT (n:{quoted(items[0].term)} AND n.id = row[1])"
    query = f"{found} NOT NULL AND {other} SET n.kg_content = '{_MOVED}' REMOVE n:{RESOURCE}, n.{URI}"
    transaction.run(query, rows=rows).consume()


def _require(found: int, wanted: int) -> None:
    if found != wanted:
        raise ExportError(f"only {found} of {wanted} rows found their place; does something else write? load again")
