"""What resolution reads, gathered once: every entity with its names, what is said of it, and who stands near it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kg import ontology
from kg.model import Article, Judgement, LocalEntity, Mention, Statement
from kg.resolve.link import place_id
from kg.text import names
from kg.text.folding import key

# Predicates whose other end tells namesakes apart: offices, employers, family and counsel.
_TELLING = frozenset(
    ("holdsPosition", "worksFor", "memberOf", "politicalParty", "leaderOf", "spokespersonFor", "founderOf",
     "representedBy", "spouse", "parent", "sibling", "relative", "hasOccupation", "birthDate", "chiefExecutive",
     "founder", "headquarters", "location", "parentOrganization")
)  # fmt: skip
_PARTIES = ("Person", "Organization")
_COMMON_SHARE = 0.15  # who stands in more of the articles than this says nothing about who is near
_COMMON_FLOOR = 5  # articles


@dataclass(frozen=True, slots=True)
class Subject:
    """A local entity as the resolver sees it.

    `names` are its spellings, the main one first, and empty where no name mentions it. `telling` holds what statements
    say of it, `near` who and what else is named in the same stories.
    """

    id: str
    article: str
    root: str
    name: str
    names: tuple[str, ...]
    place: str | None
    telling: frozenset[str]
    near: frozenset[str]


@dataclass
class Facts:
    """All local entities with their statements, and what people decided about them."""

    subjects: dict[str, Subject]
    statements: list[Statement]
    decided: list[Judgement] = field(default_factory=list)

    @cached_property
    def by_root(self) -> dict[str, list[Subject]]:
        """The subjects of every general class, by id."""
        found: dict[str, list[Subject]] = {}
        for id_ in sorted(self.subjects):
            found.setdefault(self.subjects[id_].root, []).append(self.subjects[id_])
        return found

    @classmethod
    def gather(
        cls,
        articles: Iterable[Article],
        entities: Iterable[LocalEntity],
        mentions: Iterable[Mention],
        statements: Iterable[Statement],
        decided: Iterable[Judgement] = (),
    ) -> "Facts":
        """Put together what the store holds; the order of none of it matters."""
        known = {entity.id: entity for entity in entities}
        said = sorted(statements, key=lambda statement: statement.id)
        spellings, stories = _mentioned(mentions, {article.id: _starts(article) for article in articles}, known)
        company = _Company(known, spellings, stories)
        telling = _telling(said, known)
        subjects = {
            id_: Subject(
                id=id_,
                article=entity.article,
                root=ontology.load().root(entity.class_),
                name=entity.name,
                names=_ordered(entity.name, spellings.get(id_, Counter())),
                place=place_id(entity),
                telling=frozenset(telling.get(id_, ())),
                near=company.near(id_) if entity.class_ in _PARTIES else frozenset(),
            )
            for id_, entity in known.items()
        }
        return cls(subjects, said, list(decided))


def _starts(article: Article) -> list[int]:
    return sorted(item.start for item in article.items)


def _mentioned(
    mentions: Iterable[Mention], starts: Mapping[str, list[int]], known: Mapping[str, LocalEntity]
) -> tuple[dict[str, Counter[str]], dict[str, set[tuple[str, int]]]]:
    """The spellings of every entity, and the stories (article, number of the item) that mention it."""
    spellings: dict[str, Counter[str]] = {}
    stories: dict[str, set[tuple[str, int]]] = {}
    for mention in mentions:
        if mention.entity in known:
            if mention.form == "name":
                spellings.setdefault(mention.entity, Counter())[mention.text] += 1
            story = (mention.article, bisect_right(starts.get(mention.article, []), mention.start))
            stories.setdefault(mention.entity, set()).add(story)
    return spellings, stories


def _ordered(name: str, spellings: Counter[str]) -> tuple[str, ...]:
    """The name that stands for the entity, then its other spellings by how often they are used."""
    rest = sorted(spellings, key=lambda text: (-spellings[text], text))
    return tuple(dict.fromkeys((name, *rest))) if rest else ()


def _telling(statements: Iterable[Statement], known: Mapping[str, LocalEntity]) -> dict[str, set[str]]:
    """What is said of an entity, as `predicate: name or value`, from both ends of the statement."""
    found: dict[str, set[str]] = {}
    for statement in statements:
        if statement.predicate not in _TELLING or statement.stance != "asserted" or statement.subject not in known:
            continue
        other = known.get(statement.object or "")
        told = key(other.name if other else statement.value or "")
        found.setdefault(statement.subject, set()).add(f"{statement.predicate}: {told}")
        if other:
            found.setdefault(other.id, set()).add(f"is {statement.predicate} of: {key(known[statement.subject].name)}")
    return found


class _Company:
    """Who and what is named in each story, without those whom nearly every story names."""

    def __init__(
        self,
        known: Mapping[str, LocalEntity],
        spellings: Mapping[str, Counter[str]],
        stories: Mapping[str, set[tuple[str, int]]],
    ) -> None:
        self._signs = {id_: sign for id_, entity in known.items() if (sign := _sign(entity, id_ in spellings))}
        self._stories = stories
        articles: dict[str, set[str]] = {}
        self._named: dict[tuple[str, int], set[str]] = {}
        for id_, sign in self._signs.items():
            articles.setdefault(sign, set()).add(known[id_].article)
            for story in stories.get(id_, ()):
                self._named.setdefault(story, set()).add(sign)
        limit = max(_COMMON_FLOOR, _COMMON_SHARE * len({entity.article for entity in known.values()}))
        self._common = {sign for sign, where in articles.items() if len(where) > limit}

    def near(self, id_: str) -> frozenset[str]:
        """The signs of all others in the stories of the entity."""
        found: set[str] = set()
        for story in self._stories.get(id_, ()):
            found |= self._named.get(story, set())
        return frozenset(found - self._common - {self._signs.get(id_, "")})


def _sign(entity: LocalEntity, named: bool) -> str | None:
    """What an entity leaves in the memory of a story: a full name, a body's name, a place."""
    if entity.class_ == "Place":
        return place_id(entity) or key(entity.name)
    if not named:
        return None
    if entity.class_ == "Person":
        return None if names.parse(entity.name).single else names.normalise(entity.name)
    return names.organization_key(entity.name) if entity.class_ == "Organization" else None
