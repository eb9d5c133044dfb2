"""Mentions to chains: each joins the chain whose members the reader gives most probability, if that is enough."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from kg.extract.notes import Cluster, Reference
from kg.extract.reader.mentions import Mention
from kg.extract.reader.reading import Reading
from kg.text import names

NEVER = 2.0  # no probability
_NOTHING = 1e-4  # a share that is not worth adding


@dataclass(frozen=True, slots=True)
class Limits:
    """Probabilities from which a mention joins a chain, by its form; a name also where it is to give its own name.

    `margin` is by how much the chain must be more probable than any other, `merge` from when two names of one class are
    one thing although the words did not tell.
    """

    pronoun: float
    phrase: float
    name: float
    margin: float = 0.0
    merge: float = NEVER

    def of(self, form: str) -> float:
        """The limit of a form."""
        return {"pronoun": self.pronoun, "nominal": self.phrase, "name": self.name}[form]


@dataclass(slots=True)
class Chain:
    """Mentions of one thing, by their numbers; `cluster` is there once one of them is a name that has one."""

    cluster: Cluster | None = None
    members: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention and where it is in the `Doc`; `reference` is there for names, which have their cluster already.

    `ahead` tells whether it may mean somebody whom its sentence names only behind it.
    """

    mention: Mention
    start: int
    end: int
    head: int
    reference: Reference | None = None
    ahead: bool = True


class Candidates:
    """Collects the candidates of a `Doc`; none overlaps one that came before it."""

    def __init__(self, doc: Doc, reading: Reading) -> None:
        self._doc, self._reading = doc, reading
        self._sentences = [sent.start for sent in doc.sents]
        self._taken: set[int] = set()
        self._found: list[Candidate] = []

    def add(self, class_: str, form: str, place: tuple[int, int, int], reference: Reference | None = None) -> None:
        """Add tokens `place[0]` to `place[1]`, of which `place[2]` is the head, where the reader can place them."""
        start, end, head = place
        span = self._doc[start:end]
        number = bisect_right(self._sentences, start)
        mention = self._reading.mention((span.start_char, span.end_char), class_, form, span.text, number)
        if mention is None or not self._taken.isdisjoint(range(start, end)):
            return
        self._taken.update(range(start, end))
        early = form != "pronoun" or ahead(self._doc[start])
        self._found.append(Candidate(mention, start, end, head, reference, early))

    def ordered(self) -> list[Candidate]:
        """All of them in text order."""
        return sorted(self._found, key=lambda each: (each.mention.start, each.mention.end))


def ahead(token: Token) -> bool:
    """Whether a pronoun may mean a name behind it: "Before she left, Ozzan ..."; "In her speech, Ozzan ..."."""
    return any(each.dep_ in ("advcl", "prep") and each.i < each.head.i for each in token.ancestors)


def fits(cluster: Cluster, mention: Mention) -> bool:
    """Whether a pronoun may stand for something of this class, or somebody of this name."""
    if mention.pronoun in ("he", "she"):
        given = cluster.name.split()[0] if " " in cluster.name else ""
        return cluster.class_ == "Person" and (names.gender(given) if given else None) in (None, mention.gender)
    if mention.pronoun == "i":
        return cluster.class_ == "Person"
    return cluster.class_ != "Person" or mention.pronoun != "it"


def shares(numbers: Sequence[int], scores: NDArray[np.float32]) -> dict[int, list[float]]:
    """By the numbers of the mentions that the rows of scores are of: what the reader gives each mention before, nearest
    first, and last nobody; together 1."""
    every = np.hstack([scores, np.zeros((len(scores), 1), np.float32)])
    exponents = np.exp(every - every.max(axis=1, keepdims=True))
    found: list[list[float]] = (exponents / exponents.sum(axis=1, keepdims=True)).tolist()
    return dict(zip(numbers, found, strict=True))


def link(found: Sequence[Candidate], shares: Mapping[int, Sequence[float]], limits: Limits) -> list[Chain]:
    """Mentions in text order, and by their numbers the shares of their predecessors, to chains."""
    every: list[Chain] = []
    of: list[Chain] = []
    named: dict[int, Chain] = {}
    for number, each in enumerate(found):
        best = _best(each, shares[number], of, limits) if number in shares else None
        joins = best is not None and (each.reference is None or _may_be_named(*best, each, found, limits))
        chain = best[0] if best is not None and joins else None
        if each.reference is not None:
            chain = named.setdefault(id(each.reference.cluster), chain or Chain())
            chain.cluster = chain.cluster or each.reference.cluster
        chain = chain or Chain()
        if not chain.members:
            every.append(chain)
        chain.members.append(number)
        of.append(chain)
    return every


def _may_be_named(chain: Chain, share: float, name: Candidate, found: Sequence[Candidate], limits: Limits) -> bool:
    """Whether a chain may get this name: one without, but not "She is married to Doran Vell", or one much like it."""
    if chain.cluster is not None:
        return share >= limits.merge and chain.cluster.class_ == name.mention.class_
    members = [found[number] for number in chain.members]
    return all(each.ahead for each in members if each.mention.sentence == name.mention.sentence)


def _best(each: Candidate, shares: Sequence[float], of: Sequence[Chain], limits: Limits) -> tuple[Chain, float] | None:
    """The chain that its predecessors make most probable, where that is probable enough, and how probable."""
    sums: dict[int, float] = {}
    near: dict[int, Chain] = {}
    for chain, share in zip(reversed(of), shares[:-1], strict=False):
        if share < _NOTHING:
            continue
        if each.mention.form != "pronoun" or chain.cluster is None or fits(chain.cluster, each.mention):
            sums[id(chain)] = sums.get(id(chain), 0.0) + share
            near[id(chain)] = chain
    if not sums:
        return None
    best, *others = sorted(sums, key=lambda key: -sums[key])
    margin = sums[best] - sums[others[0]] if others else sums[best]
    if sums[best] < limits.of(each.mention.form) or margin < limits.margin:
        return None
    return near[best], sums[best]
