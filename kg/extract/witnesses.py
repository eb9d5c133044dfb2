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
from kg.text.folding import fold

Words = re.Pattern[str] | None

DONE_BY = frozenset({"founder"})  # whose object does it
# What else a verb may say of one body or place.
_RIVALS = {
    "alumniOf": ("memberOf", "worksFor"), "memberOf": ("alumniOf",), "worksFor": ("alumniOf",),
    "birthPlace": ("deathPlace", "homeLocation"), "deathPlace": ("birthPlace", "homeLocation"),
    "homeLocation": ("birthPlace", "deathPlace"),
}  # fmt: skip
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
    if _rival(doc[subject if predicate in DONE_BY else filler], predicate, words):
        return False
    if ontology.load().predicate(predicate).range == {ontology.DATE}:
        return _dated(doc[subject], doc[filler], words)
    return any(words.fullmatch(word) for word in sentence)


def _rival(token: Token, predicate: str, words: re.Pattern[str]) -> bool:
    """Whether the verb above a body or place speaks of something else that may be said of it: "studied at the bank"."""
    verb = next((above for above in token.ancestors if above.pos_ == "VERB"), None)
    if verb is None or predicate not in _RIVALS:
        return False
    joined = [verb.head] if verb.dep_ == "conj" else []  # "was born and raised in"
    if any(among(each, words) for each in (*joined, *(part for part in verb.subtree if part.i >= verb.i))):
        return False
    told = (_witnesses()[other][0] for other in _RIVALS[predicate])
    return any(known is not None and among(verb, known) for known in told)


def _dated(subject: Token, date: Token, words: re.Pattern[str]) -> bool:
    """Whether the clause of the date is about it, and about the subject itself: not "His father died in 1943"."""
    others = subject.dep_ == "poss" and not among(subject.head, words)
    return not others and any(among(token, words) for token in _clause(date))


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


def words(predicate: str) -> Words:
    """What may speak for a predicate; none where nothing need."""
    return _witnesses().get(predicate, (None, None))[0]


def among(token: Token, words: re.Pattern[str]) -> bool:
    """Whether a token is one of these words, and no name."""
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
