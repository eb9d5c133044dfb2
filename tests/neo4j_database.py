"""What a Neo4j database holds and what it should hold, asked without kg."""

from typing import Any

import neo4j

from kg.graph import Graph, Node, Relationship, nodes, relationships

Dump = tuple[dict[str, Any], dict[str, Any]]


class Database:
    """A look into the database that owes nothing to kg."""

    def __init__(self, driver: neo4j.Driver) -> None:
        self._driver = driver

    def ask(self, text: str, **parameters: object) -> list[list[Any]]:
        return [record.values() for record in self._driver.execute_query(text, parameters).records]

    def one(self, text: str, **parameters: object) -> Any:
        ((value,),) = self.ask(text, **parameters)
        return value

    def dump(self) -> Dump:
        """Labels and properties of every node, then place, type and properties of every relationship."""
        found = self.ask("MATCH (n) RETURN labels(n), properties(n)")
        edges = self.ask("MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)")
        return (
            {known["id"]: (frozenset(labels), _own(known)) for labels, known in found},
            {known["id"]: (start, type_, end, _own(known)) for start, type_, end, known in edges},
        )

    def count(self) -> tuple[int, int]:
        return self.one("MATCH (n) RETURN count(n)"), self.one("MATCH ()-[r]->() RETURN count(r)")


def expected(graph: Graph) -> Dump:
    """The same as `Database.dump`, from the property graph."""
    return (
        {node.id: (frozenset(node.labels), _listed(node)) for node in nodes(graph)},
        {edge.id: (edge.start, edge.type, edge.end, _listed(edge)) for edge in relationships(graph)},
    )


def _own(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value for key, value in properties.items()
        if key not in ("kg_content", "point") and not key.endswith(("_earliest", "_latest"))
    }  # fmt: skip


def _listed(item: Node | Relationship) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in item.properties.items()}
