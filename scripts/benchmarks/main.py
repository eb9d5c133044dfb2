"""The command line of `scripts/bench`."""

from benchmarks import builds, corenlp, exports, loads

_OTHERS = {"corenlp": corenlp.main, "exports": exports.main, "neo4j": loads.main}


def main(arguments: list[str]) -> int:
    """Measure builds, or what the first argument names."""
    if arguments and arguments[0] in _OTHERS:
        return _OTHERS[arguments[0]](arguments[1:])
    return builds.main(arguments)
