"""What nodes and relationships are called where they are drawn."""

from kg.graph import Node, Relationship


def of_node(node: Node) -> str:
    """Its name."""
    return str(node.properties["name"])


def of_relationship(edge: Relationship) -> str:
    """Its type, and its stance unless it is asserted: what is denied must not look like a fact."""
    stance = edge.properties.get("stance", "asserted")
    return edge.type if stance == "asserted" else f"{edge.type} ({stance})"
