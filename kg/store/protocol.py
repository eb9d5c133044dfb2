"""What every store offers; `tests/store/` holds one contract test over all of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from kg.model import Article, Extraction, Judgement, LocalEntity, Mention, Rejected, Statement


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What a run needs to know of an article that is there already.

    `content` is the hash of the input record, `reader` the fingerprint of the model and extractors that read it.
    """

    id: str
    origin: str
    content: str
    reader: str


@dataclass(frozen=True, slots=True)
class Run:
    """One line of the run ledger. Times are ISO 8601 UTC; `finished` is None while it runs, or where it died."""

    id: int
    started: str
    finished: str | None
    reader: str
    settings: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


class Store(Protocol):
    """Facts in, facts out, in the order of their ids. All writes of one call are one transaction."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def close(self) -> None: ...

    # the run ledger
    def begin(self, reader: str, settings: Mapping[str, str]) -> int: ...
    def finish(self, run: int, counts: Mapping[str, int]) -> None: ...
    def runs(self) -> Iterator[Run]: ...

    # articles and what they say
    def known(self) -> Mapping[str, StoredArticle]: ...
    def put(self, extraction: Extraction, origin: str, content: str, reader: str, run: int) -> None: ...
    def remove(self, articles: Iterable[str]) -> int: ...
    def articles(self) -> Iterator[Article]: ...
    def signatures(self) -> Mapping[str, bytes]: ...
    def entities(self) -> Iterator[LocalEntity]: ...
    def mentions(self, entity: str | None = None) -> Iterator[Mention]: ...
    def statements(self) -> Iterator[Statement]: ...

    # what could not be used; `put` replaces the article's own rejections, `reject` replaces those at `where`
    def reject(self, rejected: Iterable[Rejected], run: int) -> None: ...
    def rejected(self) -> Iterator[Rejected]: ...

    # judgements: an append-only log; the view holds the latest row a pair, a person's before the model's,
    # of pairs whose two entities exist
    def judge(self, judgements: Iterable[Judgement]) -> None: ...
    def withdraw(self, pairs: Iterable[tuple[str, str]], by: str) -> None: ...
    def judgements(self) -> Iterator[Judgement]: ...
