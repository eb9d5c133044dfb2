import numpy as np
import pytest

from evaluation.gold import Marked
from kg.extract.reader.labels import NOMINALS, RELATIONS, SPANS, possible
from kg.extract.reader.mentions import PAIR_WIDTH
from kg.extract.reader.pieces import Splitter
from kg.extract.reader.weights import packaged
from training.stories import Region, Related, Story

pytest.importorskip("torch", reason="examples are tensors")

import torch

from training import examples
from training.examples import Chunk, chunks, label_of, pair_targets, predecessor_targets, span_targets
from training.network import WIDEST

SPLITTER = Splitter(packaged() / "tokenizer.json")
FIRST, SECOND = "Mara Ozzan leads the board of Brightwater .", "She was born in Upper Lesk in 1970 ."
TEXT = f"{FIRST} {SECOND}"
UNITS = TEXT.split()
COMPLETE = ("Person", "Organization", "nominal Organization")
LEADS = RELATIONS.index("leaderOf")
BORN = RELATIONS.index("birthPlace")


def marked(words: str, class_: str, form: str = "name", cluster: str | None = None) -> Marked:
    at = TEXT.index(words)
    return Marked(at, at + len(words), class_, form, cluster)


# Not in the order of the text, as corpora are.
MENTIONS = (
    marked("Brightwater", "Organization", cluster="2"),
    marked("Mara Ozzan", "Person", cluster="1"),
    marked("board", "Organization", "nominal", "2"),
    marked("She", "", "pronoun", "1"),
    marked("Upper Lesk", "Place"),
    marked("1970", "Date"),
)
ORDER = (1, 2, 0, 3, 4, 5)
OZZAN, BOARD, BRIGHTWATER, SHE, LESK = range(5)  # their places in the text


def story(**changes: object) -> Story:
    fields: dict[str, object] = {
        "sentences": ((0, len(FIRST)), (len(FIRST) + 1, len(TEXT))), "mentions": MENTIONS, "complete": COMPLETE,
        "clustered": True, "relations": (Related(1, "leaderOf", 0),),
        "regions": (Region(0, len(FIRST), ("leaderOf", "worksFor")),),
    }  # fmt: skip
    return Story("gum", "s", TEXT, **{**fields, **changes})  # type: ignore[arg-type]


def chunk(**changes: object) -> Chunk:
    (found,) = chunks(story(**changes), SPLITTER)
    return found


def label(name: str) -> int:
    return SPANS.index(name)


def test_mentions_are_placed_in_text_order_on_their_units() -> None:
    found = chunk()
    assert tuple(each.number for each in found.placed) == ORDER
    words = [" ".join(UNITS[each.start : each.end]) for each in found.placed]
    assert words == ["Mara Ozzan", "board", "Brightwater", "She", "Upper Lesk", "1970"]
    assert [TEXT[slice(*span)] for span in found.characters] == words
    assert [each.mention.sentence for each in found.placed] == [1, 1, 1, 2, 2, 2]
    assert found.placed[SHE].mention.class_ == "Person"


def test_a_span_is_right_where_it_is_marked_and_wrong_where_its_label_is_complete() -> None:
    known = span_targets(chunk(), 0, len(UNITS))
    assert known is not None
    target, weight = known
    assert target.shape == weight.shape == (len(UNITS), WIDEST, len(SPANS))
    right = {(at, width, SPANS[number]) for at, width, number in target.nonzero().tolist()}
    assert right == {
        (0, 1, "Person"), (4, 0, "nominal Organization"), (6, 0, "Organization"), (12, 1, "Place"),
    }  # fmt: skip
    assert weight[0, 1, label("Person")] == weight[3, 2, label("Person")] == 1
    assert not weight[:, :, label("Place")].any()
    assert not weight[:, :, label("Event")].any()
    for nominal in NOMINALS:
        assert not weight[:, 1:, label(nominal)].any()
    assert weight[:, 0, label("nominal Organization")].all()
    over = torch.arange(len(UNITS))[:, None] + torch.arange(WIDEST) >= len(UNITS)
    assert not weight[over].any()
    assert weight[~over][:, label("Person")].all()


def test_units_that_pad_a_window_weigh_nothing() -> None:
    known = span_targets(chunk(), 0, len(UNITS) + 5)
    assert known is not None
    assert known[1].shape[0] == len(UNITS) + 5
    assert not known[1][len(UNITS) :].any()


def test_spans_that_touch_what_is_ignored_weigh_nothing() -> None:
    at = TEXT.index("leads")
    known = span_targets(chunk(ignored=((at, at + 5),)), 0, len(UNITS))
    assert known is not None
    weight = known[1][:, :, label("Person")]
    for start in range(len(UNITS)):
        for width in range(min(WIDEST, len(UNITS) - start)):
            touches = start <= 2 <= start + width
            assert weight[start, width] == (not touches), (start, width)


def test_a_name_without_a_class_is_not_called_wrong_as_an_event_or_other() -> None:
    every = tuple(label for label in SPANS if label not in NOMINALS)
    known = span_targets(chunk(mentions=(marked("Upper Lesk", ""),), complete=every), 0, len(UNITS))
    assert known is not None
    target, weight = known
    assert not target.any()
    of = {name: float(weight[12, 1, label(name)]) for name in every}
    assert of == {"Person": 1, "Organization": 1, "Place": 1, "Event": 0, "Other": 0}


def test_where_nothing_is_complete_no_span_is_known() -> None:
    assert span_targets(chunk(complete=()), 0, len(UNITS)) is None


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        (Marked(0, 1, "Event", "name"), "Event"),
        (Marked(0, 1, "Event", "nominal"), "nominal Other"),
        (Marked(0, 1, "Person", "nominal"), "nominal Person"),
        (Marked(0, 1, "Person", "pronoun"), None),
        (Marked(0, 1, "Date", "name"), None),
        (Marked(0, 1, "", "nominal"), None),
    ],
)
def test_the_label_of_a_mention_is_its_class_and_form(mention: Marked, expected: str | None) -> None:
    assert label_of(mention) == expected


def test_pairs_of_a_region_are_facts_or_known_to_be_none() -> None:
    pairs = pair_targets(chunk(), 0)
    assert pairs is not None
    assert pairs.numbers == (0, 1, 2, 3, 4, 5)
    assert pairs.target.nonzero().tolist() == [[OZZAN, BRIGHTWATER, LEADS]]
    assert pairs.weight[OZZAN, BRIGHTWATER, LEADS] == 1
    assert pairs.weight[OZZAN, BOARD, LEADS] == 1
    weighed = {RELATIONS[number] for number in pairs.weight.nonzero()[:, 2].tolist()}
    assert weighed == {"leaderOf", "worksFor"}
    assert not pairs.weight[SHE:].any()
    assert not pairs.weight[:, SHE:].any()
    assert not pairs.weight[range(6), range(6)].any()
    assert pairs.distances[OZZAN].tolist() == [0, 1, 2, 3, 3, 4]


def test_what_the_ontology_forbids_weighs_nothing() -> None:
    pairs = pair_targets(chunk(regions=(Region(0, len(TEXT), RELATIONS),)), 0)
    assert pairs is not None
    classes = ["Person", "Organization", "Organization", "Person", "Place", "Date"]
    for one, subject in enumerate(classes):
        for other, object_ in enumerate(classes):
            expected = [float(one != other and possible(subject, predicate, object_)) for predicate in RELATIONS]
            assert pairs.weight[one, other].tolist() == expected


def test_open_pairs_weigh_nothing_in_that_direction_unless_they_are_facts() -> None:
    pairs = pair_targets(chunk(open=((1, 2), (1, 0))), 0)
    assert pairs is not None
    assert not pairs.weight[OZZAN, BOARD].any()
    assert pairs.weight[OZZAN, BRIGHTWATER].nonzero().flatten().tolist() == [LEADS]
    assert chunk(open=((0, 2),)).placed[BOARD].number == 2


def test_a_fact_outside_of_every_region_counts() -> None:
    pairs = pair_targets(chunk(relations=(Related(3, "birthPlace", 4),)), 0)
    assert pairs is not None
    assert pairs.target[SHE, LESK, BORN] == pairs.weight[SHE, LESK, BORN] == 1


def test_without_regions_or_pairs_no_relation_is_known() -> None:
    assert pair_targets(chunk(regions=()), 0) is None
    assert pair_targets(chunk(mentions=MENTIONS[:1], relations=()), 0) is None
    assert pair_targets(chunk(regions=(Region(0, 3, ("leaderOf",)),), relations=()), 0) is None


def test_predecessors_of_the_same_cluster_are_right_and_else_nobody() -> None:
    known = predecessor_targets(chunk())
    assert known is not None
    features, target = known
    assert features.shape == (6, 5, PAIR_WIDTH)
    assert target.shape == (6, 6)
    right = [row.nonzero().flatten().tolist() for row in target]
    assert right == [[5], [5], [0], [2], [5], [5]]  # Brightwater is the board just before, "She" is third from Ozzan


def test_a_predecessor_out_of_reach_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "REACH", 2)
    known = predecessor_targets(chunk())
    assert known is not None
    assert [row.nonzero().flatten().tolist() for row in known[1]] == [[2], [2], [0], [2], [2], [2]]


def test_every_mention_of_a_chain_before_is_right() -> None:
    mentions = tuple(marked(word, "Person", cluster="1") for word in ("Mara", "Ozzan", "She"))
    known = predecessor_targets(chunk(mentions=mentions, relations=()))
    assert known is not None
    assert known[1].tolist() == [[0, 0, 1], [1, 0, 0], [1, 1, 0]]


def test_where_clusters_are_not_known_no_predecessor_is() -> None:
    assert predecessor_targets(chunk(clustered=False)) is None
    assert predecessor_targets(chunk(mentions=MENTIONS[:1], relations=())) is None


def long_story(count: int) -> Story:
    text = " ".join([TEXT] * count)
    size = len(TEXT) + 1
    mentions = tuple(
        Marked(m.start + size * n, m.end + size * n, m.class_, m.form, m.cluster)
        for n in range(count)
        for m in MENTIONS
    )
    return Story("gum", "l", text, tuple((size * n, size * (n + 1) - 1) for n in range(count)), mentions, COMPLETE)


def test_a_long_story_is_several_chunks_and_loses_no_mention() -> None:
    whole = long_story(80)
    found = list(chunks(whole, SPLITTER))
    assert len(found) > 1
    assert max(len(each.windows) for each in found) == 3
    assert [each.number for part in found for each in part.placed] == [
        6 * n + number for n in range(80) for number in ORDER
    ]
    for part in found:
        for placed in part.placed:
            window = part.windows[placed.window]
            assert (window.start + placed.start, window.start + placed.end) == (
                placed.mention.start,
                placed.mention.end,
            )
    assert sum(part.size for part in found) >= 80 * len(UNITS)


def test_groups_hold_every_window_once_and_padding_is_masked() -> None:
    windows = [
        window
        for count in (1, 2, 9, 10, 3, 40)
        for part in chunks(long_story(count), SPLITTER)
        for window in part.windows
    ]
    groups = list(examples.groups(windows, 0.8))
    assert sorted(n for group in groups for n in group) == list(range(len(windows)))
    assert len(groups) > 2
    for group in groups:
        sizes = [len(windows[n].ids) for n in group]
        assert min(sizes) >= 0.8 * max(sizes)
    assert len(list(examples.groups(windows, 0.0))) == 1
    ids, cases, mask, first = examples.padded(windows)
    for row, window in enumerate(windows):
        size = len(window.ids)
        assert ids[row, :size].tolist() == window.ids.tolist()
        assert cases[row, :size].tolist() == window.cases.tolist()
        assert mask[row].tolist() == [1] * size + [0] * (ids.shape[1] - size)
        assert first[row, : len(window.first)].tolist() == window.first.tolist()


def test_the_table_of_what_is_possible_is_the_ontologys() -> None:
    assert examples.possible()[0, 2, BORN] == 1
    assert examples.possible()[2, 0, BORN] == 0
    assert np.isin(examples.possible(), (0, 1)).all()
