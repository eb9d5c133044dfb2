"""What speaks for a candidate being a person, an organization or a place; each feature is one plain function.

A feature yields `(class, weight)`. Weights are log-odds by eye, kept to halves and tuned on the development half of
the corpora by `scripts/evaluate`; what matters is their order: titles and heads of names beat the gazetteer, the
gazetteer beats the model, and one clear witness beats the model's habit.
"""

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate, is_demonym, role_word
from kg.extract.lexicon import Lexicon
from kg.text import names, places

Vote = tuple[str, float]
Feature = Callable[[Doc, Candidate, Lexicon], Iterator[Vote]]

_ANIMATE_VERBS = frozenset(
    "say tell add argue insist recall admit believe think explain write live die marry bear".split()
)
_REPORTING_VERBS = frozenset("report".split())
_LOCATIVE = frozenset("in at near from across throughout inside outside around".split())
_STAFF = frozenset("correspondent correspondents reporter reporters journalist journalists bureau newsroom".split())
_OTHER_LABELS = frozenset("PRODUCT EVENT WORK_OF_ART LAW LANGUAGE MONEY QUANTITY".split())
_PERSONAL = frozenset("who whom whose".split())


def model(doc: Doc, candidate: Candidate, lexicon: Lexicon) -> Iterator[Vote]:
    """The class that the pipeline's own recognizer gave; worth little in headlines."""
    if candidate.label in ("Person", "Organization", "Place"):
        yield candidate.label, 0.3 if candidate.heading else 1.0


def gazetteer(doc: Doc, candidate: Candidate, lexicon: Lexicon) -> Iterator[Vote]:
    """A known place: countries certainly, towns that are words or people's names less so."""
    text = candidate.span(doc).text
    found = places.lookup(text)
    if not found:
        return
    first = found[0]
    if first.kind in ("country", "macroregion"):
        yield "Place", 3.0
    elif places.ambiguous(text):
        yield "Place", 0.5
    else:
        yield "Place", 2.0 if first.population >= 50_000 or first.kind == "region" else 1.0


def metonym(doc: Doc, candidate: Candidate, lexicon: Lexicon) -> Iterator[Vote]:
    """Names that are always the same kind of thing: the White House, the Kremlin."""
    class_ = lexicon.metonyms.get(candidate.span(doc).text.lower())
    if class_:
        yield class_, 5.0


def organization_head(doc: Doc, candidate: Candidate, lexicon: Lexicon) -> Iterator[Vote]:
    """A word such as Ministry, Court, Bank or Inc. in the name."""
    span = candidate.span(doc)
    if lexicon.has("organizations", span[-1].text) or (
        any(t.lower_ in ("of", "for") for t in span) and any(lexicon.has("organizations", t.text) for t in span)
    ):
        yield "Organization", 3.5
    elif len(span) > 2 and any(lexicon.has("organizations", t.text) for t in span):
        yield "Organization", 1.0


def other_head(doc: Doc, candidate: Candidate, lexicon: Lexicon) -> Iterator[Vote]:
    """A word such as Act, Prize or Cup at the end, or another class in the model's eyes: no name of ours."""
    span = candidate.span(doc)
    if lexicon.has("others", span[-1].text) and span[0].ent_type_ != "PERSON":
        yield "Organization", -3.0
        yield "Person", -3.0
        yield "Place", -3.0
    elif span.root.ent_type_ in _OTHER_LABELS:
        yield "Organization", -1.0
        yield "Place", -0.5


def place_head(doc: Doc, candidate: Candidate, lexicon: Lexicon) -> Iterator[Vote]:
    """A word such as River, Province or Street in the name."""
    span = candidate.span(doc)
    if len(span) > 1 and (
        lexicon.has("places", span[-1].text) or span[0].lower_ in ("lake", "mount", "gulf", "fort", "port")
    ):
        yield "Place", 2.5


def given_name(doc: Doc, candidate: Candidate, lexicon: Lexicon) -> Iterator[Vote]:
    """A given name, alone or before others."""
    span = candidate.span(doc)
    if names.is_given_name(span[0].text):
        yield "Person", 1.5 if len(span) > 1 else 0.5


def acronym(doc: Doc, candidate: Candidate, lexicon: Lexicon) -> Iterator[Vote]:
    """Capitals only, in a text that is not all capitals."""
    span = candidate.span(doc)
    text = span.text
    if len(span) == 1 and text.isupper() and text.isalpha() and 2 <= len(text) <= 8 and not span.sent.text.isupper():
        yield "Organization", 1.5


def title(doc: Doc, candidate: Candidate, lexicon: Lexicon) -> Iterator[Vote]:
    """A title, office or occupation right before: "President X", "economist X", "Secretary of State X"."""
    if candidate.start == 0:
        return
    before = doc[candidate.start - 1]
    if role_word(before, lexicon) or (
        before.text == "." and candidate.start > 1 and role_word(doc[candidate.start - 2], lexicon)
    ):
        yield "Person", 3.0
    elif (
        candidate.start > 2 and doc[candidate.start - 2].lower_ == "of" and role_word(doc[candidate.start - 3], lexicon)
    ):
        yield "Person", 2.0 if candidate.label == "Person" or len(candidate.span(doc)) > 1 else 0.0


def apposition(doc: Doc, candidate: Candidate, lexicon: Lexicon) -> Iterator[Vote]:
    """What follows a comma: an age, a relative clause about a person, a role."""
    rest = doc[candidate.end : candidate.end + 6]
    if len(rest) < 2 or rest[0].text != ",":
        return
    if rest[1].like_num and len(rest) > 2 and rest[2].text in (",", "."):
        yield "Person", 2.0
    elif rest[1].lower_ in _PERSONAL:
        yield "Person", 1.5
    elif rest[1].lower_ in ("a", "an", "the") and any(role_word(token, lexicon) for token in rest[2:]):
        yield "Person", 1.0


def genitive(doc: Doc, candidate: Candidate, lexicon: Lexicon) -> Iterator[Vote]:
    """What is owned: lawyers and wives have people behind them, correspondents have a newsroom."""
    if candidate.end + 1 >= len(doc) or doc[candidate.end].tag_ != "POS":
        return
    for token in doc[candidate.end + 1 : candidate.end + 4]:
        if token.lower_ in _STAFF:
            yield "Organization", 3.0
            return
        if token.lower_.startswith("lawyer") or any(
            token.lower_ in lexicon.words[k] for k in ("kin_spouse", "kin_parent", "kin_child", "kin_sibling")
        ):
            yield "Person", 2.0
            return


def clause(doc: Doc, candidate: Candidate, lexicon: Lexicon) -> Iterator[Vote]:
    """What it does, and where it stands in the sentence."""
    root = candidate.span(doc).root
    if root.dep_ == "nsubj" and root.head.pos_ == "VERB":
        lemma = root.head.lemma_
        if lemma in _REPORTING_VERBS and root.head.dep_ in ("ROOT", "ccomp", "parataxis"):
            yield "Organization", 1.5
        elif lemma in _ANIMATE_VERBS:
            yield "Person", 1.0
    if root.dep_ == "pobj" and root.head.lower_ in _LOCATIVE and root.head.i == candidate.start - 1:
        yield "Place", 1.0
    if any(_personal(child) for child in root.children):
        yield "Person", 1.0


def in_group(doc: Doc, candidate: Candidate, lexicon: Lexicon) -> Iterator[Vote]:
    """What is written behind a place with a hyphen: "X-born", "X-occupied"."""
    if (
        candidate.end + 1 < len(doc)
        and doc[candidate.end].text == "-"
        and doc[candidate.end + 1].lower_ in ("born", "occupied", "controlled")
    ):
        yield "Place", 2.0


FEATURES: tuple[Feature, ...] = (
    model, gazetteer, metonym, organization_head, other_head, place_head, given_name, acronym, title, apposition, genitive,
    clause, in_group,
)  # fmt: skip


def _personal(token: Token) -> bool:
    return token.dep_ == "relcl" and any(child.lower_ in _PERSONAL for child in token.children)


def demonym(doc: Doc, candidate: Candidate) -> bool:
    """Whether the candidate is just the adjective or people of a country."""
    return candidate.end - candidate.start == 1 and is_demonym(doc[candidate.start])
