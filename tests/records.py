"""A small invented world, written by hand as extractions: what exports, queries and receipts are tested on.

Only the towns and the country are real, so that the gazetteer knows them; everybody else is made up.
"""

from collections.abc import Iterable
from dataclasses import replace

from kg.ids import entity_id, mention_id, statement_id
from kg.model import (
    Article,
    Decision,
    Extraction,
    Form,
    Item,
    Judgement,
    LocalEntity,
    Mention,
    Removed,
    Stance,
    Statement,
)
from kg.store.sqlite import SqliteStore
from kg.text.shingles import signature

NORWAY = "https://sws.geonames.org/3144096/"
OSLO = "https://sws.geonames.org/3143244/"
BERGEN = "https://sws.geonames.org/3161732/"

VISIT = (
    "Prime Minister Tarek Vindal of Norway visited Bergen on 4 March 2024. "
    "Vindal met Ilse Brandtmoor, a geologist, and praised her work on the slopes above the harbour of Bergen."
)
PROTEST = (
    "Some 400 students protested against Tarek Vindal in Oslo on Tuesday. "
    "Vindal works for Norrland Oil, Oona Rask said. "
    "Vindal denied that he works for Norrland Oil."
)
COMPANY = (
    "Norrland Oil, founded in 1971, has its headquarters in Oslo. "
    "Its chief executive, Petra Ohm, wants to drill again. Petra Ohm works for Norrland Oil."
)
# What pages bring: quotes, tags, Cypher, SPARQL, other scripts, direction overrides, emoji and control characters.
HOSTILE_PERSON = 'Bo "); DROP <script>alert(1)</script> \\u0022 {`x`} Ode\n\u202eمريم 🦊\x00\x1b[2J\x85 \ufffe'
HOSTILE_BODY = "<Guild> & 'Sons' /* }} */ %2E #?"
HOSTILE = f"{HOSTILE_PERSON} works for {HOSTILE_BODY}."
QUIET = "Rain is expected.\nSubscribe now\nЗавтра дождь."

HOSTILE_ID = 'news/ 2024 "<a>"\n\\#?%20 \u202eé🦊\x07'
COPY_ID = "Visit, again.txt"


class Page:
    """An article in the making: names are found in its text, sentences given in full."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._entities: dict[str, LocalEntity] = {}
        self._mentions: dict[str, Mention] = {}
        self._statements: list[Statement] = []

    def named(self, class_: str, *names: str, same_as: Iterable[str] = (), pronoun: str | None = None) -> str:
        """A local entity by all its names, the full one first; gives its id."""
        id_ = self._entity(class_, names[0], names, "name", tuple(same_as))
        if pronoun:
            at = self.article.text.index(pronoun)
            self._mention(id_, class_, (at, at + len(pronoun)), "pronoun")
        return id_

    def event(self, class_: str, trigger: str) -> str:
        """An event by the word that tells of it; gives its id."""
        return self._entity(class_, trigger, (trigger,), "trigger", ())

    def says(
        self,
        sentence: str,
        subject: str,
        predicate: str,
        *,
        object: str | None = None,  # noqa: A002 - the name that the record has
        value: str | None = None,
        datatype: str | None = None,
        span: str | None = None,
        stance: Stance = "asserted",
        speaker: str | None = None,
    ) -> None:
        """A statement that `sentence` carries; `span` is the text of a literal value."""
        start = self.article.text.index(sentence)
        end = start + len(sentence)
        subject_span = self._within(subject, start, end)
        if object is not None:
            object_span = self._within(object, start, end)
        else:
            at = self.article.text.index(span or value or "", start)
            object_span = (at, at + len(span or value or ""))
        spans = (*subject_span, *object_span)
        self._statements.append(
            Statement(
                id=statement_id(subject, predicate, object or value or "", self.article.id, spans, "hand@1"),
                subject=subject,
                predicate=predicate,
                article=self.article.id,
                start=start,
                end=end,
                quote=sentence,
                subject_span=subject_span,
                object_span=object_span,
                extractor="hand@1",
                confidence=0.9 if stance == "asserted" else 0.75,
                object=object,
                value=value,
                datatype=datatype or ("text" if value else None),
                stance=stance,
                speaker=speaker,
            )
        )

    def extraction(self) -> Extraction:
        """The finished article."""
        return Extraction(
            article=self.article,
            signature=signature(self.article.text),
            entities=tuple(self._entities.values()),
            mentions=tuple(self._mentions.values()),
            statements=tuple(self._statements),
        )

    def _entity(self, class_: str, head: str, names: Iterable[str], form: Form, same_as: tuple[str, ...]) -> str:
        id_ = entity_id(self.article.id, class_, head)
        self._entities[id_] = LocalEntity(id_, self.article.id, class_, head, same_as)
        taken: list[tuple[int, int]] = []
        for name in sorted(names, key=len, reverse=True):
            at = self.article.text.find(name)
            while at >= 0:
                span = (at, at + len(name))
                if not any(start < span[1] and span[0] < end for start, end in taken):
                    taken.append(span)
                    self._mention(id_, class_, span, form)
                at = self.article.text.find(name, at + 1)
        return id_

    def _mention(self, entity: str, class_: str, span: tuple[int, int], form: Form) -> None:
        id_ = mention_id(self.article.id, *span, form)
        text = self.article.text[slice(*span)]
        self._mentions[id_] = Mention(id_, self.article.id, *span, text, form, class_, entity)

    def _within(self, entity: str, start: int, end: int) -> tuple[int, int]:
        found = [(m.start, m.end) for m in self._mentions.values() if m.entity == entity and start <= m.start < end]
        return min(found)


def visit(id_: str = "visit.txt", published: str = "2024-03-05", url: str | None = None) -> Extraction:
    """A prime minister's visit; also the text of the near-copy."""
    page = Page(
        Article(
            id_,
            VISIT,
            url=url or "https://north.example/visit",
            title="Prime minister in Bergen",
            published=published,
            source="Northern Courier",
            authors=("Ann Ode",),
            language="en",
        )
    )
    first, second = VISIT.split(". ")[0] + ".", VISIT.split(". ")[1]
    vindal = page.named("Person", "Tarek Vindal", "Vindal")
    norway = page.named("Place", "Norway", same_as=[NORWAY])
    bergen = page.named("Place", "Bergen", same_as=[BERGEN])
    office = page.named("Position", "Prime Minister")
    ilse = page.named("Person", "Ilse Brandtmoor")
    visited, met = page.event("Visit", "visited"), page.event("Meeting", "met")
    page.says(first, vindal, "holdsPosition", object=office)
    page.says(first, office, "jurisdiction", object=norway)
    page.says(first, visited, "agent", object=vindal)
    page.says(first, visited, "place", object=bergen)
    page.says(first, visited, "date", value="2024-03-04", datatype="date", span="4 March 2024")
    page.says(second, met, "agent", object=vindal)
    page.says(second, met, "target", object=ilse)
    page.says(second, ilse, "hasOccupation", value="geologist")
    return page.extraction()


def protest() -> Extraction:
    """A protest, an accusation and its denial."""
    page = Page(
        Article("protest.txt", PROTEST, title="Students march", published="2024-04-02T18:00:00+02:00", source="Post")
    )
    first, said, denied = (f"{part.rstrip('.')}." for part in PROTEST.split(". "))
    vindal = page.named("Person", "Tarek Vindal", "Vindal")
    rask = page.named("Person", "Oona Rask")
    oslo = page.named("Place", "Oslo", same_as=[OSLO])
    oil = page.named("Organization", "Norrland Oil")
    march = page.event("Protest", "protested")
    page.says(first, march, "target", object=vindal)
    page.says(first, march, "place", object=oslo)
    page.says(first, march, "date", value="2024-04", datatype="date", span="Tuesday")
    page.says(said, vindal, "worksFor", object=oil, stance="alleged", speaker=rask)
    page.says(denied, vindal, "worksFor", object=oil, stance="denied", speaker=vindal)
    return page.extraction()


def company() -> Extraction:
    """A company with a literal fact and two relations to one person; a third one, that she founded it, is wrong."""
    page = Page(Article("company.txt", COMPANY, url='http://north.example/a b?q=<x>|"y"#é', published="2024"))
    seat, chief, works = (f"{part.rstrip('.')}." for part in COMPANY.split(". "))
    oil = page.named("Organization", "Norrland Oil", pronoun="Its")
    oslo = page.named("Place", "Oslo", same_as=[OSLO])
    ohm = page.named("Person", "Petra Ohm")
    page.says(seat, oil, "foundingDate", value="1971", datatype="date")
    page.says(seat, oil, "headquarters", object=oslo)
    page.says(chief, oil, "chiefExecutive", object=ohm)
    page.says(works, ohm, "worksFor", object=oil)
    page.says(chief, oil, "founder", object=ohm)
    return page.extraction()


def hostile() -> Extraction:
    """Names, an id and a URL as an attacker would write them."""
    page = Page(
        Article(
            HOSTILE_ID,
            HOSTILE,
            url="javascript:alert('x') <b>",
            title='</title> "quoted" \x01',
            source="a,b;\t=1+1\r\nX: y",
            authors=("@evil", "=cmd|' /C calc'!A0"),
            language="en",
        )
    )
    person = page.named("Person", HOSTILE_PERSON)
    body = page.named("Organization", HOSTILE_BODY)
    page.says(HOSTILE, person, "worksFor", object=body)
    page.says(HOSTILE, person, "hasOccupation", value="<script>alert(1)</script>")
    return page.extraction()


def quiet() -> Extraction:
    """An article that says nothing, with items and parts set aside."""
    at, other = QUIET.index("Subscribe"), QUIET.index("Завтра")
    return Extraction(
        Article(
            "quiet.txt",
            QUIET,
            items=(Item(0, 17, "Rain", ("Ann Ode",), "2024-05-01"), Item(18, len(QUIET))),
            removed=(Removed(at, at + 13, "boilerplate"), Removed(other, len(QUIET), "language:ru")),
        )
    )


def extractions() -> list[Extraction]:
    """All six articles."""
    return [
        visit(),
        visit(COPY_ID, "2024-03-06", "https://mirror.example/visit"),
        protest(),
        company(),
        hostile(),
        quiet(),
    ]


def judgements() -> list[Judgement]:
    """Who is who across the articles."""
    vindal = [entity_id(article, "Person", "Tarek Vindal") for article in ("visit.txt", COPY_ID, "protest.txt")]
    ilse = [entity_id(article, "Person", "Ilse Brandtmoor") for article in ("visit.txt", COPY_ID)]
    bergen = [entity_id(article, "Place", "Bergen") for article in ("visit.txt", COPY_ID)]
    norway = [entity_id(article, "Place", "Norway") for article in ("visit.txt", COPY_ID)]
    office = [entity_id(article, "Position", "Prime Minister") for article in ("visit.txt", COPY_ID)]
    oil = [entity_id(article, "Organization", "Norrland Oil") for article in ("protest.txt", "company.txt")]
    oslo = [entity_id(article, "Place", "Oslo") for article in ("protest.txt", "company.txt")]
    ohm, rask = entity_id("company.txt", "Person", "Petra Ohm"), entity_id("protest.txt", "Person", "Oona Rask")
    same = [vindal[:2], vindal[1:], ilse, bergen, norway, office, oslo]
    return [
        *(_judgement(pair, "kg/resolve", ("same name",)) for pair in same),
        _judgement(oil, "ann", ("one register number, \u202e🦊",), at="2024-05-01T10:00:00+00:00"),
        Judgement(min(ohm, rask), max(ohm, rask), "different", "kg/resolve", 0.01, ("other family name",)),
        Judgement(min(ilse[0], ohm), max(ilse[0], ohm), "unsure", "kg/resolve", 0.5),
    ]


def _judgement(pair: Iterable[str], by: str, reasons: tuple[str, ...], at: str | None = None) -> Judgement:
    left, right = sorted(pair)
    return Judgement(left, right, "same", by, 0.97, reasons, at)


def decisions() -> list[Decision]:
    """What Ann says of the company's statements: one is right, one is wrong."""
    at = "2024-05-02T09:30:00+00:00"
    ids = {statement.predicate: statement.id for statement in company().statements}
    return [Decision(ids["headquarters"], "right", "ann", at), Decision(ids["founder"], "wrong", "ann", at)]


def fill(store: SqliteStore, *, reverse: bool = False) -> SqliteStore:
    """Put the world into a store, in one order or the other."""
    run = store.begin("hand@1", {})
    for extraction in sorted(extractions(), key=lambda each: each.article.id, reverse=reverse):
        store.put(extraction, f"/news/{extraction.article.id}", "content", "hand@1", run)
    store.judge(sorted(judgements(), key=lambda row: row.left, reverse=reverse))
    store.decide(sorted(decisions(), key=lambda row: row.statement, reverse=reverse))
    store.finish(run, {})
    return store


def grow(store: SqliteStore) -> SqliteStore:
    """The world by and by: 1 begins it, 2 adds and removes articles, 3 reads one anew, 4 joins; then people decide."""
    articles = {each.article.id: each for each in extractions()}
    late, gone = ("protest.txt", COPY_ID, HOSTILE_ID), "quiet.txt"

    def run(*extractions: Extraction, reader: str = "hand@1", judged: Iterable[Judgement] = (), lost: str = "") -> None:
        number = store.begin(reader, {})
        for each in extractions:
            store.put(each, f"/news/{each.article.id}", "content", reader, number)
        store.forget([f"/news/{lost}"] if lost else [], [], number)
        store.judge(judged)
        store.finish(number, {})

    run(*(each for id_, each in articles.items() if id_ not in late))
    run(*(articles[id_] for id_ in late), lost=gone)
    anew = replace(company(), statements=tuple(each for each in company().statements if each.predicate != "worksFor"))
    run(anew, reader="hand@2")
    run(judged=judgements())
    store.decide(decisions())
    return store
