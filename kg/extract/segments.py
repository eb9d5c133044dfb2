"""A run of capitalised words cut into names: behind titles and demonyms, and where a person begins."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.lexicon import Lexicon, forms
from kg.extract.runs import hyphen, is_demonym, organization_head
from kg.text import names, places

_BODIES = frozenset("State Defense Defence Justice Interior Staff Parliament".split())
_MINISTERIAL = frozenset("minister secretary ministers undersecretary".split())


def segments(doc: Doc, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
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
        yield from segments(doc, start, _title_start(doc, start, cut - 1, lexicon), lexicon)
        yield from segments(doc, _behind_field(doc, cut, end), end, lexicon)
    elif (rest := _behind_demonym(doc, start, end)) and not _proper(doc, start, end, lexicon):
        yield start, rest
        yield from segments(doc, rest, end, lexicon)
    elif (person := _person_start(doc, start, end, lexicon) or _behind_post(doc, start, end, lexicon)) is not None:
        yield start, person
        yield person, end
    else:
        yield start, end


def _behind_demonym(doc: Doc, start: int, end: int) -> int:
    """Where a run goes on behind the demonym at its beginning, 0 where there is none: "South African | Leon Botha"."""
    return next((i for i in (start + 1, start + 2) if i < end and is_demonym(doc[start:i])), 0)


def role_word(token: Token, lexicon: Lexicon) -> bool:
    """Whether the word heads a title, an office or an occupation."""
    if token.lower_ == "executive" and token.i + 1 < len(token.doc) and token.nbor(1).text[0].isupper():
        return False  # "Executive Power", "Executive Board"
    if token.pos_ == "ADJ" and token.lower_ in lexicon.words["role_adjectives"]:  # "the official Space Center"
        return False
    titles = lexicon.union("honorifics", "positions")
    occupied = token.lower_ in lexicon.words["occupations"] and not _surname(token)
    return occupied or any(form in titles for form in forms(token.text))


def _surname(token: Token) -> bool:
    """Whether an occupation is somebody's family name: "Barbara Boxer"."""
    inside = token.ent_type_ == "PERSON" and token.ent_iob_ == "I" and token.text[0].isupper()
    return inside and names.is_given_name(token.nbor(-1).text)


def begins_person(token: Token) -> bool:
    """Whether a person's name begins here, by the model or by the lexicon of given names."""
    return (token.ent_type_ == "PERSON" and token.ent_iob_ == "B") or names.is_given_name(token.text)


def _whole(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a run is one name of a body or place, whatever titles and demonyms it has inside."""
    last = doc[end - 1]
    if end - start == 1:
        return False
    text = doc[start:end].text
    if places.lookup(text) or text.lower() in lexicon.metonyms:
        return True
    heads = (i for i in range(start, end - 1) if role_word(doc[i], lexicon))
    if any(begins_person(doc[_behind_field(doc, head + 1, end)]) for head in heads):
        return False
    if any(token.lower_ in ("of", "for") for token in doc[start:end]) and lexicon.has("organizations", doc[start].text):
        return True
    inside = any(doc[i].lower_ in ("of", "for") for i in range(start, end))
    return lexicon.has("organizations", last.text) or (inside and organization_head(doc, start, end, lexicon))


def _title_start(doc: Doc, start: int, head: int, lexicon: Lexicon) -> int:
    """Where the title ending in the role word `head` begins: "Vice Chairman", "Civil Aviation Minister"."""
    i = head
    if i - 1 > start and hyphen(doc[i - 1]):  # "Co-Chair"
        i -= 2
    about = lexicon.union("title_modifiers", "fields")
    while i > start and doc[i - 1].lower_ in about:
        i -= 1
    if doc[head].lower_ in _MINISTERIAL:
        while i > start and not _scope(doc[i - 1]):
            i -= 1
    return i


def _scope(token: Token) -> bool:
    """Whether a word says whose minister it is: "U.S.", "Turkish", "Norway's"."""
    return is_demonym(token) or bool(places.lookup(token.text)) or token.tag_ == "POS"


def _behind_field(doc: Doc, cut: int, end: int) -> int:
    """Where the name begins behind the field of an office: "Commissioner for Human Rights | Michael O'Flaherty"."""
    if doc[cut].lower_ not in ("of", "for"):
        return cut
    return next((i for i in range(cut + 1, end - 1) if begins_person(doc[i])), cut)


def _proper(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a demonym belongs to the name behind it ("Georgian Dream", "Turkish Airlines") and does not say whose
    ministry, court or citizen follows."""
    rest = doc[start + 1 : end]
    if begins_person(rest[0]) or any(token.lower_ in lexicon.words["generic_organizations"] for token in rest):
        return False
    if end < len(doc) and doc[end].lower_ in lexicon.words["kinds_of_organization"]:
        return True
    return doc[start].ent_type_ == "ORG" and doc[start].ent_iob_ == "B" and all(t.ent_iob_ == "I" for t in rest)


def _person_start(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int | None:
    """Where inside a run a person's name begins after something else ("State | Antony Blinken")."""
    for i in range(start + 1, end - 1):
        if doc[i].ent_iob_ == "I" and doc[i].ent_type_ == doc[start].ent_type_ == "PERSON":
            continue
        before = doc[start:i]
        begins = begins_person(doc[i])
        about = doc[i - 1].lower_ in lexicon.words["fields"]  # "Eurasian Affairs | Karen Donfried"
        other = (
            about or before.text in _BODIES or (places.lookup(before.text) and not names.is_given_name(doc[start].text))
        )
        if begins and (about or other or any(lexicon.has("organizations", token.text) for token in before)):
            return i
    return None


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
