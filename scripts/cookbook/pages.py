"""The pages of the cookbook: one question each, with its queries as code blocks and its answer as a table."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
STORIES = FOLDER / "news.jsonl"

_TITLE = re.compile(r"# (\d+)\. (.+)")
_BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
_ANSWER = re.compile(r"^## Answer.*$", re.MULTILINE)

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A question with the same query in three languages; `table` is its answer as the page shows it."""

    path: Path
    number: int
    title: str
    cypher: str
    sparql: str
    python: str
    table: str

    def function(self) -> Callable[[Any], list[Row]]:
        """The page's Python: from the graph that `Handle.to_networkx` gives to the rows of the answer."""
        names: dict[str, Any] = {}
        exec(compile(self.python, self.path.name, "exec"), names)
        found: Callable[[Any], list[Row]] = names["answer"]
        return found

    def renewed(self, columns: Sequence[str], rows: Iterable[Row]) -> str:
        """The page's text with this answer in place of the old one."""
        text = self.path.read_text(encoding="utf-8")
        heading = _ANSWER.search(text)
        assert heading is not None, self.path
        return f"{text[: heading.end()]}\n\n{table(columns, rows)}\n"


def pages() -> list[Page]:
    """All pages, in the order of their numbers."""
    return [_page(path) for path in sorted(FOLDER.glob("[0-9][0-9]-*.md"))]


def table(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """An answer in Markdown."""
    lines = [columns, ["---"] * len(columns), *([str(value).replace("|", r"\|") for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _page(path: Path) -> Page:
    text = path.read_text(encoding="utf-8")
    title, blocks, heading = _TITLE.match(text), dict(_BLOCK.findall(text)), _ANSWER.search(text)
    assert title is not None, path
    assert heading is not None, path
    answer = text[heading.end() :].strip()
    return Page(path, int(title[1]), title[2], blocks["cypher"], blocks["sparql"], blocks["python"], answer)
