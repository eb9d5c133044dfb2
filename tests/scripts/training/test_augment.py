import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.gold import Marked
from training import augment
from training.augment import Names, augmented
from training.stories import Region, Related, Story

POOL = Names(
    {"": ("Ilo Tarn", "Quist Undar Vell"), "m": ("Pello Rask",), "f": ("Sunna Ombre", "Ede Vik")},
    ("Upper Lesk", "Zu"),
)
TEXT = "Mara Ozzan leads Brightwater. Ozzan, as Mara likes to be called, left Lyon in 1970. ADVERT. She met Ilya Brask."
PEOPLE = ("Mara Ozzan", "Ozzan", "Mara", "Ilya Brask")
BRASK = TEXT.index("She")


def spans(*words: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for word in words:
        at = TEXT.index(word, at)
        found.append((at, at + len(word)))
        at += len(word)
    return found


MENTIONS = tuple(
    Marked(*span, class_, form, cluster)
    for span, class_, form, cluster in zip(
        spans("Mara Ozzan", "Brightwater", "Ozzan", "Mara", "Lyon", "1970", "She", "Ilya Brask"),
        ("Person", "Organization", "Person", "Person", "Place", "Date", "", "Person"),
        ("name", "name", "name", "name", "name", "name", "pronoun", "name"),
        ("1", "2", "1", "1", "3", None, "1", "4"),
        strict=True,
    )
)
STORY = Story(
    "gum", "s", TEXT,
    sentences=((0, 29), (30, 83), (84, 91), (92, len(TEXT))),
    mentions=MENTIONS, complete=("Person",), ignored=((84, 91),), clustered=True,
    relations=(Related(0, "worksFor", 1),), regions=(Region(0, 29, ("worksFor",)), Region(92, len(TEXT), ("spouse",))),
    open=((0, 7),),
)  # fmt: skip


def chances(monkeypatch: pytest.MonkeyPatch, **chance: float) -> None:
    for what in ("RENAMED", "TOWNS", "BODIES", "SHOUTED", "MISTYPED"):
        monkeypatch.setattr(augment, what, chance.get(what.lower(), 0.0))


@pytest.fixture
def renaming(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names change and nothing else."""
    chances(monkeypatch, renamed=1.0, towns=1.0)


def told(seed: int, story: Story = STORY) -> Story:
    return augmented(story, POOL, random.Random(seed))


def texts(story: Story) -> list[str]:
    return [story.text[mention.start : mention.end] for mention in story.mentions]


def people(*words: str, text: str) -> Story:
    """A story in which these words, in order, are one person's names."""
    mentions, at = [], 0
    for word in words:
        at = text.index(word, at)
        mentions.append(Marked(at, at + len(word), "Person", "name", "1"))
        at += len(word)
    return Story("gum", "p", text, mentions=tuple(mentions))


SEEDS = range(20)


@pytest.mark.usefixtures("renaming")
@pytest.mark.parametrize("seed", SEEDS)
def test_every_mention_stands_at_its_offsets_and_parts_of_names_follow(seed: int) -> None:
    full, board, family, given, town, date, pronoun, other = texts(told(seed))
    assert full in POOL.people["f"]
    assert other in POOL.people["m"]
    assert [given, family] == full.split()
    assert town in POOL.towns
    assert (board, date, pronoun) == ("Brightwater", "1970", "She")


@pytest.mark.usefixtures("renaming")
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_around_the_names_is_as_it_was(seed: int) -> None:
    story = told(seed)
    full, _, family, given, town, *_, other = texts(story)
    assert story.text == (
        f"{full} leads Brightwater. {family}, as {given} likes to be called, left {town} in 1970. ADVERT. "
        f"She met {other}."
    )
    sentences = [story.text[slice(*span)] for span in story.sentences]
    assert " ".join(sentences) == story.text
    assert [sentence[-1] for sentence in sentences] == [".", ".", ".", "."]
    assert [story.text[slice(*span)] for span in story.ignored] == ["ADVERT."]
    assert [story.text[region.start : region.end] for region in story.regions] == [sentences[0], sentences[3]]
    assert [region.predicates for region in story.regions] == [("worksFor",), ("spouse",)]


@pytest.mark.usefixtures("renaming")
def test_all_else_that_is_marked_is_kept() -> None:
    story = told(1)
    assert [(m.class_, m.form, m.cluster) for m in story.mentions] == [(m.class_, m.form, m.cluster) for m in MENTIONS]
    assert (story.relations, story.open, story.complete) == (STORY.relations, STORY.open, STORY.complete)
    assert (story.id, story.part, story.clustered) == (STORY.id, STORY.part, STORY.clustered)


@pytest.mark.usefixtures("renaming")
def test_the_seed_decides() -> None:
    assert told(3) == told(3)
    assert len({told(seed).text for seed in SEEDS}) > 3


@pytest.mark.usefixtures("renaming")
def test_without_a_known_gender_any_name_will_do() -> None:
    story = people("Doran Ozzan", "Doran", text="Doran Ozzan spoke. Doran left.")
    for seed in SEEDS:
        full, given = texts(told(seed, story))
        assert full in POOL.people[""]
        assert given == full.split()[0]


@pytest.mark.usefixtures("renaming")
@pytest.mark.parametrize(
    "names",
    [
        ("Mara Jo Ozzan", "Mara Ozzan", "Ozzan"),
        ("Mara Ozzan", "Mr Ozzan", "Ozzan"),
        ("Mara Ozzan", "Mr. Ozzan", "Ozzan"),
    ],
)
def test_somebody_is_renamed_everywhere_or_nowhere(names: tuple[str, ...]) -> None:
    story = people(*names, text="".join(f"{name} spoke. " for name in names))
    assert len({"Ozzan" in text for text in texts(told(1, story))}) == 1, told(1, story).text


@pytest.mark.usefixtures("renaming")
def test_names_in_other_scripts_and_with_signs_stay() -> None:
    story = people("X Æ A-12 Ozzan", "DJ 5", text="X Æ A-12 Ozzan met DJ 5.")
    assert told(1, story) == story


@pytest.mark.usefixtures("renaming")
def test_a_mention_around_a_name_covers_the_new_one() -> None:
    text = "the Ilya Brask Fund grew"
    story = Story(
        "gum", "n", text,
        mentions=(
            Marked(4, 19, "Organization", "name"), Marked(4, 14, "Person", "name"), Marked(9, 14, "Other", "name"),
        ),
    )  # fmt: skip
    told_ = told(1, story)
    assert texts(told_) == ["Pello Rask Fund", "Pello Rask", "Pello Rask"]
    assert told_.text == "the Pello Rask Fund grew"


@pytest.mark.usefixtures("renaming")
def test_a_place_that_is_no_town_stays() -> None:
    text = "France and Korvania"
    story = Story(
        "gum", "f", text, mentions=(Marked(0, 6, "Place", "name"), Marked(11, 19, "Place", "name"))
    )  # fmt: skip
    assert told(1, story) == story


def test_without_luck_the_story_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    chances(monkeypatch)
    assert told(1) is STORY


def test_shouting_keeps_every_offset_or_is_left_be(monkeypatch: pytest.MonkeyPatch) -> None:
    chances(monkeypatch, shouted=1.0)
    assert told(1).text == TEXT.upper()
    assert told(1).mentions == MENTIONS
    longer = people("Groß", text="Groß left")
    assert told(1, longer) == longer


def test_slips_only_exchange_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    chances(monkeypatch, mistyped=1.0)
    story = people("Mara Ozzan", text="Mara Ozzan " + "wrote another letter to the harbour board " * 60)
    slipped = told(1, story)
    assert slipped.mentions == story.mentions
    changed = [at for at, (old, new) in enumerate(zip(story.text, slipped.text, strict=True)) if old != new]
    assert 4 < len(changed) < 60
    assert sorted(slipped.text) == sorted(story.text)
    assert all(story.text[at].islower() and slipped.text[at].islower() for at in changed)


WORDS = st.lists(st.sampled_from(["Mara Ozzan", "Ozzan", "Ilya Brask", "Brask", "she", "left", "."]), max_size=12)


@given(WORDS, st.integers(0, 99))
def test_the_rest_of_any_text_is_kept(words: list[str], seed: int) -> None:
    text, mentions = "", []
    for word in words:
        if word[0].isupper():
            mentions.append(Marked(len(text), len(text) + len(word), "Person", "name", word.split()[-1]))
        text += word + " "
    story = Story("gum", "h", text, sentences=((0, len(text)),), mentions=tuple(mentions))
    with pytest.MonkeyPatch.context() as patch:
        chances(patch, renamed=1.0)
        retold = told(seed, story)
    last, rest, before = 0, "", ""
    for mention in retold.mentions:
        rest += retold.text[last : mention.start] + "|"
        last = mention.end
    rest += retold.text[last:]
    last = 0
    for mention in mentions:
        before += text[last : mention.start] + "|"
        last = mention.end
    assert rest == before + text[last:]
    assert retold.sentences == ((0, len(retold.text)),)
    new = dict(zip(texts(story), texts(retold), strict=True))
    assert all(new[old] == now for old, now in zip(texts(story), texts(retold), strict=True))


def test_bodies_get_other_names_and_all_else_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    chances(monkeypatch, bodies=1.0)
    stories = [told(seed) for seed in SEEDS]
    names = {texts(story)[1] for story in stories}
    assert len(names) > 5
    for story in stories:
        full, board, *rest = texts(story)
        assert story.text == TEXT.replace("Brightwater", board)
        assert (full, rest) == ("Mara Ozzan", texts(STORY)[2:])


def test_a_body_within_which_another_name_stands_keeps_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    chances(monkeypatch, bodies=1.0)
    text = "She left Lesk University."
    body, town = Marked(9, 24, "Organization", "name", "1"), Marked(9, 13, "Place", "name", "2")
    story = Story("gum", "b", text, mentions=(body, town))
    assert {told(seed, story).text for seed in SEEDS} == {text}


def test_names_of_where_given_names_are_joined_come_both_ways(tmp_path: Path) -> None:
    file = tmp_path / "petrarch2" / "dictionaries" / "Phoenix.Countries.actors.txt"
    file.parent.mkdir(parents=True)
    lines = ("TARN_HYE_RIN_  # CountryInfo.txt", "\t[KORGOV 070101-091231]", "+QUIST_UNDAR_VELL_  # CountryInfo.txt",
             "\t[NORGOV >070101]")  # fmt: skip
    file.write_text("\n".join(lines), encoding="utf-8")
    people = augment.load(tmp_path).people
    assert sorted(name for some in people.values() for name in some) == [
        "Quist Undar Vell", "Tarn Hye Rin", "Tarn Hye-rin",
    ]  # fmt: skip


def test_a_family_name_stands_before_joined_given_names(monkeypatch: pytest.MonkeyPatch) -> None:
    chances(monkeypatch, renamed=1.0)
    story = people("Mara Ozzan", "Ozzan", "Mara", text="Mara Ozzan spoke. Ozzan, whom they call Mara, left.")
    pool = Names({"": (), "m": (), "f": ("Tarn Hye-rin",)}, ())
    assert texts(augmented(story, pool, random.Random(1))) == ["Tarn Hye-rin", "Tarn", "Hye-rin"]
