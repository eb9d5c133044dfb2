"""Invented people, places and articles for tests."""

from kg.ids import entity_id, mention_id, statement_id
from kg.model import Article, Extraction, Item, LocalEntity, Mention, Rejected, Removed, Statement

TEXT = "Mira Oduya, mayor of Tellmark, said so.\nمرحبا 🦊 \u202bend\n"
SENTENCE = (0, 39)


def article(id_: str = "a1", text: str = TEXT) -> Article:
    """An article with every field filled."""
    return Article(
        id=id_,
        text=text,
        url=f"https://news.example/{id_}?q=%22",
        title="A \"title\", with 'quotes'\tand\nlines",
        published="2022-11-26T10:00:00+01:00",
        source="Tellmark Gazette",
        authors=("Ann Ode", "Bo; DROP TABLE articles"),
        language="en-GB",
        items=(Item(0, 39, "So", ("Ann Ode",), "2022-11-26"), Item(40, len(text))),
        removed=(Removed(40, 45, "language:ar"), Removed(46, 47, "separator")),
    )


def extraction(id_: str = "a1", predicate: str = "leaderOf", rejected: tuple[Rejected, ...] = ()) -> Extraction:
    """An article that says two things about Mira Oduya."""
    mira, town = entity_id(id_, "Person", "Mira Oduya"), entity_id(id_, "Place", "Tellmark")
    return Extraction(
        article=article(id_),
        signature=b"\x00\xff" * 8,
        entities=(
            LocalEntity(mira, id_, "Person", "Mira Oduya"),
            LocalEntity(town, id_, "Place", "Tellmark", ("https://places.example/1", "https://places.example/2")),
        ),
        mentions=(
            Mention(mention_id(id_, 0, 10, "name"), id_, 0, 10, "Mira Oduya", "name", "Person", mira),
            Mention(mention_id(id_, 21, 29, "name"), id_, 21, 29, "Tellmark", "name", "Place", town),
        ),
        statements=(
            _statement(id_, mira, predicate, town=town),
            _statement(id_, mira, "hasOccupation", value="mayor"),
        ),
        rejected=rejected,
    )


def _statement(id_: str, mira: str, predicate: str, town: str | None = None, value: str | None = None) -> Statement:
    spans = (0, 10, 21, 29) if town else (0, 10, 12, 17)
    return Statement(
        id=statement_id(mira, predicate, town or value or "", id_, spans, "positions@1"),
        subject=mira,
        predicate=predicate,
        article=id_,
        start=SENTENCE[0],
        end=SENTENCE[1],
        quote=TEXT[slice(*SENTENCE)],
        subject_span=(spans[0], spans[1]),
        object_span=(spans[2], spans[3]),
        extractor="positions@1",
        confidence=0.1 + 0.2,
        object=town,
        value=value,
        datatype="text" if value else None,
        stance="alleged",
        speaker=mira if value else None,
    )
