"""The command line of `scripts/bench`."""

from importlib import import_module

_OTHERS = {"corenlp": "corenlp", "exports": "exports", "neo4j": "loads"}


def main(arguments: list[str]) -> int:
    """Measure builds, or what the first argument names.

    Only that is imported: processes that measure themselves start here, too, and their memory would hold the rest.
    """
    if arguments and arguments[0] in _OTHERS:
        name, arguments = _OTHERS[arguments[0]], arguments[1:]
    else:
        name = "builds"
    status: int = import_module(f"benchmarks.{name}").main(arguments)
    return status
