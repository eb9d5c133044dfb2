import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.reader.labels import CLASSES, FORMS
from kg.extract.reader.mentions import DISTANCES, PAIR_WIDTH, Floats, Mention, class_numbers, distances, pair_features

# The columns of a pair, in order: steps, sentences, forms, kind of either pronoun; then, from the end:
STEPS, SENTENCES = slice(0, 9), slice(9, 16)
SAME_CLASS, SAME_GENDER = slice(-14, -11), slice(-11, -8)
UNKNOWN, AGREE, DIFFER = 0, 1, 2
EQUAL, LAST, PART, SHARED, ACRONYM, NAMED_EQUAL, NAMED_PART, NAMED_APART = range(-8, 0)
SAME_WORD, SAME_KIND = NAMED_PART, NAMED_APART  # of two pronouns


def name(text: str, class_: str = "Person", sentence: int = 1, start: int = 0) -> Mention:
    return Mention(start, start + len(text.split()), class_, "name", text, sentence)


def pronoun(text: str, class_: str = "Person", sentence: int = 1) -> Mention:
    return Mention(0, 1, class_, "pronoun", text, sentence)


def pair(old: Mention, new: Mention) -> Floats:
    """What speaks for the later mention being the earlier one."""
    found: Floats = pair_features([old, new], 1)[1, 0]
    return found


MENTIONS = st.lists(
    st.builds(
        Mention,
        st.integers(0, 500),
        st.integers(501, 600),
        st.sampled_from(CLASSES),
        st.sampled_from(FORMS),
        st.sampled_from(["Mara Ozzan", "Ozzan", "she", "it", "the board", "BB", "Brightwater Board", "", "."]),
        st.integers(0, 30),
    ),
    max_size=8,
).map(lambda found: sorted(found, key=lambda m: m.sentence))


@given(MENTIONS, st.integers(0, 10))
def test_a_row_of_features_for_each_predecessor_and_none_but_zeros_before_the_first(
    mentions: list[Mention], reach: int
) -> None:
    features = pair_features(mentions, reach)
    assert features.shape == (len(mentions), reach, PAIR_WIDTH)
    for number in range(len(mentions)):
        assert not features[number, number:].any()
        assert (features[number, :number].sum(axis=1) >= 7).all()  # one of each group of columns


@given(MENTIONS, st.integers(1, 4))
def test_what_comes_later_changes_nothing(mentions: list[Mention], reach: int) -> None:
    features = pair_features(mentions, reach)
    for count in range(len(mentions)):
        assert np.array_equal(pair_features(mentions[:count], reach), features[:count])


def test_the_nearest_predecessor_comes_first() -> None:
    features = pair_features([name("Ilo Tarn"), name("Brightwater", "Organization"), name("Ilo Tarn")], 2)
    assert features[2, :, EQUAL].tolist() == [0, 1]
    assert features[2, :, STEPS].argmax(axis=1).tolist() == [0, 1]


def test_sentences_between_are_counted_in_buckets() -> None:
    apart = [pair(name("Ozzan", sentence=3), name("Ozzan", sentence=3 + gap))[SENTENCES].argmax() for gap in range(14)]
    assert apart == [0, 1, 2, 3, 4, 4, 4, 5, 5, 5, 5, 5, 5, 6]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (name("Leyla Ozzan"), pronoun("she"), AGREE),
        (name("Leyla Ozzan"), pronoun("him"), DIFFER),
        (name("Mr. Ozzan"), pronoun("his"), AGREE),
        (name("Lady Tarn"), pronoun("he"), DIFFER),
        (name("Ozzan"), pronoun("she"), UNKNOWN),
        (name("Leyla Ozzan"), pronoun("they"), UNKNOWN),
        (name("Leyla", "Organization"), pronoun("he"), UNKNOWN),
        (Mention(0, 1, "Person", "nominal", "aunt", 1), pronoun("She"), AGREE),
    ],
)
def test_genders_agree_where_the_words_tell(old: Mention, new: Mention, expected: int) -> None:
    assert pair(old, new)[SAME_GENDER].tolist() == [float(at == expected) for at in range(3)]


def test_the_title_that_is_a_family_name_tells_no_gender() -> None:
    assert name("Leyla King").gender == "f"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [("Person", "Person", AGREE), ("Person", "Place", DIFFER), ("", "Place", UNKNOWN), ("", "", UNKNOWN)],
)
def test_classes_agree_where_both_are_known(old: str, new: str, expected: int) -> None:
    assert pair(name("Lesk", old), name("Lesk", new))[SAME_CLASS].argmax() == expected


@pytest.mark.parametrize(
    ("old", "new", "columns"),
    [
        ("Mara Ozzan", "Mara Ozzan", {EQUAL, LAST, PART, SHARED, NAMED_EQUAL, NAMED_PART}),
        ("the Harbour Board", "Harbour Board", {EQUAL, LAST, PART, SHARED, NAMED_EQUAL, NAMED_PART}),
        ("Mara Ozzan", "Ozzan", {LAST, PART, SHARED, NAMED_PART}),
        ("Mara", "Mara Ozzan", {PART, SHARED, NAMED_PART}),
        ("Mara Ozzan", "Mara Tarn", {SHARED}),
        ("Mara Ozzan", "Ilo Tarn", {NAMED_APART}),
        ("Harbour Board of Lesk", "HBL", {ACRONYM, NAMED_APART}),
        ("H.B.L.", "Harbour Board of Lesk", {ACRONYM, NAMED_APART}),
        ("Harbour", "H", {NAMED_APART}),
    ],
)
def test_names_are_alike_in_words_or_initials(old: str, new: str, columns: set[int]) -> None:
    found = pair(name(old), name(new))
    assert {column for column in range(-8, 0) if found[column]} == columns


def test_pronouns_are_alike_in_word_and_kind_and_never_like_a_name() -> None:
    assert pair(pronoun("She"), pronoun("she"))[-8:].nonzero()[0].tolist() == [6, 7]
    assert pair(pronoun("her"), pronoun("she"))[[SAME_WORD, SAME_KIND]].tolist() == [0, 1]
    assert not pair(pronoun("he"), pronoun("she"))[-8:].any()
    assert not pair(name("It", "Other"), pronoun("it"))[-8:].any()


def test_a_word_is_a_pronoun_only_in_the_form_of_one() -> None:
    assert pronoun("Herself").pronoun == "she"
    assert (name("Us").pronoun, pronoun("Ozzan").pronoun) == ("", "")


def test_class_and_form_have_a_row_each() -> None:
    every = [Mention(0, 1, class_, form, "x", 1) for class_ in CLASSES for form in FORMS]
    assert class_numbers(every).tolist() == list(range(len(CLASSES) * len(FORMS)))


def test_distances_are_bucketed_and_tell_before_from_after() -> None:
    starts = [0, 2, 3, 7, 8, 100]
    found = distances([name("x", start=start) for start in starts])
    assert found[0].tolist() == [0, 0, 1, 2, 3, DISTANCES - 1]
    assert found[:, 0].tolist() == [0, *(bucket + DISTANCES for bucket in found[0, 1:].tolist())]
    assert found.min() == 0
    assert found.max() < 2 * DISTANCES
