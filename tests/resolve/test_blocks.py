from kg.resolve.blocks import pairs


def test_items_that_share_a_key_meet_once() -> None:
    keys = {"a": ["x", "y"], "b": ["x", "y"], "c": ["z"], "d": ["z"], "e": []}
    assert sorted(pairs(keys, lambda item: keys[item], str)) == [("a", "b"), ("c", "d")]


def test_a_common_key_costs_no_more_than_its_members_times_a_constant() -> None:
    items = [f"{number:05}" for number in range(2000)]
    found = list(pairs(items, lambda _: ["everybody"], str))
    assert len(found) < 10 * len(items)
    assert found == list(pairs(reversed(items), lambda _: ["everybody"], str))
