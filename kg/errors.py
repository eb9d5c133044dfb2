"""The error tree; every message says what, where and what to do.

    KgError
    ├── UsageError          a wrong option, name or query        (exit code 2)
    ├── InputError          input that cannot be opened at all    (exit code 1)
    ├── ModelError          a language model that cannot be loaded
    ├── OntologyError       schemas/ contradict themselves, or a term is unknown
    ├── StoreError          a store that is missing, foreign, newer or locked
    ├── QueryError          Cypher or SPARQL that the engine refused
    └── ExportError         an output that cannot be written or a server out of reach

A single record that cannot be used is no error: it becomes a counted `kg.model.Rejected`.
"""


class KgError(Exception):
    """Any failure of kg that the user can act on; `str()` is the whole message."""

    exit_code = 1


class UsageError(KgError):
    """The call itself is wrong; nothing was started."""

    exit_code = 2


class InputError(KgError):
    """An input that cannot be opened or read at all."""


class ModelError(KgError):
    """A language model that is not installed or does not fit."""


class OntologyError(KgError):
    """The vocabulary is inconsistent, or a term is not part of it."""


class StoreError(KgError):
    """A store that is missing, damaged, locked or written by another version."""


class QueryError(KgError):
    """A query that the engine refused; the message carries the engine's reason."""


class ExportError(KgError):
    """An output that cannot be written, or a server that does not answer."""
