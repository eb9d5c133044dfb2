"""An invented store of any size: the same size gives the same store.

An article says some 30 things of entities that others name, too, and mentions them some 60 times; the more articles,
the more entities there are, as in the news.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.ids import entity_id, mention_id, statement_id
from kg.model import Article, Extraction, Form, Judgement, LocalEntity, Mention, Stance, Statement
from kg.store.sqlite import SqliteStore
from kg.text import places
from kg.text.shingles import signature

STATEMENTS = 30  # an article
_EVENTS = 6
_NAMED = 200  # towns of the gazetteer
_READER = "invented@1"
_SYLLABLES = "ba do ke li mo nu ra se ti vu za fe go hi ju ka lo mi ne po".split()
_STANCES: tuple[Stance, ...] = ("asserted",) * 16 + ("alleged",) * 2 + ("denied", "planned")
_KINDS = ("Protest", "Meeting", "Detention", "Visit", "Trial", "Attack")
_OUTLETS = 40
_COPIED = 9  # one article in so many counts as a copy of the one before

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody or something that articles name."""

    class_: str
    name: str
    same_as: tuple[str, ...] = ()


def fill(path: Path, statements: int) -> None:
    """Make a store with so many statements, or a few more; a minute for 300,000."""
    chance = random.Random(20240229)
    articles = -(-statements // STATEMENTS)
    world = _world(chance, articles)
    seen: dict[_Known, str] = {}
    with SqliteStore(path) as store:
        run, before = store.begin(_READER, {}), b""
        judged: list[Judgement] = []
        for number in range(articles):
            page = _Page(chance, number, world)
            made = page.extraction()
            before = made.signature if number % _COPIED != 1 else before
            store.put(replace(made, signature=before), f"/invented/{number}", "content", _READER, run)
            for known, local in page.named.items():
                if earlier := seen.get(known):
                    left, right = sorted((earlier, local))
                    judged.append(Judgement(left, right, "same", "kg/resolve", 0.97, ("same name",)))
                seen[known] = local
            if len(judged) > 10_000:
                store.judge(judged)
                judged.clear()
        store.judge(judged)
        store.finish(run, {"new": articles})


def _world(chance: random.Random, articles: int) -> Callable[[str], _Known]:
    """Gives somebody or something of a class, some of them far more often than others."""
    count = 200 + articles // 2
    towns = [place for place in places.toponyms() if place.kind == "city"]
    pools: dict[str, Sequence[_Known]] = {
        "Person": [_Known("Person", f"{_word(chance, 2)} {_word(chance, 3)}".title()) for _ in range(count)],
        "Organization": [_Known("Organization", f"{_word(chance, 3)} Group".title()) for _ in range(count // 4)],
        "Place": [_Known("Place", place.name, (place.iri,)) for place in chance.sample(towns, _NAMED)],
        "Position": [_Known("Position", f"{_word(chance, 2)} minister") for _ in range(20 + count // 50)],
    }
    return lambda class_: pools[class_][int(len(pools[class_]) * chance.random() ** 3)]


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(syllables))


class _Page:
    """An article in the making: each sentence is written with the statements that it carries."""

    def __init__(self, chance: random.Random, number: int, world: Callable[[str], _Known]) -> None:
        self._chance, self._id, self._number = chance, f"article{number:07}", number
        self._text = ""
        self._entities: dict[str, LocalEntity] = {}
        self._mentions: list[Mention] = []
        self._statements: list[Statement] = []
        self.named: dict[_Known, str] = {}
        cast = [world("Person") for _ in range(6)]
        for at in range(_EVENTS):
            self._event(at, cast[at], cast[at - 1], world("Place"))
        for at in range(3):
            self._facts(cast[at], world("Organization"), world("Position"))

    def extraction(self) -> Extraction:
        """The finished article."""
        day = f"20{self._number % 24:02}-{self._number % 12 + 1:02}-{self._number % 28 + 1:02}"
        source = f"Outlet {self._number % _OUTLETS}"
        url = f"https://news.example/{self._id}"
        article = Article(self._id, self._text, url, f"Story {self._number}", day, source, ("Ann Ode",), "en")
        parts = (tuple(self._entities.values()), tuple(self._mentions), tuple(self._statements))
        return Extraction(article, signature(self._text), *parts)

    def _event(self, at: int, agent: _Known, target: _Known, place: _Known) -> None:
        year, month = 2000 + self._chance.randrange(24), self._chance.randrange(12) + 1
        trigger, date = f"{_word(self._chance, 2)}ed", f"{year}-{month:02}-11"
        event = entity_id(self._id, "Event", trigger, at)
        self._entities[event] = LocalEntity(event, self._id, self._chance.choice(_KINDS), trigger)
        start = len(self._text)
        doer = self._name(agent)
        self._write(" openly ")
        here = self._mention(event, self._entities[event].class_, trigger, "trigger")
        self._write(" at ")
        whom = self._name(target)
        self._write(" near ")
        where = self._name(place)
        self._write(" on ")
        when = self._write(date)
        self._end()
        self._say(start, event, here, "agent", *doer)
        self._say(start, event, here, "target", *whom)
        self._say(start, event, here, "place", *where)
        self._say(start, event, here, "date", "", when, date, "date")

    def _facts(self, person: _Known, body: _Known, office: _Known) -> None:
        start = len(self._text)
        local, here = self._name(person)
        self._write(" works for ")
        employer = self._name(body)
        self._write(" as ")
        post = self._name(office)
        self._write(", we hear from the town;")
        for word in (" he", " who", " himself"):
            self._write(" ")
            self._mention(local, "Person", word.strip(), "pronoun")
        self._end()
        stance = self._chance.choice(_STANCES)
        speaker = None if stance == "asserted" else next(iter(self.named.values()))
        self._say(start, local, here, "worksFor", *employer, stance=stance, speaker=speaker)
        self._say(start, local, here, "holdsPosition", *post, stance=stance, speaker=speaker)

    def _name(self, known: _Known) -> tuple[str, Span]:
        id_ = self.named.setdefault(known, entity_id(self._id, known.class_, known.name))
        self._entities.setdefault(id_, LocalEntity(id_, self._id, known.class_, known.name, known.same_as))
        return id_, self._mention(id_, known.class_, known.name, "name")

    def _mention(self, entity: str, class_: str, text: str, form: Form) -> Span:
        span = self._write(text)
        self._mentions.append(Mention(mention_id(self._id, *span, form), self._id, *span, text, form, class_, entity))
        return span

    def _write(self, text: str) -> Span:
        start = len(self._text)
        self._text += text
        return start, len(self._text)

    def _end(self) -> None:
        """End a sentence with words that no other has, and with further mentions of whom it names."""
        for known in list(self.named)[-3:]:
            self._write(f" {_word(self._chance, 3)} {_word(self._chance, 2)} ")
            self._name(known)
        self._write(".")
        self._text += " "

    def _say(
        self, start: int, subject: str, here: Span, predicate: str, filler: str, there: Span,
        value: str | None = None, datatype: str | None = None, stance: Stance = "asserted", speaker: str | None = None,
    ) -> None:  # fmt: skip
        end = len(self._text) - 1
        id_ = statement_id(subject, predicate, value or filler, self._id, (*here, *there), _READER)
        confidence = self._chance.randrange(50, 100) / 100
        self._statements.append(
            Statement(
                id_, subject, predicate, self._id, start, end, self._text[start:end], here, there, _READER, confidence,
                filler or None, value, datatype, stance, speaker,
            )
        )  # fmt: skip


def sizes(path: Path) -> Iterator[tuple[str, int]]:
    """How many articles, entities, mentions and statements a store has."""
    with SqliteStore(path, write=False) as store:
        counts = store.counts()
    for kind in ("articles", "entities", "mentions", "statements"):
        yield kind, sum(counts[kind].values())
