"""Component `kg_bylines`: the people who signed a story, as staff of the outlet that the story names as its own.

"TURAN's Washington correspondent reports" and one signature under the story say who that correspondent is: the
phrase becomes a nominal mention of the author, and the sentence is the receipt.
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extract.notes import Cluster, Draft, Filler, Notes, Reference, notes
from kg.model import Article

EXTRACTOR = "kg/bylines"

_STAFF = frozenset("correspondent reporter".split())
_CONFIDENCE = 0.8


@Language.component("kg_bylines")
def find_authors(doc: Doc) -> Doc:
    """Draft `worksFor` for the one author of every story that speaks of its outlet's correspondent."""
    pad = notes(doc)
    for number, item in enumerate(pad.article.items):
        if len(item.authors) == 1:
            for noun, outlet in _correspondents(doc, pad, number):
                _draft(pad, noun, outlet, author(pad, item.authors[0], number))
                break
    return doc


def signatures(article: Article) -> Iterator[tuple[int, int, str, int]]:
    """Where the authors' names stand in the by-lines: start, end, name and the number of the story."""
    for removed in article.removed:
        if removed.reason != "byline":
            continue
        line = article.text[removed.start : removed.end]
        for number, item in enumerate(article.items):
            if item.start <= removed.start <= item.end:
                for name in item.authors:
                    at = line.casefold().find(name.casefold())
                    if at >= 0:
                        yield removed.start + at, removed.start + at + len(name), name, number


def _correspondents(doc: Doc, pad: Notes, item: int) -> Iterator[tuple[Token, Reference]]:
    """The first "OUTLET's [PLACE] correspondent" of a story that is the subject of a verb of reporting."""
    for token in doc:
        if token.lower_ not in _STAFF or pad.item_of(token) != item:
            continue
        i = token.i - 1
        while i > token.sent.start and (doc[i].tag_ in ("JJ", "NN", "NNP", "NNPS", "HYPH") or doc[i].text == "."):
            i -= 1
        outlet = pad.at(i - 1) if doc[i].tag_ == "POS" else None
        if outlet is not None and outlet.class_ == "Organization":
            yield token, outlet


def author(pad: Notes, name: str, item: int) -> Cluster:
    """Whom the story calls by the name that it is signed with, else a person whom only that names."""
    known = (ref.cluster for ref in pad.references if ref.class_ == "Person")
    return next(
        (cluster for cluster in known if cluster.name.casefold() == name.casefold()), Cluster("Person", name, item)
    )


def _draft(pad: Notes, noun: Token, outlet: Reference, author: Cluster) -> None:
    start = outlet.start
    pad.add(Reference(start, noun.i + 1, noun.i, "Person", "nominal", author))
    who, body = Filler(start, noun.i + 1, author), Filler(outlet.start, outlet.end, outlet.cluster)
    pad.drafts.append(Draft(who, "worksFor", body, _CONFIDENCE, EXTRACTOR))
