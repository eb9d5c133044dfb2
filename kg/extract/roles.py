"""Reading a role phrase: "former British Foreign Secretary", "head of the Baku Bar", "Ibrahimov's lawyer".

A role is `[former] [of whom] [modifiers] HEAD [of what]`. It is read from the tokens around its head, since the
parser is often lost among capitalised titles; only appositions and copulas come from the parse.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.extract import bodies
from kg.extract.lexicon import Lexicon, forms
from kg.extract.notes import Notes, Reference
from kg.model import Stance

_COMPLEMENT = frozenset("of for at in to with from".split())
_OPEN_TAGS = frozenset("JJ JJR JJS NN NNS NNP NNPS CD HYPH POS PRP$ AFX".split())
_DONE_TO = frozenset("arrested detained jailed imprisoned convicted accused wounded injured kidnapped murdered".split())
_ADDRESS = frozenset("ayatollah sheikh dr mr mrs ms sir hon".split())  # between a title and its holder
_FORMER = {"ex": "former", "late": "former", "longer": "former", "then": "former"}
_LONGEST = 9
_DESCRIBING_TAGS = frozenset("JJ JJR JJS NN NNP VBG VBN".split())
_DESCRIBING = frozenset({"DT", "JJ", "NN", "VBN"})
_KIND_LENGTH = 6  # tokens from the article to what a body or place is called
_FIELD_LENGTH = 8  # tokens of what an office is about: "for European and Eurasian Affairs"


@dataclass(slots=True)
class Role:
    """A role: its title (tokens `start` to `end`, head at `head`), whose it is, and what it is of."""

    start: int
    end: int
    head: int
    former: str = ""  # what says that it is past: "former", "retired"
    since: int | None = None  # the token that says so
    owners: list[Reference] = field(default_factory=list)  # "Ibrahimov's", "Türkiye's", "British", "Apple"
    complements: list[Reference] = field(default_factory=list)  # "of Azerbaijan", "at Baku State University"

    def title(self, doc: Doc, lexicon: Lexicon) -> str:
        """The words of the title, abbreviations written out."""
        words = [
            lexicon.abbreviations.get(token.lower_, token.text) + token.whitespace_
            for token in doc[self.start : self.end]
        ]
        return " ".join(f"{self.former} {''.join(words)}".split())


def heads(doc: Doc, index: int, lexicon: Lexicon) -> bool:
    """Whether the token heads a role."""
    token = doc[index]
    if token.tag_ == "JJ":  # the tagger's word for "activist" and "theologian" before a name
        return token.lower_ in lexicon.words["occupations"] - lexicon.words["role_adjectives"]
    if not token.tag_.startswith("NN"):
        return False
    kinds = ("positions", "occupations", "kin_spouse", "kin_parent", "kin_child", "kin_sibling", "kin_relative")
    return any(form in lexicon.words[kind] for kind in kinds for form in _singular(token))


def before(doc: Doc, pad: Notes, name: Reference, lexicon: Lexicon) -> Role | None:
    """The role right before a name: "U.S. Secretary of State | Antony Blinken", "economist | Fazil Gasimov"."""
    last = name.start - 1
    first = doc[name.start].sent.start
    while last >= first and (doc[last].text in (".", '"', "“") or doc[last].lower_ in _ADDRESS):
        last -= 1
    if last < first or doc[last].text == ",":
        return None
    field = last >= first + 2 and doc[last].lower_ in lexicon.words["fields"] and doc[last - 1].lower_ in ("of", "for")
    if heads(doc, last, lexicon) and not field:  # but "Secretary for Justice"
        return _read(doc, pad, last, last + 1, name.start, lexicon)
    if doc[last].tag_ not in _OPEN_TAGS:  # "became leader of the Greens after | Ada Roe left"
        return None
    for head in range(last - 1, max(first, last - _FIELD_LENGTH) - 1, -1):
        if doc[head].tag_ not in _OPEN_TAGS and doc[head].lower_ not in ("of", "for", "to", "the", "and"):
            return None
        if heads(doc, head, lexicon) and doc[head + 1].lower_ in ("of", "for", "to"):
            own = all(token.tag_ == "DT" for token in doc[head + 2 : name.start])  # "director for the | Trump campaign"
            return None if own else _read(doc, pad, head, head + 1, name.start, lexicon)
    return None


def behind(doc: Doc, pad: Notes, role: Role, name: Reference, lexicon: Lexicon) -> None:
    """Add what follows the name to the role before it: "Mayor Ada Roe | of New Orleans"."""
    if name.end >= len(doc) or doc[name.end].lower_ != "of" or role.owners or role.complements:
        return
    _, reference = _object(doc, pad, name.end + 1, doc[name.start].sent.end, lexicon)
    ends = reference is not None and (reference.end >= len(doc) or doc[reference.end].pos_ not in ("NOUN", "PROPN"))
    if reference is None or not ends or reference.class_ == "Person" or reference.form != "name":
        return
    if reference.class_ == "Organization" or doc[role.head].lower_ in lexicon.words["rulers"]:
        role.complements.append(reference)


def phrase(doc: Doc, pad: Notes, head: Token, lexicon: Lexicon) -> Role | None:
    """The role that a noun heads, with what follows it: an apposition or what a copula says."""
    if not heads(doc, head.i, lexicon):
        return None
    stop = _clause_end(head)
    if head.dep_ == "conj":  # "founder and chairman of Orion": the parser hangs "of" from either
        stop = max(stop, _clause_end(head.head))
    return _read(doc, pad, head.i, head.i + 1, max(stop, head.i + 1), lexicon)


def _read(doc: Doc, pad: Notes, head: int, end: int, stop: int, lexicon: Lexicon) -> Role:
    """A role with its head at `head`; what belongs to it ends at `stop`."""
    role = Role(head, end, head)
    _read_left(doc, pad, role, lexicon)
    _read_right(doc, pad, role, stop, lexicon)
    if not role.owners and not role.complements:
        _share(doc, pad, role, stop, lexicon)
    return role


def doubt(doc: Doc, role: Role, lexicon: Lexicon) -> Stance | None:
    """What a word before a role makes of it: "an alleged | spy", "self-styled | general", "aspiring | actress"."""
    i, first = role.head - 1, doc[role.head].sent.start
    while i >= max(first, role.head - _LONGEST):
        hyphenated = i - 2 >= first and doc[i - 1].tag_ == "HYPH"
        word = f"{doc[i - 2].lower_}-{doc[i].lower_}" if hyphenated else doc[i].lower_
        if not hyphenated and doc[i].tag_ not in _DESCRIBING_TAGS:
            return None
        if word in lexicon.words["doubted"]:
            return "alleged"
        if word in lexicon.words["prospective"]:
            return "planned"
        i -= 3 if hyphenated else 1
    return None


def _share(doc: Doc, pad: Notes, role: Role, stop: int, lexicon: Lexicon) -> None:
    """Whose two posts at once are: "Orion's founder and | chairman", "founder | and chief executive of Orion"."""
    i, sent = role.start - 1, doc[role.head].sent
    if i > sent.start and doc[i].lower_ == "and" and heads(doc, i - 1, lexicon):
        other = Role(i - 1, i, i - 1)
        _read_left(doc, pad, other, lexicon)
        role.owners += other.owners
    elif role.end < sent.end and doc[role.end].lower_ == "and":
        ahead = range(role.end + 1, min(role.end + 4, sent.end))
        head = next(
            (j for j in ahead if heads(doc, j, lexicon) and (j + 1 == len(doc) or not heads(doc, j + 1, lexicon))), None
        )
        if head is not None and all(pad.at(j) is None for j in range(role.end, head)):
            other = Role(head, head + 1, head)
            _read_right(doc, pad, other, max(stop, _clause_end(doc[head])), lexicon)
            role.complements += other.complements


def _read_left(doc: Doc, pad: Notes, role: Role, lexicon: Lexicon) -> None:
    i, first = role.head - 1, doc[role.head].sent.start
    while i >= max(first, role.head - _LONGEST):
        token, reference, low = doc[i], pad.at(i) or bodies.body(doc[i], pad), doc[i].lower_
        if reference is not None and reference.class_ != "Position":
            role.owners.append(reference)
            i = reference.start - 1
            continue
        if _ends_left(doc, pad, i, first, lexicon):
            break
        if low in lexicon.words["former"]:
            role.since = i
            role.former = _FORMER.get(low.rstrip("-"), low.rstrip("-"))
        elif role.former:
            break
        elif token.tag_ not in ("POS", "PRP$", "CD") and low not in lexicon.words["states"] and not role.owners:
            another = heads(doc, i, lexicon) and low not in lexicon.words["title_modifiers"]  # a deputy may be either
            if another and token.tag_ in ("NNP", "NN") and i < role.head - 1:
                break
            role.start = i
        elif low not in lexicon.words["states"] and role.owners and token.tag_ not in ("POS", "PRP$", "JJ", "HYPH"):
            break
        i -= 1
    while role.start < role.head and (doc[role.start].is_punct or doc[role.start].lower_ == "and"):
        role.start += 1


def _next(doc: Doc, i: int, first: int) -> bool:
    """Whether "then" tells of what came next: "manager and | then president"."""
    return doc[i].lower_ == "then" and i > first and doc[i - 1].lower_ == "and" and doc[i + 1].tag_ != "HYPH"


def _ends_left(doc: Doc, pad: Notes, i: int, first: int, lexicon: Lexicon) -> bool:
    """Whether no role reaches back over this token."""
    token, low = doc[i], doc[i].lower_
    if _next(doc, i, first):
        return True
    if token.tag_ == "POS" and (pad.at(i - 1) or bodies.body(doc[i - 1], pad)) is None:  # "the study's lead author"
        return True
    # "Foreign and Defence Minister", but not "President Donald Marsh and | former President ..."
    joined = low == "and" and doc[i - 1].tag_ in ("NNP", "JJ") and pad.at(i - 1) is None
    known = low in lexicon.words["states"] or low in lexicon.words["former"] or token.text == "Under"
    titled = low in lexicon.words["title_modifiers"] and token.tag_ == "VBG"  # "managing director"
    if (token.tag_ not in _OPEN_TAGS and not known and not joined and not titled) or token.ent_type_ in (
        "DATE",
        "TIME",
    ):
        return True
    if token.is_lower and doc[i + 1].is_title and not known and low not in lexicon.words["title_modifiers"]:
        return token.tag_ in ("NN", "NNS")  # "votes to impeach | President Marsh"
    if low == "dear":  # "Dear Commissioner:"
        return True
    # "police | detained opposition activist Rustam Aliyarli"
    return low in _DONE_TO and i > first and doc[i - 1].tag_ in ("NN", "NNS", "NNP", "NNPS", "PRP")


def _read_right(doc: Doc, pad: Notes, role: Role, stop: int, lexicon: Lexicon) -> None:
    i = role.head + 1
    about = lexicon.union("fields", "bodies_of_office")
    while i < stop and doc[i].lower_ in _COMPLEMENT:
        inner, reference = _object(doc, pad, i + 1, stop, lexicon)
        kind = reference is not None and reference.end < stop and _names_kind(doc[reference.end], reference, lexicon)
        if reference is not None and not kind and reference.end < stop and doc[reference.end].pos_ in ("NOUN", "PROPN"):
            break  # "chairman of the District of Columbia | subcommittee"
        if reference is not None and doc[i].lower_ == "to":  # "Ambassador to Kenya" is one title, of who sent him
            role.end = i = reference.end
        elif reference is not None and reference.class_ == "Place" and reference.form == "nominal":
            break  # an adjective alone: "for European and Eurasian Affairs"
        elif reference is not None and doc[i].lower_ == "in" and role.complements:
            break  # where the body lies: "director of Banco Ribera | in Madrid"
        elif reference is not None and any(token.lower_ not in about for token in doc[inner : reference.end]):
            role.complements.append(reference)
            i = reference.end + int(kind)
        elif doc[i + 1].tag_ == "DT" and doc[inner].is_lower and doc[inner].lower_ not in about:
            break  # "leader of the villainous faction"
        elif doc[i].lower_ in ("of", "for") and role.end == i and (end := _field(doc, pad, inner, stop, about)) > inner:
            role.end = i = end
        else:
            break


def _names_kind(token: Token, reference: Reference, lexicon: Lexicon) -> bool:
    """A common noun behind the name of a body: "chairman of the Musavat | party"."""
    return reference.class_ == "Organization" and token.lower_ in lexicon.words["kinds_of_organization"]


def _kind(doc: Doc, i: int, lexicon: Lexicon) -> bool:
    """A common noun before the name of a body: "editor of the newspaper | Svabodny Kraj"."""
    kinds = lexicon.union("kinds_of_organization", "generic_organizations")
    return doc[i].is_lower and doc[i].lower_ in kinds and doc[i + 1].text[0].isupper()


def _called(doc: Doc, pad: Notes, i: int, stop: int, lexicon: Lexicon) -> int | None:
    """Where a name begins behind what it is: "the national grid operator | KazGrid", "the German town of | Lesk"."""
    kinds = {"Organization": lexicon.words["kinds_of_organization"], "Place": lexicon.words["kinds_of_place"]}
    for j in range(i, min(i + _KIND_LENGTH, stop - 1)):
        name = j + 1 + (doc[j + 1].lower_ == "of")
        reference = pad.at(name) if name < stop and doc[j].is_lower else None
        if reference is not None and reference.form == "name" and doc[j].lower_ in kinds.get(reference.class_, ()):
            return name
        scope = pad.at(j)
        if not (doc[j].tag_ in _DESCRIBING and doc[j].is_lower) and not (scope is not None and scope.class_ == "Place"):
            return None
    return None


def _object(doc: Doc, pad: Notes, i: int, stop: int, lexicon: Lexicon) -> tuple[int, Reference | None]:
    """What a preposition governs: where it begins behind its article, and the name there or behind a person's role."""
    while i < stop and pad.at(i) is None and (doc[i].tag_ in ("DT", "JJ", "PRP$") or _kind(doc, i, lexicon)):
        i += 1
    i = behind_based(doc, pad, i)
    if i < stop and (known := bodies.body(doc[i], pad)) is not None:
        return i, known
    if (called := _called(doc, pad, i, stop, lexicon)) is not None:
        return called, pad.at(called)
    named = (j for j in range(i, min(i + 4, stop)) if (ref := pad.at(j)) is not None and ref.class_ != "Position")
    behind = next(named, i)
    reference = pad.at(behind) if behind < stop else None
    if behind > i and (reference is None or reference.class_ != "Person"):
        return i, None
    return behind, reference


def behind_based(doc: Doc, pad: Notes, i: int) -> int:
    """Where the name begins behind "Boston-based", if that stands here."""
    place = pad.at(i) if i < len(doc) else None
    based = place is not None and [token.lower_ for token in doc[place.end : place.end + 2]] == ["-", "based"]
    return place.end + 2 if place is not None and based else i


def _field(doc: Doc, pad: Notes, i: int, stop: int, about: frozenset[str]) -> int:
    """Where the field of an office ends: "of Foreign Affairs", "of human resources"."""
    while (
        i < stop
        and (pad.at(i) is None or doc[i].lower_ in about)
        and (doc[i].tag_ in ("NN", "NNS", "NNP", "NNPS", "JJ", "CC") and doc[i].ent_type_ != "PERSON")
    ):
        i += 1
    return i - (doc[i - 1].tag_ == "CC")  # "minister for Foreign Affairs | and a figure in"


def _clause_end(head: Token) -> int:
    """Where a noun phrase ends: at a comma, a verb or a relative clause."""
    end = head.right_edge.i + 1
    for token in head.doc[head.i + 1 : end]:
        if (token.is_punct and token.tag_ != "HYPH") or token.tag_ in ("WP", "WDT", "VBD", "VBZ", "VBP", "MD"):
            return token.i
    return end


def _singular(token: Token) -> Iterator[str]:
    yield from forms(token.text)
    if "-" in token.text:
        yield token.lower_.rpartition("-")[2]
