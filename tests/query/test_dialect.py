"""What is refused before the embedded engine sees it, and what only looks like it."""

import pytest

from kg.errors import QueryError
from kg.query.dialect import adapted, check


@pytest.mark.parametrize("text", ["", "  \n", "// a remark", "/* one */ // two"])
def test_no_query(text: str) -> None:
    with pytest.raises(QueryError, match="the query is empty; write for example: MATCH"):
        check(text)


@pytest.mark.parametrize("word", ["create", "MERGE", "Set", "DELETE", "DETACH", "REMOVE", "FOREACH", "DROP", "LOAD"])
def test_a_write_is_refused_by_its_first_word(word: str) -> None:
    with pytest.raises(QueryError, match=f"^{word.upper()}: kg query only reads"):
        check(f"/* MATCH */ {word} (n)")


@pytest.mark.parametrize("text", ["EXPLAIN MATCH (n) RETURN n", "SHOW INDEXES", "SELECT * FROM n", "(n)", "kg", "🦊"])
def test_other_beginnings(text: str) -> None:
    with pytest.raises(QueryError, match="a query begins with one of CALL, MATCH, OPTIONAL, RETURN, UNWIND, WITH, not"):
        check(text)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("MATCH (n) RETURN n; MATCH (m) RETURN m", "one question at a time"),
        ("MATCH (n) RETURN n ; // done\n RETURN 1", "one question at a time"),
        ("WITH 1 AS x LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", "no files"),
        ("MATCH (n) RETURN n FORMAT CSV", "--format csv"),
        ("CALL db.labels()", "procedures belong to one engine"),
        ("MATCH (n) CALL `db`.labels() YIELD label RETURN label", "procedures belong to one engine"),
        ("MATCH (n) RETURN id(n)", "write n.id"),
        ("MATCH (n) WHERE elementId ( n ) = 'x' RETURN n", "write n.id"),
        ("MATCH ()-[r]->() RETURN startNode(r)", "give the node a name"),
        ("MATCH ()-[r]->() RETURN [endNode(r)]", "give the node a name"),
        ("MATCH (n) RETURN n.type", r"n\.class, labels\(n\) or type\(r\)"),
        ("MATCH (n) RETURN n.`type`", r"n\.class, labels\(n\) or type\(r\)"),
        ("RETURN duration.between(date('2024-01-01'), date('2024-03-01')).days", "compare the dates"),
        ("MATCH (a), (b) WHERE distance(a.point, b.point) < 9 RETURN a", r"point\.distance"),
        ("MATCH p = shortestPath((a)-[*..4 {stance: 'asserted'}]-(b)) RETURN p", "ORDER BY length"),
        ("MATCH p = allShortestPaths((a)-[r* WHERE r.stance = 'x']-(b)) RETURN p", "ORDER BY length"),
        ("MATCH p = shortestPath((a)-[*]-(b)) WHERE none(n IN nodes(p) WHERE n:Place) RETURN p", "ORDER BY length"),
        ("MATCH q=allShortestPaths((a)-[*]-(b)), (c) WHERE a <> b AND length(q) > 2 RETURN q", "ORDER BY length"),
    ],
)
def test_what_means_something_else_on_neo4j(text: str, advice: str) -> None:
    with pytest.raises(QueryError, match=advice):
        check(text)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) RETURN n",
        "match (n) return n;",
        "// who\nMATCH (n) /* all */ RETURN n",
        "OPTIONAL MATCH (n) RETURN n",
        "UNWIND [1] AS x RETURN x",
        "CALL { MATCH (n) RETURN n } RETURN n",
        "MATCH (n) CALL (n) { RETURN 1 AS x } RETURN x",
        "MATCH (n {name: 'CREATE (n); LOAD CSV'}) RETURN n",
        'MATCH (n) WHERE n.name = "it\'s id(n); DELETE" RETURN n',
        "MATCH (n) WHERE n.name = 'it\\'s; id(n)' RETURN n",
        "MATCH (n) WHERE n.id = 'x' RETURN n.id, n.set, n.create",
        "MATCH (n:`id(x); DROP`) RETURN n",
        "MATCH ()-[r]->() RETURN type(r), startNode(r).name, endNode(r).id",
        "MATCH (n) RETURN n {.id, .name}",
        "RETURN $id, $type, $call",
        "WITH 1 AS call RETURN call",
        "WITH 1 AS duration RETURN duration",
        "MATCH (n) RETURN n.name // id(n); x",
        "MATCH (a), (b) WHERE point.distance(a.point, b.point) < 9 RETURN a.distance",
        "MATCH p = shortestPath((a {name: 'x'})-[:knows*..4]-(b)) WHERE a.id <> b.id RETURN length(p), nodes(p)",
        "MATCH (p) MATCH shortestPath((p)-[*]-(b)) WHERE p.name = 'x' RETURN p",
        "MATCH (n) RETURN " + "1 + " * 2000 + "1",
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text", ["RETURN " + "[" * 300 + "]" * 300, "RETURN 1" + " UNION RETURN 1" * 300, "RETURN " + "1+" * 6000]
)
def test_what_is_too_much(text: str) -> None:
    with pytest.raises(QueryError, match="too long or too deeply nested; give lists of values as parameters"):
        check(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("RETURN point.distance(a, b)", "RETURN distance(a, b)"),
        ("RETURN Point . /* metres */ Distance (a, point.distance(b, c))", "RETURN Distance (a, distance(b, c))"),
        ("RETURN 'point.distance(a, b)', a.point.distance, point({x: 1})", None),
        ("RETURN n.point.distance(a) // point.distance(a, b)", None),
    ],
)
def test_a_distance_in_the_words_of_the_engine(text: str, words: str | None) -> None:
    assert adapted(text) == (words or text)
