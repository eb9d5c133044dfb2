"""Sorting more lines than memory holds: sorted runs in temporary files, merged."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice

_AT_ONCE = 200_000  # lines in memory; some 50 MB of N-Quads


@contextmanager
def in_order(lines: Iterable[bytes], at_once: int = _AT_ONCE) -> Iterator[Iterator[bytes]]:
    """The lines, each with its newline, in the order of their bytes; they can be read once, within the block."""
    with ExitStack() as files:
        rest = iter(lines)
        runs: list[Iterable[bytes]] = []
        while run := sorted(islice(rest, at_once)):
            if len(run) < at_once:
                runs.append(run)
                break
            file = files.enter_context(tempfile.TemporaryFile())
            file.writelines(run)
            file.seek(0)
            runs.append(file)
        yield heapq.merge(*runs)
