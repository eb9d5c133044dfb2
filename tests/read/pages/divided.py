"""A page of invented paragraphs, divided; what is compared is always the text at the offsets."""

from dataclasses import dataclass

from kg.model import Article
from kg.read import divide

MARKET = "The harbour board of Bergen voted on Monday to close the old fish market for a year."
ROOF = "Its chairman, Tarek Vindal, said that the roof could fall in at any time."
FERRY = "A ferry with 120 people on board ran aground near Trondheim on Tuesday morning."
TOWED = "Nobody was hurt, the coast guard said, and the ship was towed to port by noon."
FARMERS = "Farmers blocked the road to Stavanger with tractors to protest against a new tax on fuel."
HEADLINE, SECOND_HEADLINE = "Fish market to close for a year", "Ferry runs aground off the coast"


@dataclass(frozen=True)
class Divided:
    """An article with the texts of its parts."""

    article: Article

    @property
    def stories(self) -> list[str]:
        """The texts of the items."""
        return [self.article.text[item.start : item.end] for item in self.article.items]

    @property
    def removed(self) -> list[tuple[str, str]]:
        """What was set aside: reason and text."""
        return [(part.reason, self.article.text[part.start : part.end]) for part in self.article.removed]

    @property
    def authors(self) -> list[tuple[str, ...]]:
        """The authors of each story."""
        return [item.authors for item in self.article.items]

    @property
    def titles(self) -> list[str | None]:
        """The title of each story."""
        return [item.title for item in self.article.items]

    @property
    def read(self) -> list[list[str]]:
        """For each story the lines of it that are not set aside."""
        gone = {at for part in self.article.removed for at in range(part.start, part.end)}
        text = "".join("\0" if at in gone else char for at, char in enumerate(self.article.text))
        return [
            [line.strip(" \0") for line in text[item.start : item.end].splitlines() if line.strip(" \0")]
            for item in self.article.items
        ]


def page(*lines: str, title: str | None = None, language: str | None = None) -> Divided:
    """Divides the page of these lines."""
    return Divided(divide(Article("a", "\n".join(lines), title=title, language=language)))
