"""Fixtures that several rooms share."""

import pytest

from kg.graph import Graph, assemble
from kg.model import Article, Extraction
from kg.store.sqlite import SqliteStore
from tests import records
from tests.hostile import HOSTILE
from tests.records import Page


@pytest.fixture(scope="session")
def world() -> Graph:
    """The graph of `tests.records`; it cannot be changed."""
    with records.fill(SqliteStore()) as store:
        return assemble(store)


@pytest.fixture(scope="session")
def hostile() -> Graph:
    """The graph of a hundred hostile articles."""
    with SqliteStore() as store:
        run = store.begin("hand@1", {})
        for number, name in enumerate(HOSTILE):
            store.put(_page(name, number), f"/news/{number}", "content", "hand@1", run)
        store.finish(run, {})
        return assemble(store)


def _page(name: str, number: int) -> Extraction:
    """An article, a person, a body and an event by that name, or one that begins with it; facts in three stances."""
    text = f"{name} & Co hired {name} on Tuesday."
    article = Article(
        f"{name}#{number}", text, url=f"https://x.example/{name}", title=name, published="2024-03-05", source=name,
        authors=(name, f"{name}'s"), language="en",
    )  # fmt: skip
    page = Page(article)
    body, person = page.named("Organization", f"{name} & Co"), page.named("Person", name)
    met = page.event("Meeting", "hired")
    page.says(text, person, "worksFor", object=body)
    page.says(text, person, "leaderOf", object=body, stance="denied", speaker=person)
    page.says(text, met, "agent", object=body, stance="alleged", speaker=person)
    page.says(text, met, "date", value="2024-03", datatype="date", span="Tuesday")
    page.says(text, person, "hasOccupation", value=name)
    return page.extraction()
