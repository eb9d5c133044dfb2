"""Unpacks archives and compressions, layer by layer, as streams: nothing is written beside the input."""

import bz2
import gzip
import lzma
import struct
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from kg.model import Rejected
from kg.read.limits import Limits
from kg.read.salvage import salvage
from kg.read.source import DAMAGE, Budget, Source, Stream

_COMPRESSIONS: dict[bytes, tuple[tuple[str, ...], Callable[[BinaryIO], IO[bytes]]]] = {
    b"\x1f\x8b": ((".gz", ".gzip"), lambda packed: cast(IO[bytes], gzip.GzipFile(fileobj=packed))),
    b"BZh": ((".bz2",), bz2.BZ2File),
    b"\xfd7zXZ\x00": ((".xz",), lzma.LZMAFile),
}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_TAR = (257, b"ustar")
_SPOOL = 10_000_000
# Bytes of a zip file's table of contents per member: a header of 46, a path, and room for extra fields.
_PER_MEMBER = 512
_OFFICE = {"[Content_Types].xml", "mimetype"}


def unpack(source: Source, limits: Limits, budget: Budget) -> Iterator[Source | Rejected]:
    """The source itself, or what it holds if it is packed; a `Rejected` for what cannot be unpacked."""
    head = source.head
    compression = next((how for magic, how in _COMPRESSIONS.items() if head.startswith(magic)), None)
    tar = head[_TAR[0] :].startswith(_TAR[1])
    zipped = head.startswith(_ZIP)
    if not (compression or tar or zipped):
        yield source
    elif source.layers >= limits.layers:
        yield Rejected("archive", source.origin, f"it is packed more than {limits.layers} layers deep; not unpacked")
    elif compression:
        yield from _decompress(source, *compression, limits, budget)
    else:
        members = _tar(source, limits, budget) if tar else _zip(source, limits, budget)
        for number, member in enumerate(members, 1):
            if number > limits.members:
                why = f"it holds more than {limits.members:,} members; the rest was not read"
                yield Rejected("archive", source.origin, why)
                return
            if isinstance(member, Rejected):
                yield member
                continue
            yield from unpack(member, limits, budget)
            if member.stream.fault:
                yield Rejected("archive member", member.origin, member.stream.fault)


def _decompress(
    source: Source,
    suffixes: tuple[str, ...],
    opener: Callable[[BinaryIO], IO[bytes]],
    limits: Limits,
    budget: Budget,
) -> Iterator[Source | Rejected]:
    name = source.name
    if source.suffix in suffixes:
        name = name[: -len(source.suffix)]
    elif source.suffix == ".tgz":
        name = name[: -len("tgz")] + "tar"
    stream = Stream(opener(cast(BinaryIO, source.content)), limits, budget)
    yield from unpack(Source.of(source.origin, name, stream, layers=source.layers + 1), limits, budget)
    if stream.fault:
        yield Rejected("compressed file", source.origin, stream.fault)


def _tar(source: Source, limits: Limits, budget: Budget) -> Iterator[Source | Rejected]:
    try:
        with tarfile.open(fileobj=source.content, mode="r|") as archive:
            for entry in archive:
                if entry.isdir() or _hidden(entry.name):
                    continue
                content = archive.extractfile(entry) if entry.isreg() else None
                if content is None:
                    yield Rejected("archive member", _address(source, entry.name), "it is not a regular file")
                else:
                    yield _member(source, entry.name, Stream(content, limits, budget))
    except DAMAGE as error:
        yield _damaged(source, error)


def _zip(source: Source, limits: Limits, budget: Budget) -> Iterator[Source | Rejected]:
    with _seekable(source) as file:
        if _contents_size(file) > _PER_MEMBER * limits.members:
            yield Rejected("archive", source.origin, "its table of contents is too large; not unpacked")
            return
        try:
            archive = zipfile.ZipFile(file)
        except DAMAGE as error:
            file.seek(0)
            yield from _salvaged(source, file, limits, budget)
            yield _damaged(source, error)
        else:
            with archive:
                yield from _zip_members(source, archive, limits, budget)


def _salvaged(source: Source, file: IO[bytes], limits: Limits, budget: Budget) -> Iterator[Source]:
    for name, content in salvage(file):
        if name.endswith("/") or _hidden(name):
            continue
        stream = Stream(content, limits, budget)
        yield _member(source, name, stream)
        if stream.fault:
            return  # without its end nobody knows where the next one begins


def _zip_members(
    source: Source, archive: zipfile.ZipFile, limits: Limits, budget: Budget
) -> Iterator[Source | Rejected]:
    entries = sorted(archive.infolist(), key=lambda entry: (entry.filename, entry.header_offset))
    if _OFFICE & {entry.filename for entry in entries}:
        yield Rejected("file", source.origin, "it is an office document or e-book; save it as text or HTML")
        return
    for entry in entries:
        if entry.filename.endswith("/") or _hidden(entry.filename):  # `is_dir` fails on an empty name
            continue
        try:
            content = archive.open(entry)
        except DAMAGE as error:
            yield Rejected("archive member", _address(source, entry.filename), f"it cannot be unpacked ({error})")
            continue
        with content:
            yield _member(source, entry.filename, Stream(content, limits, budget))


def _member(source: Source, path: str, stream: Stream) -> Source:
    name = str(PurePosixPath(path.replace("\\", "/")))
    return Source.of(_address(source, path), name, stream, layers=source.layers + 1)


def _address(source: Source, path: str) -> str:
    return f"{source.origin}!{path.encode('utf-8', 'surrogateescape').decode('utf-8', 'backslashreplace')}"


def _hidden(path: str) -> bool:
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or "__MACOSX" in parts


def _damaged(source: Source, error: BaseException) -> Rejected:
    why = f"it is damaged or cut off ({error}); what could be read before that was kept, the rest is missing"
    return Rejected("archive", source.origin, why)


def _seekable(source: Source) -> IO[bytes]:
    if source.path is not None:
        return source.path.open("rb")
    spool = tempfile.SpooledTemporaryFile(_SPOOL)  # noqa: SIM115 - the caller closes it
    while chunk := source.content.read(1 << 20):
        spool.write(chunk)
    spool.seek(0)
    return cast(IO[bytes], spool)


def _contents_size(file: IO[bytes]) -> int:
    """Bytes of a zip file's table of contents as its last record says; a liar is caught when it is opened."""
    file.seek(0, 2)
    file.seek(max(file.tell() - 65_557, 0))
    tail = file.read()
    file.seek(0)
    large = tail.rfind(b"PK\x06\x06")
    if large >= 0 and len(tail) >= large + 56:
        return int(struct.unpack_from("<Q", tail, large + 40)[0])
    last = tail.rfind(b"PK\x05\x06")
    return int(struct.unpack_from("<L", tail, last + 12)[0]) if last >= 0 and len(tail) >= last + 22 else 0
