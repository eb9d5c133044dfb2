"""Articles, their publishers, and the places in them that name somebody (Web Annotations)."""

import re
from collections.abc import Iterator, Mapping

from kg.graph.rdf.iris import Iris, web
from kg.graph.rdf.resource import (
    NAME,
    TYPE,
    Fact,
    Resource,
    Term,
    class_,
    literal,
    optional,
    resource,
    term,
    text,
    typed,
)
from kg.model import Article, Mention

_AROUND = 32  # characters of text before and after a mention, by which it is found again in another copy
_MOMENTS = (
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?\Z", re.ASCII), "xsd:dateTime"),
    (re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII), "xsd:date"),
    (re.compile(r"\d{4}-\d\d\Z", re.ASCII), "xsd:gYearMonth"),
    (re.compile(r"\d{4}\Z", re.ASCII), "xsd:gYear"),
)

# There are more mentions than anything else: what all of them share is looked up once, and their lines are written out,
# which takes a third of the time that making facts of them first would.
_ANNOTATION, _SPECIFIC = term("oa:Annotation"), term("oa:SpecificResource")
_POSITION, _QUOTE = term("oa:TextPositionSelector"), term("oa:TextQuoteSelector")
_MOTIVE, _IDENTIFYING, _FORM = map(term, ("oa:motivatedBy", "oa:identifying", "kg:form"))
_BODY, _TARGET, _SOURCE, _SELECTOR = map(term, ("oa:hasBody", "oa:hasTarget", "oa:hasSource", "oa:hasSelector"))
_START, _END, _EXACT, _PREFIX, _SUFFIX = map(term, ("oa:start", "oa:end", "oa:exact", "oa:prefix", "oa:suffix"))


def publisher(name: str, iris: Iris) -> Resource:
    """An outlet, by its name."""
    return resource(iris.at("publisher", name), [(TYPE, term("schema:NewsMediaOrganization")), (NAME, text(name))])


def described(article: Article, copies: Mapping[str, str], entities: list[str], iris: Iris) -> Resource:
    """An article, what it repeats and whom it mentions. Its text is its publisher's, and left out."""
    facts = [*_own(article, copies, iris)]
    facts += [(term("schema:mentions"), iris.at("entity", id_)) for id_ in entities]
    return resource(iris.at("article", article.id), facts)


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


def mention(mention: Mention, article: Article, iris: Iris) -> tuple[Resource, ...]:
    """The annotation of a mention: its entity, and where it stands, by position and by quote."""
    at, id_, start, end = iris.at, mention.id, mention.start, mention.end
    here, selection, position, quote = at("mention", id_), at("selection", id_), at("position", id_), at("quote", id_)
    before, after = article.text[max(start - _AROUND, 0) : start], article.text[end : end + _AROUND]
    annotation = (
        f"{here} {TYPE} {_ANNOTATION} .\n"
        f"{here} {_MOTIVE} {_IDENTIFYING} .\n"
        f"{here} {_BODY} {at('entity', mention.entity)} .\n"
        f"{here} {_TARGET} {selection} .\n"
        f"{here} {_FORM} {text(mention.form)} .\n"
    )
    selected = (
        f"{selection} {TYPE} {_SPECIFIC} .\n"
        f"{selection} {_SOURCE} {at('article', mention.article)} .\n"
        f"{selection} {_SELECTOR} {position} .\n"
        f"{selection} {_SELECTOR} {quote} .\n"
    )
    offsets = (
        f"{position} {TYPE} {_POSITION} .\n{position} {_START} {literal(start)} .\n{position} {_END} {literal(end)} .\n"
    )
    words = (
        f"{quote} {TYPE} {_QUOTE} .\n"
        f"{quote} {_EXACT} {text(mention.text)} .\n"
        f"{quote} {_PREFIX} {text(before)} .\n"
        f"{quote} {_SUFFIX} {text(after)} .\n"
    )
    return (here, annotation), (selection, selected), (position, offsets), (quote, words)


def _moment(published: str) -> Term:
    """A date of publication, typed by how exact it is."""
    for form, name in _MOMENTS:
        if form.match(published):
            return typed(published, name)
    return text(published)
