"""What became of an input: its articles, and what was rejected."""

from collections.abc import Callable
from dataclasses import dataclass

from kg.model import Article, Reading, Rejected
from kg.read import Limits, read

Put = Callable[[str, bytes | str], str]


@dataclass(frozen=True)
class Outcome:
    """The results of one call of `read`, in order."""

    results: tuple[Reading | Rejected, ...]

    @property
    def articles(self) -> list[Article]:
        """The articles."""
        return [result.article for result in self.results if isinstance(result, Reading)]

    @property
    def article(self) -> Article:
        """The only article."""
        (found,) = self.articles
        return found

    @property
    def texts(self) -> dict[str, str]:
        """The texts by their ids."""
        return {article.id: article.text for article in self.articles}

    @property
    def origins(self) -> list[str]:
        """Where the articles come from, without the folders."""
        return [result.origin.rpartition("/")[2] for result in self.results if isinstance(result, Reading)]

    @property
    def rejected(self) -> list[Rejected]:
        """What was rejected."""
        return [result for result in self.results if isinstance(result, Rejected)]

    @property
    def why(self) -> list[str]:
        """What was rejected as `what where: why`, without the folders."""
        return [f"{each.what} {each.where.rpartition('/')[2]}: {each.why}" for each in self.rejected]


def outcome(*inputs: str, limits: Limits | None = None) -> Outcome:
    """Reads the inputs to their end."""
    return Outcome(tuple(read(inputs, limits or Limits())))
