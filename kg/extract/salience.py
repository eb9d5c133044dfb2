"""Whom "he" and "she" mean, judged a second time: by the reader's shares and by how the sentences speak of each.

The reader compares a pronoun with one mention at a time, and never with a name behind it. Here the chains of a story
are compared as a whole: where they were last spoken of and in which role, how often, and who is the subject of the
clause that a pronoun opens ("In his speech, Ozzan ..."). What each of these is worth is learned
(`scripts/training/salience.py`) and comes with the reader's weights.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc, Token

from kg.extract.linking import Candidate, Chain, ahead, fits
from kg.extract.reader.reading import REACH

Features = dict[str, float]
Table = Mapping[str, float]

NOBODY = "nobody"
SHARE = 1 / 3  # what the logarithm of the reader's share is worth; on the part `tune` of GAP 1/5 is 3.9 less
_LEAST = 1e-3  # of a share

_SUBJECT, _OBJECT, _AFTER_PREPOSITION, _OWNER, _OTHER = "subject", "object", "prepositional", "owner", "other"
_ROLES = {
    "nsubj": _SUBJECT, "nsubjpass": _SUBJECT, "dobj": _OBJECT, "dative": _OBJECT, "pobj": _AFTER_PREPOSITION,
    "poss": _OWNER,
}  # fmt: skip
_FAR = 4  # sentences back, from which all are equally far


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands: its sentence, its role, its verb and the verb above that, by their tokens."""

    sentence: int
    role: str
    verb: int
    above: int
    main: bool
    joined: bool
    quoted: bool
    ancestors: frozenset[int]


@dataclass(frozen=True, slots=True)
class Option:
    """A chain that a pronoun may mean: its members before the pronoun and behind it in the same sentence."""

    chain: Chain
    before: tuple[int, ...]
    behind: tuple[int, ...]
    share: float


@dataclass(slots=True)
class Story:
    """The mentions of a story, their places, which chain each is in, and the reader's shares for the pronouns.

    Shares are of each mention before, nearest first, and last of nobody; `genders` are those that titles and kin words
    tell, by the identity of the clusters.
    """

    doc: Doc
    found: Sequence[Candidate]
    chains: Sequence[Chain]
    shares: Mapping[int, Sequence[float]]
    genders: Mapping[int, str]
    _places: dict[int, Place] = field(init=False, default_factory=dict)
    _of: dict[int, Chain] = field(init=False)
    _marks: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._of = {number: chain for chain in self.chains for number in chain.members}
        self._marks = np.flatnonzero(self.doc.to_array("IS_QUOTE")).tolist()

    def pronouns(self) -> Iterator[int]:
        """The numbers of the mentions that are judged."""
        return (n for n, each in enumerate(self.found) if each.mention.pronoun in ("he", "she"))

    def chain_of(self, number: int) -> Chain:
        """The chain that a mention was linked to."""
        return self._of[number]

    def options(self, number: int) -> list[Option]:
        """The chains near a pronoun that may be a person of its gender, in the order of their first mentions here."""
        near: dict[int, list[int]] = {}
        for other in range(max(number - REACH, 0), len(self.found)):
            if other > number and self.found[other].mention.sentence > self.found[number].mention.sentence:
                break
            if other != number:
                near.setdefault(id(self._of[other]), []).append(other)
        found = []
        for some in near.values():
            chain = self._of[some[0]]
            if self._may_be(chain, some, number):
                shares = self.shares.get(number, ())
                share = sum(shares[number - 1 - n] for n in some if n < number and number - 1 - n < len(shares) - 1)
                before = tuple(n for n in chain.members if n < number)
                found.append(Option(chain, before, tuple(n for n in some if n > number), share))
        return found

    def agrees(self, chain: Chain, number: int) -> bool:
        """Whether nothing known of the person speaks against a pronoun."""
        if chain.cluster is None:
            return True
        mention = self.found[number].mention
        return fits(chain.cluster, mention) and self.genders.get(id(chain.cluster)) in (None, mention.gender)

    def _may_be(self, chain: Chain, near: Sequence[int], number: int) -> bool:
        mentions = [self.found[n].mention for n in chain.members if n != number]
        people = any(each.class_ == "Person" for each in mentions)
        if chain.cluster is None and not people:
            return False
        if not self.agrees(chain, number):
            return False
        gender = self.found[number].mention.gender
        if any(each.form == "pronoun" and each.gender not in ("", gender) for each in mentions):
            return False
        named = any(self.found[n].mention.form == "name" and self.found[n].mention.class_ == "Person" for n in near)
        return near[0] < number or named

    def place(self, number: int) -> Place:
        """Where a mention stands."""
        if number not in self._places:
            each = self.found[number]
            quoted = bisect_left(self._marks, each.start) % 2 == 1
            self._places[number] = _place(self.doc[each.head], each.mention.sentence, quoted)
        return self._places[number]


def _place(head: Token, sentence: int, quoted: bool) -> Place:
    verb = next((each for each in (head, *head.ancestors) if each.pos_ in ("VERB", "AUX")), head.sent.root)
    joined = head.dep_ == "conj" or any(child.dep_ == "conj" for child in head.children)
    role = _ROLES.get(next((each for each in (head, *head.ancestors) if each.dep_ != "conj"), head).dep_, _OTHER)
    above = frozenset(each.i for each in head.ancestors)
    return Place(sentence, role, verb.i, verb.head.i, verb.dep_ == "ROOT", joined, quoted, above)


def choose(story: Story, number: int, table: Table) -> Chain | None:
    """The chain that a pronoun most likely means; none where that is nobody whom the story has a chain for.

    Then it stays with the pronouns and phrases that it was linked to, if none of them has a name either.
    """
    options = story.options(number)
    own = story.chain_of(number)
    compared = any(option.chain is own for option in options)
    if own.cluster is not None and not compared and story.agrees(own, number):
        return own  # its name is further behind, or it has pronouns of both genders: nothing to compare it by
    shares = story.shares.get(number, (1.0,))
    nobody = SHARE * math.log(shares[-1] + _LEAST) + table[NOBODY]
    best, most = own if own.cluster is None else None, nobody
    for option in options:
        worth = sum(table.get(name, 0.0) * value for name, value in features(story, number, option).items())
        score = SHARE * math.log(option.share + _LEAST) + worth
        if score > most:
            best, most = option.chain, score
    return best


def features(story: Story, number: int, option: Option) -> Features:
    """What there is to say of a pronoun and a chain, by name."""
    pronoun = story.found[number]
    place = story.place(number)
    found = {
        **_last(story, number, place, option),
        **_roles(story, place, option, bool(story.doc[pronoun.start].is_sent_start)),
        **_weight(story, number, option),
        **_behind(story, place, option, ahead(story.doc[pronoun.start])),
    }
    return {name: float(value) for name, value in found.items() if value}


def _last(story: Story, number: int, place: Place, option: Option) -> Features:
    """How far back the chain was last spoken of, and how."""
    if not option.before:
        return {"never before": 1.0}
    last, each = story.place(option.before[-1]), story.found[option.before[-1]]
    back = min(place.sentence - last.sentence, _FAR)
    return {
        f"{back} sentences back": 1.0,
        f"last {each.mention.form}": 1.0,
        f"{place.role} after {last.role}": 1.0,
        "last joined by and": last.joined,
        "last as quoted as the pronoun": last.quoted == place.quoted,
        "last above the pronoun": each.head in place.ancestors,
        "last below the pronoun": story.found[number].head in last.ancestors,
        "words since": math.log1p(story.found[number].start - each.start) / 4,
    }


def _roles(story: Story, place: Place, option: Option, first: bool) -> Features:
    """The roles of its mentions in the sentence of the pronoun and the one before."""
    places = [story.place(n) for n in option.before]
    here = [each for each in places if each.sentence == place.sentence]
    before = [each for each in places if each.sentence == place.sentence - 1]
    clause = [each for each in here if each.verb == place.verb]
    above = [each for each in here if each.verb == place.above]
    leads = _subject(before)
    return {
        "subject here": _subject(here),
        "subject before": leads,
        "subject before, pronoun first in its sentence": leads and first,
        "same role here": any(each.role == place.role for each in here),
        "same role before": any(each.role == place.role for each in before),
        "subject of the clause, pronoun its object": _subject(clause) and place.role in (_OBJECT, _AFTER_PREPOSITION),
        "subject of the clause, pronoun owns": _subject(clause) and place.role == _OWNER,
        "object of the clause": any(each.role in (_OBJECT, _AFTER_PREPOSITION) for each in clause),
        "subject of the clause above": _subject(above),
        "object of the clause above": any(each.role in (_OBJECT, _AFTER_PREPOSITION) for each in above),
        "subject of a clause beside": _subject([each for each in here if each.above == place.above]),
        "main subject here": any(each.role == _SUBJECT and each.main for each in here),
        "main subject before": any(each.role == _SUBJECT and each.main for each in before),
    }


def _subject(places: Sequence[Place]) -> bool:
    return any(each.role == _SUBJECT for each in places)


def _weight(story: Story, number: int, option: Option) -> Features:
    """How much of the story is about it."""
    people = [n for n in range(number) if story.found[n].mention.class_ == "Person"]
    named = next((n for n in people if story.found[n].mention.form == "name"), None)
    mentions = [story.found[n].mention for n in option.before]
    gender = story.found[number].mention.gender
    told = {story.found[n].mention.gender for n in option.chain.members if n != number} - {""}
    count = len(mentions)
    pronouns = sum(each.form == "pronoun" for each in mentions)
    return {
        "share of people's mentions": count / max(len(people), 1),
        "once": count == 1,
        "three times": count >= 3,
        "five times": count >= 5,
        "first person named": bool(option.before) and option.before[0] == named,
        "share of pronouns": pronouns / max(count, 1),
        "pronoun before": any(each.form == "pronoun" and each.gender == gender for each in mentions),
        "gender told": gender in told,
        "another gender told": bool(told) and gender not in told,
        "named": option.chain.cluster is not None,
    }


def _behind(story: Story, place: Place, option: Option, opens: bool) -> Features:
    """Names behind the pronoun in its sentence; above all the subject of the clause that the pronoun's phrase opens."""
    names = [n for n in option.behind if story.found[n].mention.form == "name"]
    if not names:
        pronouns = any(story.found[n].mention.pronoun in ("he", "she") for n in option.behind)
        return {"pronoun behind": pronouns}
    places = [story.place(n) for n in names]
    subject = opens and any(each.role == _SUBJECT and each.verb in place.ancestors for each in places)
    return {
        "name behind": 1.0,
        "name only behind": not option.before,
        "subject behind that the phrase opens": subject,
        "subject behind that the phrase opens, pronoun owns": subject and place.role == _OWNER,
        "subject behind that the phrase opens, never before": subject and not option.before,
        "name behind, no subject that the phrase opens": not subject,
        "name behind above the pronoun": any(story.found[n].head in place.ancestors for n in names),
        "name behind with the same verb": any(each.verb == place.verb for each in places),
    }
