"""Articles, their publishers, and the places in them that name somebody (Web Annotations)."""

import re
from collections.abc import Iterator, Mapping

from kg.graph.rdf.iris import Iris, web
from kg.graph.rdf.resource import NAME, TYPE, Fact, Resource, Term, class_, literal, optional, term, text, typed
from kg.model import Article, Mention

_AROUND = 32  # characters of text before and after a mention, by which it is found again in another copy
_MOMENTS = (
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?\Z", re.ASCII), "xsd:dateTime"),
    (re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII), "xsd:date"),
    (re.compile(r"\d{4}-\d\d\Z", re.ASCII), "xsd:gYearMonth"),
    (re.compile(r"\d{4}\Z", re.ASCII), "xsd:gYear"),
)


def publisher(name: str, iris: Iris) -> Resource:
    """An outlet, by its name."""
    return iris.at("publisher", name), [(TYPE, term("schema:NewsMediaOrganization")), (NAME, text(name))]


def described(article: Article, copies: Mapping[str, str], entities: list[str], iris: Iris) -> Resource:
    """An article, what it repeats and whom it mentions. Its text is its publisher's, and left out."""
    facts = [*_own(article, copies, iris)]
    facts += [(term("schema:mentions"), iris.at("entity", id_)) for id_ in entities]
    return iris.at("article", article.id), facts


def _own(article: Article, copies: Mapping[str, str], iris: Iris) -> Iterator[Fact]:
    yield TYPE, class_("Article")
    yield TYPE, term("prov:Entity")
    yield term("schema:identifier"), text(article.id)
    address = web(article.url) if article.url else None
    yield from optional(
        ("schema:headline", text(article.title) if article.title else None),
        ("schema:url", str(address) if address else None),
        ("prov:wasDerivedFrom", str(address) if address else None),
        # what is no web address must not become something that a reader's browser follows
        ("kg:statedUrl", text(article.url) if article.url and not address else None),
        ("schema:datePublished", _moment(article.published) if article.published else None),
        ("schema:publisher", iris.at("publisher", article.source) if article.source else None),
    )
    for author in article.authors:
        yield term("schema:author"), text(author)
    yield from optional(
        ("schema:inLanguage", text(article.language) if article.language else None),
        ("schema:isBasedOn", iris.at("article", copies[article.id]) if article.id in copies else None),
    )


def mention(mention: Mention, article: Article, iris: Iris) -> Iterator[Resource]:
    """The annotation of a mention: its entity, and where it stands, by position and by quote."""
    here = iris.at("mention", mention.id)
    selection, position, quote = (iris.at(kind, mention.id) for kind in ("selection", "position", "quote"))
    before = article.text[max(mention.start - _AROUND, 0) : mention.start]
    after = article.text[mention.end : mention.end + _AROUND]
    yield (
        here,
        [
            (TYPE, term("oa:Annotation")),
            (term("oa:motivatedBy"), term("oa:identifying")),
            (term("oa:hasBody"), iris.at("entity", mention.entity)),
            (term("oa:hasTarget"), selection),
            (term("kg:form"), text(mention.form)),
        ],
    )
    yield (
        selection,
        [
            (TYPE, term("oa:SpecificResource")),
            (term("oa:hasSource"), iris.at("article", mention.article)),
            (term("oa:hasSelector"), position),
            (term("oa:hasSelector"), quote),
        ],
    )
    yield (
        position,
        [
            (TYPE, term("oa:TextPositionSelector")),
            (term("oa:start"), literal(mention.start)),
            (term("oa:end"), literal(mention.end)),
        ],
    )
    yield (
        quote,
        [
            (TYPE, term("oa:TextQuoteSelector")),
            (term("oa:exact"), text(mention.text)),
            (term("oa:prefix"), text(before)),
            (term("oa:suffix"), text(after)),
        ],
    )


def _moment(published: str) -> Term:
    """A date of publication, typed by how exact it is."""
    for form, name in _MOMENTS:
        if form.match(published):
            return typed(published, name)
    return text(published)
