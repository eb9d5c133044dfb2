"""Where names may stand: runs of capitalised words, cut where a title, a demonym or a genitive ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from kg.extract.lexicon import Lexicon, forms
from kg.text import names, places

NAMED = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place", "NORP": "Group"}

_PARTICLES = frozenset(
    "de del dela della der den di da dos das du la le van von ter ten al el bin ibn ben bint ould san abu oglu qizi "
    "y e".split()
)
_ARTICLES = frozenset("al el ul ud ad an ar as ash at az".split())  # Arabic, as in "al-Zahra"
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
_ADVERBS = frozenset(
    "afterwards afterward later earlier meanwhile yesterday today tonight tomorrow separately additionally recently "
    "previously subsequently instead eventually finally lastly first second third next formerly "
    "currently reportedly".split()
)
_PASSING = frozenset(
    "former current late ex emeritus incumbent voter podcaster".split()
)  # "Former Civic Party lawmaker"
_VERBAL = frozenset("VBD VBN VBZ VB RB IN".split())
_MOST_DIGITS = 3
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `start` to `end` that may be a name; `label` is what the model calls them, `heading` whether they
    stand in a headline, where capitals say little, `shouted` whether all of it is capitals, where they say nothing."""

    start: int
    end: int
    label: str | None
    heading: bool
    shouted: bool = False

    def span(self, doc: Doc) -> Span:
        """The tokens."""
        return doc[self.start : self.end]


def find(doc: Doc, lexicon: Lexicon) -> list[Candidate]:
    """All candidates of a `Doc`, in order, without overlap."""
    found: list[Candidate] = []
    for sentence in doc.sents:
        heading, shouted = is_heading(sentence), is_shouted(sentence)
        for start, end in _runs(sentence, lexicon):
            for a, b in _segments(doc, start, end, lexicon):
                found += _trimmed(doc, a, b, heading, shouted)
    return _peeled(doc, found)


def _peeled(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Without the capitalised word that opens a sentence before a name: "Afterwards | Trump", "Said | Dayton"."""

    def peel(each: Candidate) -> Candidate:
        first = doc[each.start]
        opens = (
            first.is_sent_start
            and each.end - each.start > 1
            and (first.lower_ in _ADVERBS or (first.tag_ in _VERBAL and doc[each.start + 1].tag_ == "NNP"))
        )
        return replace(each, start=each.start + 1) if opens else each

    return list(map(peel, found))


def is_shouted(sentence: Span) -> bool:
    """Whether a sentence of several words is written in capitals."""
    words = [token for token in sentence if token.is_alpha and len(token) > 3]
    return len(words) >= 3 and sum(token.is_upper for token in words) > 0.7 * len(words)


def is_heading(sentence: Span) -> bool:
    """Whether most words of a sentence without a full stop are capitalised, as in headlines."""
    last = next((token for token in reversed(sentence) if not token.is_space), sentence[-1])
    if last.text[-1] in ".!?…":
        return False
    words = [token for token in sentence if token.is_alpha and len(token) > 3]
    capitals = sum(token.text[0].isupper() for token in words)
    return len(words) >= 3 and capitals > 0.7 * len(words)


def is_demonym(token: Token) -> bool:
    """Whether the word is the adjective or people of a country."""
    return token.text[:1].isupper() and places.demonym(token.text) is not None


def role_word(token: Token, lexicon: Lexicon) -> bool:
    """Whether the word heads a title, an office or an occupation."""
    if token.pos_ == "ADJ" and token.lower_ in lexicon.words["role_adjectives"]:  # "the official Space Center"
        return False
    titles = lexicon.words["honorifics"] | lexicon.words["positions"]
    return token.lower_ in lexicon.words["occupations"] or any(form in titles for form in forms(token.text))


def _runs(sentence: Span, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
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
    if _hyphen(token) and after is not None and after.is_alpha:  # "Man-kei Tam"
        return 2
    if token.lower_ in _ARTICLES and i + 2 < stop and _article_before(doc, i + 2, start) == i and _nameish(doc[i + 2]):
        return 3
    if after is None or not _nameish(after):
        skipped = i + 2 < stop and token.lower_ in _JOINING and after is not None and after.lower_ == "the"
        return 3 if skipped and _nameish(doc[i + 2]) and _organization_head(doc, start, i, lexicon) else 0
    if token.lower_ in _PARTICLES or token.text == "&":
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
    return of_place or _organization_head(doc, start, i, lexicon)


def _article_before(doc: Doc, i: int, first: int) -> int:
    """Where a name begins that an Arabic article in lower case may stand before: "al-Shabaab"."""
    joined = i - 2 >= first and doc[i - 1].text == "-" and not doc[i - 1].whitespace_ and not doc[i - 2].whitespace_
    return i - 2 if joined and doc[i - 2].lower_ in _ARTICLES else i


def _hyphen(token: Token) -> bool:
    """A hyphen inside a word, unless what follows makes an adjective of the name ("Kremlin-backed")."""
    inside = token.text in ("-", "‐", "–") and not token.whitespace_ and not token.nbor(-1).whitespace_
    after = token.nbor(1) if inside and token.i + 1 < len(token.doc) else None
    return after is not None and (
        after.text[0].isupper() or (after.tag_ not in ("VBN", "VBD", "VBG", "JJ") and len(after) < 6)
    )


def _organization_head(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    return any(lexicon.has("organizations", doc[i].text) for i in range(start, end))


def _possessive_name(doc: Doc, i: int, stop: int, lexicon: Lexicon) -> bool:
    """Whether a genitive lies inside a name: "People's Republic", "Prosecutor's Office", "Popular Women's Union"."""
    before, after = doc[i - 1], doc[i + 1] if i + 1 < stop else None
    if after is None or not _nameish(after):
        return False
    inner = before.lower_ in (
        "people",
        "women",
        "men",
        "children",
        "workers",
        "lawyers",
        "journalists",
        "prosecutor",
        "president",
        "nation",
        "citizens",
    )
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


def _segments(doc: Doc, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """A run cut into names: after titles, after a leading demonym, where the model sees a person begin."""
    while end > start and role_word(doc[end - 1], lexicon) and not _whole(doc, start, end, lexicon):
        end = _title_start(doc, start, end - 1, lexicon)
    if end <= start:
        return
    if _whole(doc, start, end, lexicon):
        yield start, end
        return
    cut = next((i + 1 for i in range(end - 2, start - 1, -1) if role_word(doc[i], lexicon)), None)
    if cut is not None:
        yield from _segments(doc, start, _title_start(doc, start, cut - 1, lexicon), lexicon)
        yield from _segments(doc, _behind_field(doc, cut, end), end, lexicon)
    elif end - start > 1 and is_demonym(doc[start]) and not _proper(doc, start, end, lexicon):
        yield start, start + 1
        yield from _segments(doc, start + 1, end, lexicon)
    elif (person := _person_start(doc, start, end, lexicon) or _behind_post(doc, start, end, lexicon)) is not None:
        yield start, person
        yield person, end
    else:
        yield start, end


def _behind_field(doc: Doc, cut: int, end: int) -> int:
    """Where the name begins behind the field of an office: "Commissioner for Human Rights | Michael O'Flaherty"."""
    if doc[cut].lower_ not in ("of", "for"):
        return cut
    return next((i for i in range(cut + 1, end - 1) if _begins_person(doc[i])), cut)


def _proper(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a demonym belongs to the name behind it ("Georgian Dream", "Turkish Airlines") and does not say whose
    ministry, court or citizen follows."""
    rest = doc[start + 1 : end]
    if _begins_person(rest[0]) or any(token.lower_ in lexicon.words["generic_organizations"] for token in rest):
        return False
    if end < len(doc) and doc[end].lower_ in lexicon.words["kinds_of_organization"]:
        return True
    return doc[start].ent_type_ == "ORG" and doc[start].ent_iob_ == "B" and all(t.ent_iob_ == "I" for t in rest)


def _behind_post(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int | None:
    """Where a person begins behind what an office is of: "Director of National Intelligence | John Ratcliffe",
    "Prime Minister of India | Narendra Modi", whatever the given name."""
    if start < 2 or doc[start - 1].lower_ not in ("of", "for") or not role_word(doc[start - 2], lexicon):
        return None
    i = start
    while i < end and doc[i].lower_ in lexicon.words["fields"]:
        i += 1
    if i == start:
        scopes = (j for j in range(end - 2, start, -1) if places.lookup(doc[start:j].text))
        i = next(scopes, start)
    return i if start < i <= end - 2 else None


def _begins_person(token: Token) -> bool:
    return (token.ent_type_ == "PERSON" and token.ent_iob_ == "B") or names.is_given_name(token.text)


def _title_start(doc: Doc, start: int, head: int, lexicon: Lexicon) -> int:
    """Where the title ending in the role word `head` begins: "Vice Chairman", "Civil Aviation Minister"."""
    i = head
    if i - 1 > start and _hyphen(doc[i - 1]):  # "Co-Chair"
        i -= 2
    about = lexicon.words["title_modifiers"] | lexicon.words["fields"]
    while i > start and doc[i - 1].lower_ in about:
        i -= 1
    if doc[head].lower_ in ("minister", "secretary", "ministers", "undersecretary"):
        while (
            i > start and not is_demonym(doc[i - 1]) and not places.lookup(doc[i - 1].text) and doc[i - 1].tag_ != "POS"
        ):
            i -= 1
    return i


def _whole(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a run is one name of a body or place, whatever titles and demonyms it has inside."""
    last = doc[end - 1]
    if end - start == 1:
        return False
    text = doc[start:end].text
    if places.lookup(text) or text.lower() in lexicon.metonyms:
        return True
    heads = (i for i in range(start, end - 1) if role_word(doc[i], lexicon))
    if any(_begins_person(doc[_behind_field(doc, head + 1, end)]) for head in heads):
        return False
    if any(token.lower_ in ("of", "for") for token in doc[start:end]) and lexicon.has("organizations", doc[start].text):
        return True
    inside = any(doc[i].lower_ in ("of", "for") for i in range(start, end))
    return lexicon.has("organizations", last.text) or (inside and _organization_head(doc, start, end, lexicon))


def _person_start(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int | None:
    """Where inside a run a person's name begins after something else ("State | Antony Blinken")."""
    for i in range(start + 1, end - 1):
        if doc[i].ent_iob_ == "I" and doc[i].ent_type_ == doc[start].ent_type_ == "PERSON":
            continue
        before = doc[start:i]
        begins = _begins_person(doc[i])
        other = before.text in ("State", "Defense", "Defence", "Justice", "Interior", "Staff", "Parliament") or (
            places.lookup(before.text) and not names.is_given_name(doc[start].text)
        )
        if begins and (other or any(lexicon.has("organizations", token.text) for token in before)):
            return i
    return None


def _trimmed(doc: Doc, start: int, end: int, heading: bool, shouted: bool) -> Iterator[Candidate]:
    while start < end and (not _WORD.search(doc[start].text) or doc[start].lower_ in ("the", "a")):
        start += 1
    while start < end - 1 and doc[start].lower_ in _PASSING and not _begins_person(doc[start]):
        start += 1
    while end > start and (not _WORD.search(doc[end - 1].text) or doc[end - 1].tag_ in ("POS", "CC", "IN")):
        end -= 1
    while (
        start < end and doc[start].is_lower and doc[start].lower_ not in _ARTICLES | _PARTICLES
    ):  # "President-elect Joe Biden"
        start += 1
    if end > start and any(token.text[0].isupper() for token in doc[start:end]):
        yield Candidate(start, end, _label(doc, start, end), heading, shouted)


def _label(doc: Doc, start: int, end: int) -> str | None:
    """The model's class for most of these tokens."""
    counts: dict[str, int] = {}
    for token in doc[start:end]:
        if token.ent_type_ in NAMED:
            counts[token.ent_type_] = counts.get(token.ent_type_, 0) + 1
    if not counts:
        return None
    best = max(sorted(counts), key=counts.__getitem__)
    return NAMED[best] if counts[best] * 2 >= end - start else None
