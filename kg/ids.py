"""Content-derived identifiers: the same input gives the same id on every machine.

Every id starts with a letter, so that it is a valid local name in RDF, XML and Cypher alike.
"""

import hashlib
import unicodedata

_DIGITS = 16


def digest(*parts: str) -> str:
    """16 hexadecimal digits (64 bits) of SHA-256 over the parts; their order and number count."""
    return short("\x1f".join([f"{len(part)}:{part}" for part in parts]))


def short(text: str) -> str:
    """16 hexadecimal digits of SHA-256 over a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def article_id(url: str | None, text: str) -> str:
    """The id of an article that brought none: from its URL where it has one, else from its text."""
    return "a" + (digest("url", url) if url else digest("text", text))


def entity_id(article: str, class_: str, head: str, ordinal: int = 0) -> str:
    """A local entity: one article's view of somebody or something.

    `head` is the name (or trigger) that stands for it, `ordinal` tells namesakes apart. Letter case and
    compatibility forms do not count, so that a decision about the entity survives re-extraction.
    """
    normal = " ".join(unicodedata.normalize("NFKC", head).casefold().split())
    return "e" + digest("entity", article, class_, normal, str(ordinal))


def mention_id(article: str, start: int, end: int, form: str) -> str:
    """A mention is its place in the article's text."""
    return "m" + digest("mention", article, str(start), str(end), form)


def statement_id(
    subject: str, predicate: str, filler: str, article: str, spans: tuple[int, ...], extractor: str
) -> str:
    """A statement's content hash. `filler` is the object's id or the literal value.

    The extractor's version is left out (`name@version` counts as `name`), so that a better one updates
    what it said before in place of saying it twice.
    """
    name = extractor.partition("@")[0]
    return "s" + digest("statement", subject, predicate, filler, article, *map(str, spans), name)
