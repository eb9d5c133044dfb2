"""Invented articles, written down as who is named in them and what is said of whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.ids import entity_id, mention_id, statement_id
from kg.model import Article, Extraction, Judgement, LocalEntity, Mention, Statement
from kg.resolve import Facts, judge, link


@dataclass
class Story:
    """One article; `published` orders it among the others."""

    id: str
    published: str | None = None
    entities: dict[str, LocalEntity] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def name(self, class_: str, *names: str, iri: str | None = None, nominal: bool = False) -> str:
        """An entity with all the names that the article uses for it; gives its local id."""
        id_ = entity_id(self.id, class_, names[0], len(self.entities))
        self.entities[id_] = LocalEntity(id_, self.id, class_, names[0], (iri,) if iri else ())
        for name in names:
            at = 100 * len(self.mentions)
            form = "nominal" if nominal else "name"
            mention = mention_id(self.id, at, at + len(name), form)
            self.mentions.append(
                Mention(mention, self.id, at, at + len(name), name, "nominal" if nominal else "name", class_, id_)
            )
        return id_

    def people(self, *names: str) -> list[str]:
        """Several people with one name each."""
        return [self.name("Person", name) for name in names]

    def say(self, subject: str, predicate: str, object_: str | None = None, value: str | None = None) -> None:
        """A statement of the article."""
        id_ = statement_id(subject, predicate, object_ or value or "", self.id, (0, 1, 2, 3), "test")
        spans = (0, 1), (2, 3)
        self.statements.append(
            Statement(id_, subject, predicate, self.id, 0, 9, "said so", *spans, "test@1", 1.0, object_, value)
        )

    def post(self, holder: str, title: str, of: str | None = None, predicate: str = "jurisdiction") -> str:
        """A position that somebody holds, of a place or a body."""
        position = self.name("Position", title, nominal=True)
        self.say(holder, "holdsPosition", position)
        if of:
            self.say(position, predicate, of)
        return position

    def extraction(self) -> Extraction:
        """The article as a store keeps it."""
        return Extraction(
            article=Article(self.id, "said so\n", published=self.published),
            entities=tuple(self.entities.values()),
            mentions=tuple(self.mentions),
            statements=tuple(self.statements),
        )


def facts(stories: Iterable[Story], decided: Iterable[Judgement] = ()) -> Facts:
    """What the resolver reads of these stories."""
    found = [story.extraction() for story in stories]
    return Facts.gather(
        [each.article for each in found],
        [entity for each in found for entity in each.entities],
        [mention for each in found for mention in each.mentions],
        [statement for each in found for statement in each.statements],
        decided,
    )


def canonical(stories: Iterable[Story], decided: Iterable[Judgement] = ()) -> dict[str, str]:
    """The canonical id of every entity of the stories."""
    found, said = list(stories), list(decided)
    entities = [entity for story in found for entity in story.entities.values()]
    rows = [*judge(facts(found, said)), *said]
    pairs = {(row.left, row.right) for row in said}
    effective = [row for row in rows if row in said or (row.left, row.right) not in pairs]
    return link(entities, effective, {story.id: story.published for story in found})


def decision(one: str, other: str, verdict: str = "different", at: str = "2024-01-01T00:00:00Z") -> Judgement:
    """What a person decided about two entities."""
    left, right = sorted((one, other))
    assert verdict in ("same", "different")
    return Judgement(left, right, "same" if verdict == "same" else "different", "mara", 1.0, ("I know them",), at)


def verdicts(stories: Iterable[Story]) -> Iterator[tuple[str, str, str]]:
    """The judgements with names in place of ids."""
    found = facts(stories)
    for row in judge(found):
        one, other = sorted((found.subjects[row.left].name, found.subjects[row.right].name))
        yield row.verdict, one, other
