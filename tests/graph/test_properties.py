"""The property graph."""

from dataclasses import replace

from kg.graph import Graph, nodes, relationships
from kg.model import Article
from kg.query.cypher import query
from tests.records import COPY_ID, HOSTILE_ID


def test_every_node_has_its_class_and_those_above_as_labels(world: Graph) -> None:
    labels = {node.properties["class"]: node.labels for node in nodes(world)}
    assert labels["Protest"] == ("Protest", "Event")
    assert labels["Person"] == ("Person",)
    assert labels["Article"] == ("Article",)


def test_every_relationship_joins_two_nodes(world: Graph) -> None:
    known = {node.id for node in nodes(world)}
    found = list(relationships(world))
    assert len(found) > 20
    assert {end for each in found for end in (each.start, each.end)} <= known
    assert len({each.id for each in found}) == len(found)


def test_an_edge_carries_its_receipts(world: Graph) -> None:
    (denied,) = [each for each in relationships(world) if each.properties.get("stance") == "denied"]
    assert denied.type == "worksFor"
    assert denied.properties["quotes"] == ("Vindal denied that he works for Norrland Oil.",)
    assert denied.properties["articles"] == ("protest.txt",)
    assert denied.properties["sources"] == 1
    assert denied.properties["speakers"] == (denied.start,)


def test_an_article_mentions_whom_it_names(world: Graph) -> None:
    mentions = [each for each in relationships(world) if each.type == "mentions" and each.start == "visit.txt"]
    texts = {text for each in mentions for text in each.properties["texts"]}  # type: ignore[union-attr]
    assert {"Tarek Vindal", "Vindal", "Norway", "Bergen", "Ilse Brandtmoor"} <= texts


def test_articles_keep_what_they_brought(world: Graph) -> None:
    by_id = {node.id: node.properties for node in nodes(world)}
    assert by_id[COPY_ID]["copy_of"] == "visit.txt"
    assert by_id[HOSTILE_ID]["name"] == '</title> "quoted" \x01'
    assert "title" not in by_id["quiet.txt"]


def test_an_article_called_like_an_entity_takes_nothing_from_it(world: Graph) -> None:
    double = replace(world, articles=(*world.articles, Article("gn3143244", "Hello.", title="I am Oslo")))
    ids = [node.id for node in nodes(double)]
    assert len(ids) == len(set(ids))
    places = "MATCH (:Protest)-[:place]->(w) RETURN w.name AS name, labels(w) AS labels"
    assert query(double, places).rows == (("Oslo", ["Place"]),)
    titled = "MATCH (a:Article {id: 'article:gn3143244'}) RETURN a.title AS title"
    assert query(double, titled).rows == (("I am Oslo",),)
