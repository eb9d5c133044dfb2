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

# There are more mentions than anything else: what all of them share is looked up once.
_ANNOTATION = ((TYPE, term("oa:Annotation")), (term("oa:motivatedBy"), term("oa:identifying")))
_SPECIFIC = TYPE, term("oa:SpecificResource")
_POSITION, _QUOTE = ((TYPE, term(f"oa:Text{kind}Selector")) for kind in ("Position", "Quote"))
_BODY, _TARGET, _SOURCE, _SELECTOR = map(term, ("oa:hasBody", "oa:hasTarget", "oa:hasSource", "oa:hasSelector"))
_START, _END, _EXACT, _PREFIX, _SUFFIX = map(term, ("oa:start", "oa:end", "oa:exact", "oa:prefix", "oa:suffix"))
_FORM = term("kg:form")


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
    selection, position, quote = (iris.at(kind, mention.id) for kind in ("selection", "position", "quote"))
    body, source = iris.at("entity", mention.entity), iris.at("article", mention.article)
    before = article.text[max(mention.start - _AROUND, 0) : mention.start]
    after = article.text[mention.end : mention.end + _AROUND]
    form = (_FORM, text(mention.form))
    yield iris.at("mention", mention.id), [*_ANNOTATION, (_BODY, body), (_TARGET, selection), form]
    yield selection, [_SPECIFIC, (_SOURCE, source), (_SELECTOR, position), (_SELECTOR, quote)]
    yield position, [_POSITION, (_START, literal(mention.start)), (_END, literal(mention.end))]
    yield quote, [_QUOTE, (_EXACT, text(mention.text)), (_PREFIX, text(before)), (_SUFFIX, text(after))]


def _moment(published: str) -> Term:
    """A date of publication, typed by how exact it is."""
    for form, name in _MOMENTS:
        if form.match(published):
            return typed(published, name)
    return text(published)
