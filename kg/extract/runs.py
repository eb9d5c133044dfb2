"""Runs of capitalised words, with what may stand inside a name: particles, hyphens, `of`, genitives, numbers."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract.lexicon import Lexicon
from kg.text import names, places

NAMED = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place", "NORP": "Group"}

PARTICLES = frozenset(
    "de del dela della der den di da dos das du la le van von ter ten al el bin ibn ben bint ould san abu oglu qizi "
    "y e".split()
)
ARTICLES = frozenset("al el ul ud ad an ar as ash at az".split())  # Arabic, as in "al-Zahra"
_JOINING = frozenset({"of", "for", "on", "to"})
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov "
    "dec".split()
)
_NEVER = frozenset(
    "i the a an this that these those he she it we they his her its our their you my your mr mrs ms and or but if "
    "in on at by for to from with as of what who when where why how there here not no yes also however meanwhile "
    "then now so such some many most all both each every other another god internet covid-19 am pm dear".split()
)
_OF_PLACES = frozenset("gulf strait district republic sea bay cape isle state kingdom emirate region province".split())
_MOST_DIGITS = 3
_OWNERS = frozenset(
    "people women men children workers lawyers journalists prosecutor president nation citizens".split()
)


def runs(sentence: Span, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Maximal stretches of name words, particles between them, and `of ...` after the head of an organization."""
    doc, i, stop = sentence.doc, sentence.start, sentence.end
    while i < stop:
        if not _nameish(doc[i]):
            i += 1
            continue
        start = _article_before(doc, i, sentence.start)
        i += 1
        while i < stop and (step := _continues(doc, start, i, stop, lexicon)):
            i += step
        yield start, i


def _continues(doc: Doc, start: int, i: int, stop: int, lexicon: Lexicon) -> int:
    """How many tokens at `i` go on with the run that began at `start`; 0 where it ends."""
    token = doc[i]
    if _nameish(token) or _numbered(doc, i, stop, lexicon):
        return 1
    after = doc[i + 1] if i + 1 < stop else None
    if hyphen(token) and after is not None and after.is_alpha:  # "Man-kei Tam"
        return 2
    if token.lower_ in ARTICLES and i + 2 < stop and _article_before(doc, i + 2, start) == i and _nameish(doc[i + 2]):
        return 3
    if after is None or not _nameish(after):
        skipped = i + 2 < stop and token.lower_ in _JOINING and after is not None and after.lower_ == "the"
        return 3 if skipped and _nameish(doc[i + 2]) and organization_head(doc, start, i, lexicon) else 0
    if token.lower_ in PARTICLES or token.text == "&":
        return 2
    if token.lower_ in _JOINING:
        return 2 if _joins(doc, start, i, lexicon) else 0
    if token.tag_ == "POS":
        return 2 if _possessive_name(doc, i, stop, lexicon) else 0
    if token.lower_ == "and":
        return 2 if token.ent_type_ == "ORG" and after.ent_iob_ == "I" else 0
    return 0


def _numbered(doc: Doc, i: int, stop: int, lexicon: Lexicon) -> bool:
    """A number that the model counts to the name: "Kanal 13"."""
    behind = doc[i + 1].pos_ if i + 1 < stop else ""
    inside = doc[i].ent_iob_ == "I" and doc[i].ent_type_ == "ORG"
    inside = inside and not lexicon.has("others", doc[i - 1].text)
    return inside and doc[i].is_digit and len(doc[i]) <= _MOST_DIGITS and behind not in ("NOUN", "PROPN", "ADJ", "SYM")


def _joins(doc: Doc, start: int, i: int, lexicon: Lexicon) -> bool:
    """Whether a preposition goes on with the name of a body: "Ministry of Defence", "Committee to Protect ..."."""
    if doc[i].lower_ == "to":
        return lexicon.has("organizations", doc[i - 1].text) and not places.lookup(doc[i + 1].text)
    of_place = doc[i].lower_ == "of" and doc[i - 1].lower_ in _OF_PLACES
    return of_place or organization_head(doc, start, i, lexicon)


def _article_before(doc: Doc, i: int, first: int) -> int:
    """Where a name begins that an Arabic article in lower case may stand before: "al-Shabaab"."""
    joined = i - 2 >= first and doc[i - 1].text == "-" and not doc[i - 1].whitespace_ and not doc[i - 2].whitespace_
    return i - 2 if joined and doc[i - 2].lower_ in ARTICLES else i


def hyphen(token: Token) -> bool:
    """A hyphen inside a word, unless what follows makes an adjective of the name ("Kremlin-backed")."""
    inside = token.text in ("-", "‐", "–") and not token.whitespace_ and not token.nbor(-1).whitespace_
    after = token.nbor(1) if inside and token.i + 1 < len(token.doc) else None
    return after is not None and (
        after.text[0].isupper() or (after.tag_ not in ("VBN", "VBD", "VBG", "JJ") and len(after) < 6)
    )


def organization_head(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a word such as Ministry or Bank is among the tokens."""
    return any(lexicon.has("organizations", doc[i].text) for i in range(start, end))


def _possessive_name(doc: Doc, i: int, stop: int, lexicon: Lexicon) -> bool:
    """Whether a genitive lies inside a name: "People's Republic", "Prosecutor's Office", "Popular Women's Union"."""
    before, after = doc[i - 1], doc[i + 1] if i + 1 < stop else None
    if after is None or not _nameish(after):
        return False
    inner = before.lower_ in _OWNERS
    return inner or (lexicon.has("positions", before.text) and lexicon.has("organizations", after.text))


def _nameish(token: Token) -> bool:
    text, low = token.text, token.lower_
    if (
        not text[0].isupper()
        or (low in _NEVER and text != "WHO")
        or (low.rstrip(".") in _CALENDAR and token.ent_type_ != "PERSON")
    ):
        return False
    if token.is_sent_start or (token.i > 0 and token.nbor(-1).is_quote):
        return token.pos_ == "PROPN" or token.ent_type_ in NAMED or _familiar(token)
    return (
        "$" not in text and token.pos_ not in ("DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "INTJ")
    ) or token.ent_type_ in NAMED


def _familiar(token: Token) -> bool:
    """A word that opens a sentence and is capitalised anyway."""
    return bool(is_demonym(token) or (len(token) > 2 and token.text.isupper()) or names.is_given_name(token.text))


def is_demonym(words: Token | Span) -> bool:
    """Whether it is the adjective or people of a country: "Czech", "South Korean"."""
    return words.text[:1].isupper() and places.demonym(words.text) is not None
