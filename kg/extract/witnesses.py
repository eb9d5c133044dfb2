"""What a sentence must hold for the trained reader's fact to be believed (`schemas/patterns/facts.toml`).

The reader was shown few sentences in which a date or a place beside a person means something else, so most predicates
need a word that speaks of them; and a date belongs to the clause that it stands in.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from kg import ontology
from kg.extract import grammar, kin, lexicon, lists, relatives
from kg.extract.lexicon import forms
from kg.extract.notes import Notes, Reference
from kg.text import names
from kg.text.folding import fold

Words = re.Pattern[str] | None

_DEATHS = frozenset({"deathDate", "deathPlace"})
_LIVES = _DEATHS | {"alumniOf", "birthDate", "birthPlace", "homeLocation"}
_DONE_BY = frozenset({"founder"})  # whose object does it
_OF_ONE = _LIVES | _DONE_BY | {"memberOf", "politicalParty", "worksFor"}
_KILLING = frozenset("assassinate beat behead execute kill murder shoot stab strangle".split())
_SAME_MOMENT = frozenset({"acomp", "advcl", "attr", "conj", "oprd", "xcomp"})


def speak(doc: Doc, predicate: str, subject: int, filler: int) -> bool:
    """Whether the sentence speaks of the predicate between two mentions, given by their head tokens.

    Names are no words: nobody died who met the Grateful Dead. Across a semicolon begins somebody else's entry.
    """
    words, against = _witnesses().get(predicate, (None, None))
    sentence = [fold(token.text) for token in doc[subject].sent if not token.ent_type_]
    if against is not None and any(against.fullmatch(word) for word in sentence):
        return False
    if any(token.text == ";" for token in doc[min(subject, filler) : max(subject, filler)]):
        return False
    if words is None:
        return True
    if ontology.load().predicate(predicate).range == {ontology.DATE}:
        return _dated(doc[subject], doc[filler], words)
    return any(words.fullmatch(word) for word in sentence)


def others(doc: Doc, pad: Notes, predicate: str, subject: int, filler: int) -> bool:
    """Whether a clause between the two says it, or something else, of somebody else.

    "Ana, whose baby died in Oslo"; "Ana Lund, whom Ilya Brask married, lives in Oslo"; "Ana Lund, whose father ran the
    ministry, studied at Oslo University": the clauses above what is said are asked, up to the verb that speaks of it.
    """
    words, _ = _witnesses().get(predicate, (None, None))
    if predicate not in _OF_ONE or words is None:
        return False
    person, other = (filler, subject) if predicate in _DONE_BY else (subject, filler)
    own = pad.at(person)
    if predicate in _DEATHS and _kills(doc[person]):
        return True
    for verb in (doc[other], *doc[other].ancestors):
        if own is not None and any(_is_whose(child, own, pad) for child in verb.children) and _is(verb, words):
            return False  # "shot Lund at his home in Oslo"
        if verb.pos_ != "VERB":
            continue
        if doc[person].head.i == verb.i:  # of whom it is said itself: "Gin Tarn was born Peter Tarn in Oslo"
            return False
        speaks = _is(verb, words)
        told = [token for token in _told(verb) if not token.is_ancestor(doc[other])]
        if own is not None and any(_names(token, own, pad) for token in told):
            return False
        life = speaks and predicate in _LIVES
        if (found := next((v for token in told if (v := _verdict(token, own, pad, life)) is not None), None)) is not None:
            return found
        if speaks:
            return False
    return False


def _kills(token: Token) -> bool:
    """Whether it is who kills another: he did not die there."""
    if token.dep_ != "nsubj" or token.head.lemma_ not in _KILLING:
        return False
    return any(child.dep_ == "dobj" and not child.lower_.endswith("self") for child in token.head.children)


def _told(verb: Token) -> list[Token]:
    """Of whom a verb says it: its subjects, or those that it shares with another verb."""
    own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    if own:
        return own
    slots = grammar.slots(verb)
    return slots.get("subject", []) or slots.get("passive subject", [])


def _verdict(token: Token, own: Reference | None, pad: Notes, life: bool) -> bool | None:
    """Whether the subject of a verb is another than the one asked about; none where nobody can tell."""
    if own is not None and (who := relatives.meant(token, pad)) is not None:
        return who.cluster is not own.cluster
    kin = life or _is_person(token, pad)
    if own is not None and kin and any(_is_whose(child, own, pad) for child in token.children):
        return True
    known = pad.at(token.i) or next((phrase for phrase in pad.phrases if phrase.head == token.i), None)
    if known is not None:
        return own is not None and _different(known, own)
    if life and token.pos_ == "NOUN" and any(child.dep_ == "poss" for child in token.children):
        return True
    return None


def _is_person(noun: Token, pad: Notes) -> bool:
    """Whether a noun is for somebody: his sister may be, his career is not."""
    phrase = next((phrase for phrase in pad.phrases if phrase.head == noun.i), None)
    return (phrase is not None and phrase.class_ == "Person") or any(form in _people() for form in forms(noun.text))


@cache
def _people() -> frozenset[str]:
    return lexicon.load().union("occupations", "positions", "people", *kin.WORDS)


def _names(subject: Token, own: Reference, pad: Notes) -> bool:
    """Whether the subject of a verb has somebody's name within: "his wife Louie", "Tom Roe and his wife"."""
    parts = (part for token in grammar.members(subject) for part in (token, *token.children))
    found = (pad.at(part.i) for part in parts if part.dep_ != "poss")
    named = [ref for ref in found if ref is not None and ref.form == "name"]
    return any(each.cluster is own.cluster for ref in named for each in lists.joined(subject.doc, pad, ref))


def _is_whose(genitive: Token, own: Reference, pad: Notes) -> bool:
    """Whether a genitive is somebody's own: what is his is not he."""
    ref = pad.at(genitive.i)
    mine = ref is not None and ref.cluster is own.cluster
    return genitive.dep_ == "poss" and (mine or genitive.lower_ == "whose")


def _different(one: Reference, other: Reference) -> bool:
    """Two people; of those with a name in common only full names that begin otherwise are of two.

    "Derek Bromham" may be Del Bromham, and Ada Roe is not Tom Roe.
    """
    if not one.class_ == other.class_ == "Person" or names.compatible(one.cluster.name, other.cluster.name):
        return False
    parts = [fold(ref.cluster.name).split() for ref in (one, other)]
    full = all(len(each) > 1 for each in parts)
    return set(parts[0]).isdisjoint(parts[1]) or (full and parts[0][0][:1] != parts[1][0][:1])


def _dated(subject: Token, date: Token, words: re.Pattern[str]) -> bool:
    """Whether the clause of the date is about it, and about the subject itself: not "His father died in 1943"."""
    others = subject.dep_ == "poss" and not _is(subject.head, words)
    return not others and any(_is(token, words) for token in _clause(date))


def _clause(date: Token) -> Iterator[Token]:
    """What a date hangs from up to its verb, with what is as of then; the whole sentence where there is no verb.

    "was found dead on Friday", "fell ill on Friday and died"; but "his death was announced on Friday".
    """
    for token in (date, *date.ancestors):
        yield token
        if token.pos_ == "VERB":
            yield from (child for child in token.children if child.dep_ in _SAME_MOMENT)
            return
    yield from date.sent


def _is(token: Token, words: re.Pattern[str]) -> bool:
    return not token.ent_type_ and words.fullmatch(fold(token.text)) is not None


@cache
def _witnesses() -> Mapping[str, tuple[Words, Words]]:
    path = ontology.schemas() / "patterns" / "facts.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return {ontology.load().predicate(name).term: _sides(words.split()) for name, words in found.items()}


def _sides(words: Sequence[str]) -> tuple[Words, Words]:
    """What speaks for a predicate and, with a mark before it, against."""
    return _any_of([w for w in words if w[0] != "!"]), _any_of([w[1:] for w in words if w[0] == "!"])


def _any_of(words: Sequence[str]) -> Words:
    forms = [re.escape(word.removesuffix("*")) + ".*" * word.endswith("*") for word in words]
    return re.compile("|".join(forms)) if forms else None
