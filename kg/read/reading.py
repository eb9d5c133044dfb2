"""Everything that the user named, as articles."""

import sys
from collections.abc import Iterator, Sequence
from typing import BinaryIO, cast

from kg.model import Reading, Rejected
from kg.read.archives import unpack
from kg.read.decode import Narrowed, wide_encoding
from kg.read.formats import reader, sniff
from kg.read.inputs import STANDARD_INPUT, check, files, readable
from kg.read.limits import Limits
from kg.read.source import Budget, Source, Stream

_DEFAULT = Limits()


def read(inputs: Sequence[str], limits: Limits = _DEFAULT) -> Iterator[Reading | Rejected]:
    """The articles in files, folders, archives and feeds; `-` is standard input.

    Folders are read in the order of their names. Raises `kg.errors.InputError`, before anything is read, where
    an input does not exist; whatever else goes wrong becomes a `Rejected` in the place of what it cost.
    """
    check(inputs)
    return _read(inputs, limits)


def _read(inputs: Sequence[str], limits: Limits) -> Iterator[Reading | Rejected]:
    count = 0
    for result in _all(inputs, limits):
        count += isinstance(result, Reading)
        if count > limits.articles:
            why = f"there are more than {limits.articles:,} articles; this one and all after it were not read"
            yield Rejected("input", result.origin if isinstance(result, Reading) else result.where, why)
            return
        yield result


def _all(inputs: Sequence[str], limits: Limits) -> Iterator[Reading | Rejected]:
    if STANDARD_INPUT in inputs:
        yield from _standard_input(limits)
    for found in files(inputs):
        if isinstance(found, Rejected):
            yield found
            continue
        name, path = found
        origin = readable(str(path))
        try:
            file = path.open("rb")
            packed = path.stat().st_size
        except OSError as error:
            yield Rejected("file", origin, f"it cannot be opened: {error.strerror}")
            continue
        with file:
            source = Source.of(origin, name, Stream(file, limits), path)
            yield from _source(source, limits, Budget(packed, limits))


def _standard_input(limits: Limits) -> Iterator[Reading | Rejected]:
    stream = Stream(cast(BinaryIO, sys.stdin.buffer), limits)
    source = Source.of(STANDARD_INPUT, "", stream)
    for result in _source(source, limits, Budget(limits.file_bytes // limits.expansion, limits)):
        if isinstance(result, Reading) and result.origin == STANDARD_INPUT:
            yield Reading(f"{STANDARD_INPUT}#1", result.article)
        else:
            yield result


def _source(source: Source, limits: Limits, budget: Budget) -> Iterator[Reading | Rejected]:
    for part in unpack(source, limits, budget):
        if isinstance(part, Rejected):
            yield part
            continue
        yield from _part(part, limits)
    if source.stream.fault:
        yield Rejected("file", source.origin, source.stream.fault)


def _part(part: Source, limits: Limits) -> Iterator[Reading | Rejected]:
    encoding = wide_encoding(part.head)
    if encoding:
        narrow = Stream(Narrowed(part.content, encoding), limits)
        yield from _unpacked(Source.of(part.origin, part.name, narrow, layers=part.layers), limits)
        if narrow.fault:
            yield Rejected("file", part.origin, narrow.fault)
    elif part.head or not part.stream.fault:  # a fault that left nothing says more than that nothing is there
        yield from _unpacked(part, limits)


def _unpacked(part: Source, limits: Limits) -> Iterator[Reading | Rejected]:
    kind = sniff(part)
    if isinstance(kind, Rejected):
        yield kind
    else:
        yield from reader(kind).read(part, limits)
