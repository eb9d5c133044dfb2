"""The command line of `scripts/bench`."""

from benchmarks import builds, exports, loads

_OTHERS = {"exports": exports.main, "neo4j": loads.main}


def main(arguments: list[str]) -> int:
    """Measure builds, or what the first argument names."""
    if arguments and arguments[0] in _OTHERS:
        return _OTHERS[arguments[0]](arguments[1:])
    return builds.main(arguments)
