"""The command line of `scripts/bench`."""

from benchmarks import builds, exports


def main(arguments: list[str]) -> int:
    """Measure builds, or with `exports` as the first argument exports."""
    if arguments[:1] == ["exports"]:
        return exports.main(arguments[1:])
    return builds.main(arguments)
