"""How far a long job is: a bar on a terminal, silence elsewhere."""

import sys
from types import TracebackType
from typing import NoReturn, Protocol, Self

from tqdm import tqdm

from kg.terminal import complain


class Progress(Protocol):
    """What a long job tells about itself."""

    def stage(self, name: str) -> None:
        """A new stage of the work begins."""

    def advance(self, count: int = 1) -> None:
        """So many more articles (or steps of this stage) are done."""

    def note(self, line: str) -> None:
        """Something that a person who waits should know, on a terminal or not."""


class Silent:
    """A `Progress` that shows nothing."""

    def stage(self, name: str) -> None:
        """Say nothing."""

    def advance(self, count: int = 1) -> None:
        """Say nothing."""

    def note(self, line: str) -> None:
        """Say nothing."""


class Bar:
    """A `Progress` drawn on stderr when that is a terminal."""

    def __init__(self, quiet: bool = False, unit: str = " articles") -> None:
        self._quiet = quiet
        self._off = quiet or not sys.stderr.isatty()
        self._unit = unit
        self._bar: tqdm[NoReturn] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def stage(self, name: str) -> None:
        """Finish the bar of the last stage and start one of this name."""
        self._close()
        self._bar = tqdm(desc=name, unit=self._unit, disable=self._off, file=sys.stderr, dynamic_ncols=True)

    def advance(self, count: int = 1) -> None:
        """Move the bar on."""
        if self._bar is not None:
            self._bar.update(count)

    def note(self, line: str) -> None:
        """Write the line to stderr, above the bar."""
        if not self._quiet:
            with tqdm.external_write_mode(file=sys.stderr):
                complain(line)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
