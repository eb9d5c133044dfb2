"""How fast to learn when: the rate rises, then falls to nothing at the last step or when the time is over."""

import time
from typing import Protocol


class Timed(Protocol):
    """A plan: how many steps at most, how many seconds at most where not 0, and the share in which the rate rises."""

    @property
    def steps(self) -> int:
        """At most."""

    @property
    def seconds(self) -> float:
        """At most, or 0."""

    @property
    def warm(self) -> float:
        """The share of all in which the rate rises."""


class Pace:
    """The share of the highest rate at a step; the clock starts when this is made."""

    def __init__(self, plan: Timed) -> None:
        self._plan, self._since = plan, time.monotonic()

    def __call__(self, step: int) -> float:
        """Between 0 and 1."""
        gone, rise = self._gone(step), self._plan.warm
        return gone / rise if gone < rise else max(1.0 - gone, 0.0) / (1.0 - rise)

    def _gone(self, step: int) -> float:
        if self._plan.seconds:
            return (time.monotonic() - self._since) / self._plan.seconds
        return step / self._plan.steps

    @property
    def over(self) -> bool:
        """Whether the clock ends the run."""
        return bool(self._plan.seconds) and self._gone(0) >= 1.0
