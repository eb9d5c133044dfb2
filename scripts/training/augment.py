"""Stories told again: people, bodies and towns get names from all over the world, the text the noise of scraped pages.

Nothing but annotated names is replaced, the same name by the same everywhere in a story, so all annotation still holds.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from evaluation.gold import Marked
from kg.model import Span
from kg.text import names, places
from training import bodies
from training.stories import Region, Story

_PERSON = re.compile(r"\+?([A-Z]+(?:_[A-Z]+){1,3})_?\s+# CountryInfo")
_OFFICE = re.compile(r"\s*\[([A-Z]{3})")  # of the people above: the country comes first
_HYPHENATING = frozenset("CHN HKG KOR PRK SGP TWN".split())
_PLAIN = re.compile(r"[^\W\d_]+(?:[-'’ ][^\W\d_]+)*")
_TOWN = 20_000  # inhabitants from which a town's name is used

RENAMED, TOWNS, BODIES, SHOUTED, MISTYPED = 0.4, 0.3, 0.25, 0.03, 0.1


@dataclass(frozen=True, slots=True)
class Names:
    """What to rename with: full names by gender ("" where nobody knows), and towns."""

    people: dict[str, tuple[str, ...]]
    towns: tuple[str, ...]


def load(data: Path) -> Names:
    """Politicians of all countries from the actor dictionaries, and towns from the gazetteer."""
    people: dict[str, dict[str, None]] = {"": {}, "m": {}, "f": {}}
    for name, country in _politicians(data / "petrarch2" / "dictionaries" / "Phoenix.Countries.actors.txt"):
        group = people[names.gender(name.split()[0]) or ""]
        group[name] = None
        if country in _HYPHENATING and name.count(" ") == 2:
            family, first, second = name.split()
            group[f"{family} {first}-{second.lower()}"] = None
    return Names({key: tuple(found) for key, found in people.items()}, tuple(dict.fromkeys(_towns())))


def _politicians(file: Path) -> Iterator[tuple[str, str]]:
    """Names, and of which country; that stands beneath all the spellings of one person."""
    above: list[str] = []
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        match = _PERSON.match(line)
        if match:
            above.append(" ".join(word.capitalize() for word in match[1].split("_")))
        elif above and (office := _OFFICE.match(line)):
            yield from ((name, office[1]) for name in above)
            above = []
    yield from ((name, "") for name in above)


def _towns() -> Iterator[str]:
    file = resources.files("kg.text") / "data" / "places.tsv"
    for line in file.read_text(encoding="utf-8").splitlines():
        _, name, kind, _, population, *_ = line.split("\t")
        if kind == "city" and int(population or 0) >= _TOWN:
            yield name


def augmented(story: Story, pool: Names, chance: random.Random) -> Story:
    """The story, now and then under other names and with slips of the keyboard."""
    if chance.random() < RENAMED:
        story = _renamed(story, pool, chance)
    if chance.random() < BODIES:
        story = _with_other_bodies(story, pool, chance)
    if chance.random() < MISTYPED:
        story = replace(story, text=_mistyped(story.text, chance))
    if chance.random() < SHOUTED:
        shouted = story.text.upper()
        if len(shouted) == len(story.text):
            story = replace(story, text=shouted)
    return story


def _mistyped(text: str, chance: random.Random) -> str:
    """Neighbouring letters of some words change places; no offset moves."""
    letters = list(text)
    for at in range(1, len(letters) - 2):
        if chance.random() < 0.004 and letters[at].islower() and letters[at + 1].islower():
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def _renamed(story: Story, pool: Names, chance: random.Random) -> Story:
    named = [m for m in story.mentions if m.form == "name" and m.class_ in ("Person", "Place")]
    texts = {m: story.text[m.start : m.end] for m in named}
    people = _people((texts[m] for m in named if m.class_ == "Person"), pool, chance)
    towns: dict[str, str] = {}
    for mention in named:
        text = texts[mention]
        if mention.class_ == "Place" and text not in towns and places.lookup(text):
            town = places.lookup(text)[0].kind == "city" and chance.random() < TOWNS
            towns[text] = chance.choice(pool.towns) if town else text
    changes = [
        ((m.start, m.end), new)
        for m in named
        if (new := (people if m.class_ == "Person" else towns).get(texts[m])) is not None and new != texts[m]
    ]
    return _rewritten(story, changes)


def _with_other_bodies(story: Story, pool: Names, chance: random.Random) -> Story:
    """Bodies of one name each under other names; not those within other names, nor with any within theirs."""
    spans = {(m.start, m.end) for m in story.mentions}
    own = [
        m for m in story.mentions if m.class_ == "Organization" and m.form == "name"
        and not any((a, b) != (m.start, m.end) and a < m.end and m.start < b for a, b in spans)
    ]  # fmt: skip
    texts = {m: story.text[m.start : m.end] for m in own}
    new = bodies.renamed(texts.values(), pool.towns, pool.people[""], chance)
    return _rewritten(story, [((m.start, m.end), new[text]) for m, text in texts.items() if text in new])


def _people(texts: Iterable[str], pool: Names, chance: random.Random) -> dict[str, str]:
    """New full names for full names; shorter forms and parts that stand alone elsewhere follow."""
    renamed: dict[str, str] = {}
    every = list(dict.fromkeys(texts))
    for text in sorted(every, key=lambda text: -len(text.split())):
        parts = text.split()
        if len(parts) < 2 or not _PLAIN.fullmatch(text):
            continue
        if parts[-1] in renamed:
            renamed[text] = " ".join(dict.fromkeys((renamed.get(parts[0], parts[0]), renamed[parts[-1]])))
            continue
        group = pool.people[names.gender(parts[0]) or ""] or pool.people[""]
        new = chance.choice(group).split()
        given, family = (new[-1], new[0]) if "-" in new[-1] else (new[0], new[-1])  # "Moon Hye-rin" is a Moon
        renamed[text] = " ".join(new)
        renamed.setdefault(parts[0], given)
        renamed.setdefault(parts[-1], family)
    for text in every:  # "Mr. Ozzan"
        *before, last = text.split()
        if text not in renamed and before and last in renamed:
            renamed[text] = " ".join([*before, renamed[last]])
    return renamed


def _rewritten(story: Story, changes: Sequence[tuple[Span, str]]) -> Story:
    """The story with these stretches, which do not overlap, replaced; every offset follows."""
    kept: list[tuple[Span, str]] = []
    for (start, end), new in sorted(set(changes)):
        if not kept or start >= kept[-1][0][1]:
            kept.append(((start, end), new))
    text, last = "", 0
    for (start, end), new in kept:
        text += story.text[last:start] + new
        last = end
    text += story.text[last:]

    def moved(at: int, *, closes: bool) -> int:
        shift = 0
        for (start, end), new in kept:
            if at >= end and (at > start or closes):
                shift += len(new) - (end - start)
            elif at > start:  # inside: to the end of what stands there now
                return start + shift + (len(new) if closes else 0)
        return at + shift

    def span(start: int, end: int) -> Span:
        return moved(start, closes=False), moved(end, closes=True)

    def marked(mention: Marked) -> Marked:
        start, end = span(mention.start, mention.end)
        return replace(mention, start=start, end=end)

    return replace(
        story,
        text=text,
        sentences=tuple(span(*each) for each in story.sentences),
        mentions=tuple(marked(each) for each in story.mentions),
        ignored=tuple(span(*each) for each in story.ignored),
        regions=tuple(Region(*span(each.start, each.end), each.predicates) for each in story.regions),
    )
