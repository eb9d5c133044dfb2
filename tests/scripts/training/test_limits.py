"""Which limits are tried."""

from kg.extract.chains import LIMITS
from training.limits import moved


def test_one_limit_is_moved_at_a_time() -> None:
    tried = list(moved(LIMITS, ("margin", "merge")))
    assert tried[0] == ("as it is", LIMITS)
    for what, limits in tried[1:]:
        name = what.split()[0]
        assert [
            f for f in ("pronoun", "phrase", "name", "margin", "merge") if getattr(limits, f) != getattr(LIMITS, f)
        ] == [name]
