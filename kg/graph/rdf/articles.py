"""Articles, their publishers, and the places in them that name somebody (Web Annotations)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from kg.graph.rdf.forms import Form, gap, number, words
from kg.graph.rdf.iris import Iris, Kind, segment, segments, web
from kg.graph.rdf.resource import (
    NAME,
    TYPE,
    Fact,
    Term,
    class_,
    escaped,
    optional,
    term,
    text,
    typed,
    written,
)
from kg.model import Article
from kg.store import Mentioned

_TOGETHER = 50  # mentions written at a time, some 100 kB
_AROUND = 32  # characters of text before and after a mention, by which it is found again in another copy
_MOMENTS = (
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?\Z", re.ASCII), "xsd:dateTime"),
    (re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII), "xsd:date"),
    (re.compile(r"\d{4}-\d\d\Z", re.ASCII), "xsd:gYearMonth"),
    (re.compile(r"\d{4}\Z", re.ASCII), "xsd:gYear"),
)

_NODES: tuple[Kind, ...] = ("mention", "selection", "position", "quote")
_GAPS = ("id", "entity", "text", "form", "before", "after", "article", "start", "end")


def publisher(name: str, iris: Iris) -> str:
    """An outlet, by its name."""
    return written(iris.at("publisher", name), [(TYPE, term("schema:NewsMediaOrganization")), (NAME, text(name))])


def described(article: Article, copies: Mapping[str, str], entities: list[str], iris: Iris) -> str:
    """An article, what it repeats and whom it mentions. Its text is its publisher's, and left out."""
    named = [(term("schema:mentions"), iris.at("entity", id_)) for id_ in entities]
    return written(iris.at("article", article.id), [*_own(article, copies, iris), *named])


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


class Mentions:
    """Writes mentions as annotations: each with its entity, and where it stands, by position and by quote."""

    def __init__(self, iris: Iris) -> None:
        self._form = Form(_annotation(iris), _GAPS)

    def within(self, article: Article, found: Iterable[Mentioned]) -> Iterator[str]:
        """All that is said of the mentions of an article, as lines, some mentions at a time."""
        words, here, rest = article.text, [segment(article.id)], iter(found)
        while some := list(islice(rest, _TOGETHER)):
            ids, _, starts, ends, texts, forms, _, entities = zip(*some, strict=True)
            before = [words[start - _AROUND if start > _AROUND else 0 : start] for start in starts]
            after = [words[end : end + _AROUND] for end in ends]
            names = map(segments, (ids, entities))
            quotes = map(escaped, (texts, forms, before, after))
            yield self._form.all_filled((*names, *quotes, here * len(some), [*map(str, starts)], [*map(str, ends)]))


def _annotation(iris: Iris) -> str:
    here, selection, position, quote = (iris.ending(kind, gap("id")) for kind in _NODES)
    facts: dict[Term, list[Fact]] = {
        here: [
            (TYPE, term("oa:Annotation")),
            (term("oa:motivatedBy"), term("oa:identifying")),
            (term("oa:hasBody"), iris.ending("entity", gap("entity"))),
            (term("oa:hasTarget"), selection),
            (term("kg:form"), words("form")),
        ],
        selection: [
            (TYPE, term("oa:SpecificResource")),
            (term("oa:hasSource"), iris.ending("article", gap("article"))),
            (term("oa:hasSelector"), position),
            (term("oa:hasSelector"), quote),
        ],
        position: [
            (TYPE, term("oa:TextPositionSelector")),
            (term("oa:start"), number("start")),
            (term("oa:end"), number("end")),
        ],
        quote: [
            (TYPE, term("oa:TextQuoteSelector")),
            (term("oa:exact"), words("text")),
            (term("oa:prefix"), words("before")),
            (term("oa:suffix"), words("after")),
        ],
    }
    return "".join(written(subject, said) for subject, said in facts.items())


def _moment(published: str) -> Term:
    """A date of publication, typed by how exact it is."""
    for form, name in _MOMENTS:
        if form.match(published):
            return typed(published, name)
    return text(published)
