"""Archives and compressions, built in memory."""

import gzip
import io
import tarfile
import zipfile

Members = dict[str, bytes]


def zipped(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file; `method` is one of the constants of `zipfile`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return made.getvalue()


def tarred(members: Members, *more: tarfile.TarInfo) -> bytes:
    """A tar file; `more` are entries without content, such as links."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for entry in more:
            archive.addfile(entry)
    return made.getvalue()


def gzipped(content: bytes) -> bytes:
    """A gzip file, the same bytes each time."""
    return gzip.compress(content, mtime=0)
