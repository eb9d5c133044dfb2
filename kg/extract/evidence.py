"""What speaks for a candidate being a person, an organization or a place; each feature is one plain function.

A feature yields `(class, weight)`. Weights are log-odds by eye, kept to halves and tuned on the development half of
the corpora by `scripts/evaluate`; what matters is their order: titles and heads of names beat the gazetteer, the
gazetteer beats the model, and one clear witness beats the model's habit.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.extract import lines
from kg.extract.candidates import CLASSES, Candidate
from kg.extract.lexicon import Lexicon
from kg.extract.runs import is_demonym
from kg.extract.segments import role_word
from kg.text import names, places

Vote = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """A candidate before the features: its document, its tokens, their text and the word lists."""

    doc: Doc
    candidate: Candidate
    words: Lexicon
    span: Span
    text: str


Feature = Callable[[Case], Iterator[Vote]]

_ANIMATE_VERBS = frozenset(
    "say tell add argue insist recall admit believe think explain write live die marry bear".split()
)
_DONE_TO_PEOPLE = frozenset(
    "appoint nominate elect arrest detain sentence jail imprison kidnap abduct deport marry bear behead pardon kill "
    "murder assassinate".split()
)
_REPORTING_VERBS = frozenset("report".split())
_INNER_CAPITAL = re.compile(r"(?!Mc|Mac|De|Di|La|Le|Fitz)[A-Z][a-z]+[A-Z]\w*")
_FAMILY_SUFFIX = re.compile(
    r"(?:[oe]va?|yeva?|[ou]lu|l[iı]|zad[ae]h?|o[gğ]lu|shvili|dze|yan|yants|enko|chuk|sk[iy]y?|skaya|vich|vi[cć]|i[cć]|escu|"
    r"sson|dottir|poulos|akis|idis|nen|zai)\Z"
)
_OFFICERS = frozenset("ceo cfo coo cto founder co-founder chairman chairwoman executive boss editor".split())
_STORMS = frozenset("typhoon hurricane storm cyclone tropical operation".split())
_OF_BODIES = frozenset("found establish acquire headquarter base incorporate nationalise nationalize dissolve".split())
_LOCATIVE = frozenset("in at near from across throughout inside outside around".split())
_STAFF = frozenset("correspondent correspondents reporter reporters journalist journalists bureau newsroom".split())
_OTHER_LABELS = frozenset("PRODUCT EVENT WORK_OF_ART LAW LANGUAGE MONEY QUANTITY".split())
_PERSONAL = frozenset("who whom whose".split())
_KIN = ("kin_spouse", "kin_parent", "kin_child", "kin_sibling")
_BEFORE_ITS_NAME = frozenset("lake mount gulf strait cape fort port".split())  # Strait of Hormuz, Fort Worth


def model(case: Case) -> Iterator[Vote]:
    """The classes that the trained reader sees, or the one that the model's own recognizer gave; worth little in
    headlines."""
    each = case.candidate
    if each.votes and not each.heading:
        yield from each.votes
    elif each.label in CLASSES:
        yield each.label, 0.3 if each.heading else 1.0


def gazetteer(case: Case) -> Iterator[Vote]:
    """A known place: countries certainly, towns that are words or people's names less so."""
    text = case.text
    found = places.lookup(text)
    if not found:
        return
    first = found[0]
    if first.kind in ("country", "macroregion"):
        yield "Place", 3.0
    elif places.ambiguous(text):
        # Washington, which the reader may take for a man where the city speaks: with 1.5 he won in one of the seeds.
        yield "Place", 2.5 if first.population >= 500_000 else 0.5
    else:
        yield "Place", 2.6 if first.population >= 50_000 or first.kind == "region" else 1.0


def metonym(case: Case) -> Iterator[Vote]:
    """Names that are always the same kind of thing: the White House, the Kremlin."""
    class_ = case.words.metonyms.get(case.text.lower())
    if class_:
        yield class_, 5.0


def organization_head(case: Case) -> Iterator[Vote]:
    """A word such as Ministry, Court, Bank or Inc. in the name."""
    span = case.span
    if case.words.has("organizations", span[-1].text) or (
        any(t.lower_ in ("of", "for", "on") for t in span)
        and any(case.words.has("organizations", t.text) for t in span)
    ):
        yield "Organization", 3.5
    elif len(span) > 2 and any(case.words.has("organizations", t.text) for t in span):
        yield "Organization", 1.0


def other_head(case: Case) -> Iterator[Vote]:
    """A word such as Act, Prize or Cup at the end, or another class in the model's eyes: no name of ours."""
    span = case.span
    storm = len(span) > 1 and span[0].lower_ in _STORMS
    if storm or (case.words.has("others", span[-1].text) and span[0].ent_type_ != "PERSON"):
        yield "Organization", -3.0
        yield "Person", -3.0
        yield "Place", -3.0
    elif span.root.ent_type_ in _OTHER_LABELS:
        yield "Organization", -1.0
        yield "Place", -0.5


def kind(case: Case) -> Iterator[Vote]:
    """A common noun beside it that says what it is: "the agency X", "the X party", "the village of X"."""
    doc, start, end = case.doc, case.candidate.start, case.candidate.end
    before = doc[start - 1] if start else None
    if before is not None and before.lower_ == "of" and start > 1 and doc[start - 2].text.islower():
        if case.words.has("kinds_of_place", doc[start - 2].text):
            yield "Place", 2.0
        return
    beside = [before, doc[end] if end < len(doc) else None]
    if beside[1] is not None and beside[1].lower_ == "news" and end + 1 < len(doc):  # "the Kaspi news agency"
        beside[1] = doc[end + 1]
    for word in beside:
        if word is None or not word.text.islower() or not word.tag_.startswith("NN"):
            continue
        if word.lower_ in case.words.words["kinds_of_organization"]:
            yield "Organization", 2.0
        elif word.lower_ in case.words.words["kinds_of_place"]:
            yield "Place", 2.0


def staffed(case: Case) -> Iterator[Vote]:
    """Whose officer is named behind it: "Tesla CEO Elon Musk"."""
    doc, end = case.doc, case.candidate.end
    if end + 1 < len(doc) and doc[end].lower_ in _OFFICERS and doc[end + 1].text[0].isupper():
        yield "Organization", 2.0


def office_of(case: Case) -> Iterator[Vote]:
    """What a post is of: companies have chairmen and correspondents, towns have mayors."""
    doc, i = case.doc, case.candidate.start - 1
    if i >= 0 and doc[i].lower_ in ("the", "a"):
        i -= 1
    if i < 1 or doc[i].lower_ not in ("of", "at", "for"):
        return
    post, lists = doc[i - 1].lower_, case.words.words
    if post in lists["posts_of_bodies"] or post in lists["parts_of_bodies"]:
        yield "Organization", 2.0
    elif post in lists["posts_of_places"]:
        yield "Place", 1.5


def business(case: Case) -> Iterator[Vote]:
    """What happens to bodies only, and what they own: "X, which was founded ...", "X's headquarters"."""
    root, doc, end = case.span.root, case.doc, case.candidate.end
    founded = any(child.dep_ == "relcl" and child.lemma_ in _OF_BODIES for child in root.children)
    if founded or (root.dep_ in ("nsubjpass", "dobj") and root.head.lemma_ in _OF_BODIES):
        yield "Organization", 1.5
    owned = doc[end + 1] if end + 1 < len(doc) and doc[end].tag_ == "POS" else None
    beside = doc[end] if end < len(doc) else None
    if any(word is not None and word.lower_ in case.words.words["parts_of_bodies"] for word in (owned, beside)):
        yield "Organization", 1.5


def ranked(case: Case) -> Iterator[Vote]:
    """A town, or nobody's name, in a row of a table of results is a team; a country stays a country."""
    place = next(iter(places.lookup(case.text)), None)
    if case.candidate.label != "Person" and (place is None or place.kind != "country") and lines.ranked(case.span):
        yield "Organization", 6.0


def agency(case: Case) -> Iterator[Vote]:
    """The agency in a dateline."""
    if lines.agency(case.span):
        yield "Organization", 3.0


def from_country(case: Case) -> Iterator[Vote]:
    """Whose country stands in brackets behind a full name, as in lists of results: "Lena Storm ( Norway )"."""
    end = case.candidate.end
    rest = case.doc[end : end + 6]
    close = next((i for i, token in enumerate(rest) if token.text == ")"), 0)
    if len(case.span) > 1 and close > 1 and rest[0].text == "(":
        place = next(iter(places.lookup(rest[1:close].text)), None)
        if place is not None and place.kind in ("country", "region"):
            yield "Person", 2.0


def told(case: Case) -> Iterator[Vote]:
    """Newsrooms are told things, and places are not."""
    root = case.span.root
    if root.dep_ in ("dobj", "dative") and root.head.lemma_ == "tell":
        yield "Organization", 1.0
        yield "Place", -1.0


def place_head(case: Case) -> Iterator[Vote]:
    """A word such as River, Province or Street in the name."""
    span = case.span
    if len(span) > 1 and (case.words.has("places", span[-1].text) or span[0].lower_ in _BEFORE_ITS_NAME):
        yield "Place", 2.5


def given_name(case: Case) -> Iterator[Vote]:
    """A given name, alone or before others."""
    span = case.span
    if names.is_given_name(span[0].text):
        yield "Person", 2.2 if len(span) > 1 else 0.5
    joined = case.doc[span.end : span.end + 3]
    if len(span) == 1 and len(joined) == 3 and joined[0].lower_ == "and" and joined[2].text[0].isupper():
        people = joined[1].ent_type_ == joined[2].ent_type_ == "PERSON" or names.is_given_name(joined[1].text)
        if people:
            yield "Person", 1.5  # "Huseyn and Ziyaddin Safarov"


def family_suffix(case: Case) -> Iterator[Vote]:
    """A word before a family name as Slavs, Turks, Georgians, Armenians, Greeks and others form it: "Igbal Abilov"."""
    last = case.span[-1].text
    if 1 < len(case.span) < 5 and len(last) > 4 and _FAMILY_SUFFIX.search(last) and not _bodily(case):
        yield "Person", 1.0


def suffered(case: Case) -> Iterator[Vote]:
    """Whom cases, arrests and verdicts are about: "the trial of X"."""
    doc, i = case.doc, case.candidate.start - 1
    if i > 0 and doc[i].lower_ == "of" and doc[i - 1].lower_ in case.words.words["suffered"]:
        yield "Person", 1.0


def acronym(case: Case) -> Iterator[Vote]:
    """Capitals only, in a text that is not all capitals."""
    span = case.span
    text = case.text
    if text.lower() in case.words.words["acronyms_of_things"] or places.us_state(text):
        yield "Organization", -2.0
    elif len(span) == 1 and text.isupper() and text.isalpha() and 2 <= len(text) <= 8 and not span.sent.text.isupper():
        yield "Organization", 1.5


def inner_capital(case: Case) -> Iterator[Vote]:
    """A capital within a word: SpaceX, TechCrunch; not McGuinness or O'Brien."""
    if len(case.span) == 1 and _INNER_CAPITAL.fullmatch(case.text):
        yield "Organization", 1.5


def title(case: Case) -> Iterator[Vote]:
    """A title, office or occupation right before: "President X", "economist X", "Secretary of State X"."""
    if case.candidate.start == 0:
        return
    before = case.doc[case.candidate.start - 1]
    if _bodily(case):
        return  # "Chairman | Committee on Finance"
    if case.words.has("trades", before.text) and not names.is_given_name(case.span[0].text):
        yield "Organization", 1.0  # "property developer Echo Investment"
        return
    if role_word(before, case.words) or (
        before.text == "." and case.candidate.start > 1 and role_word(case.doc[case.candidate.start - 2], case.words)
    ):
        yield "Person", 3.0
    elif (
        case.candidate.start > 2
        and case.doc[case.candidate.start - 2].lower_ == "of"
        and role_word(case.doc[case.candidate.start - 3], case.words)
    ):
        yield "Person", 2.0 if case.candidate.label == "Person" or len(case.span) > 1 else 0.0


def kin(case: Case) -> Iterator[Vote]:
    """Who is introduced as somebody's kin: "his wife, Debra"."""
    doc, i = case.doc, case.candidate.start - 1
    if i > 0 and doc[i].text == ",":
        i -= 1
    if i > 0 and any(doc[i].lower_ in case.words.words[kind] for kind in _KIN):
        owned = any(child.dep_ == "poss" for child in doc[i].children)
        yield "Person", 1.5 if owned else 0.5


def apposition(case: Case) -> Iterator[Vote]:
    """What follows a comma: an age, a relative clause about a person, a role."""
    rest = case.doc[case.candidate.end : case.candidate.end + 6]
    if len(rest) < 2 or rest[0].text != ",":
        return
    if rest[1].like_num and len(rest) > 2 and rest[2].text in (",", "."):
        yield "Person", 2.0
    elif rest[1].lower_ in _PERSONAL:
        yield "Person", 1.5
    elif rest[1].lower_ in ("a", "an", "the") and any(role_word(token, case.words) for token in rest[2:]):
        yield "Person", 1.0


def genitive(case: Case) -> Iterator[Vote]:
    """What is owned: lawyers and wives have people behind them, correspondents have a newsroom."""
    if case.candidate.end + 1 >= len(case.doc) or case.doc[case.candidate.end].tag_ != "POS":
        return
    for token in case.doc[case.candidate.end + 1 : case.candidate.end + 4]:
        if token.lower_ in _STAFF:
            yield "Organization", 3.0
            return
        if token.lower_.startswith("lawyer") or any(token.lower_ in case.words.words[kind] for kind in _KIN):
            yield "Person", 2.0
            return


def clause(case: Case) -> Iterator[Vote]:
    """What it does, and where it stands in the sentence."""
    root = case.span.root
    if root.dep_ == "nsubj" and root.head.pos_ == "VERB":
        lemma = root.head.lemma_
        if lemma in _REPORTING_VERBS and root.head.dep_ in ("ROOT", "ccomp", "parataxis"):
            yield "Organization", 1.5
            yield "Place", -1.0
        elif lemma in _ANIMATE_VERBS:
            yield "Person", 1.0
    if root.dep_ in ("dobj", "nsubjpass") and root.head.lemma_ in _DONE_TO_PEOPLE:
        yield "Person", 1.0
    if root.dep_ == "pobj" and root.head.lower_ in _LOCATIVE and root.head.i == case.candidate.start - 1:
        yield "Place", 1.0
    if any(_personal(child) for child in root.children):
        yield "Person", 1.0


def hyphenated(case: Case) -> Iterator[Vote]:
    """What is written behind a place with a hyphen: "X-born", "X-based"."""
    if (
        case.candidate.end + 1 < len(case.doc)
        and case.doc[case.candidate.end].text == "-"
        and case.doc[case.candidate.end + 1].lower_ in ("born", "based", "occupied", "controlled")
    ):
        yield "Place", 2.0


FEATURES: tuple[Feature, ...] = (
    model, gazetteer, metonym, organization_head, other_head, kind, staffed, office_of, business, ranked, agency,
    from_country, told, place_head, given_name, family_suffix, suffered, acronym, inner_capital, title, kin,
    apposition, genitive, clause, hyphenated,
)  # fmt: skip


def _bodily(case: Case) -> bool:
    """Whether a longer name holds the head of a body's name."""
    return len(case.span) > 1 and any(case.words.has("organizations", token.text) for token in case.span)


def _personal(token: Token) -> bool:
    return token.dep_ == "relcl" and any(child.lower_ in _PERSONAL for child in token.children)


def demonym(doc: Doc, candidate: Candidate) -> bool:
    """Whether the candidate is just the adjective or people of a country."""
    return candidate.end - candidate.start < 3 and is_demonym(candidate.span(doc))
