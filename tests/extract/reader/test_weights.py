import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from kg.errors import ModelError
from kg.extract.reader import weights
from kg.extract.reader.labels import CLASSES, FORMS, RELATIONS, SPANS
from kg.extract.reader.weights import FILES, load, packaged

LABELS = {"spans": SPANS, "classes": CLASSES, "forms": FORMS, "relations": RELATIONS}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small set of weights with its manifest."""
    (tmp_path / "encoder.onnx").write_bytes(b"graph")
    (tmp_path / "tokenizer.json").write_text("{}")
    np.savez(tmp_path / "heads.npz", bias=np.array([0.5, -1.0], np.float16))
    sign(tmp_path)
    return tmp_path


def sign(folder: Path, **about: object) -> None:
    """Write the manifest of the files as they are now."""
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    (folder / "manifest.json").write_text(json.dumps({"files": files, "labels": LABELS, **about}))


def test_what_the_manifest_names_is_loaded(folder: Path) -> None:
    sign(folder, judge={"spouse": {"slope": 2.0}})
    found = load(folder)
    assert found.heads["bias"].dtype == np.float32
    assert found.heads["bias"].tolist() == [0.5, -1.0]
    assert found.manifest["judge"]["spouse"] == {"slope": 2.0}
    assert (found.encoder.read_bytes(), found.tokenizer.read_text()) == (b"graph", "{}")


def test_the_hash_follows_the_files_and_not_where_they_lie(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = load(folder).hash
    other = tmp_path_factory.mktemp("other")
    for file in folder.iterdir():
        (other / file.name).write_bytes(file.read_bytes())
    assert load(other).hash == before
    (other / "encoder.onnx").write_bytes(b"graph 2")
    sign(other)
    assert load(other).hash != before


@pytest.mark.parametrize("name", FILES)
def test_one_changed_byte_is_refused(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[-1] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=rf"{name} is not the file that its manifest names: name a folder"):
        load(folder)


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_missing_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=rf"weights in .* cannot be read \(.*{name}.*\): name a folder"):
        load(folder)


def test_where_our_own_are_missing_kg_is_to_be_installed_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "packaged", lambda: folder / "nowhere")
    with pytest.raises(ModelError, match="install kg again"):
        load()


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_the_manifest_does_not_name_is_refused(folder: Path, name: str) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["files"][name]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ModelError, match=name):
        load(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"\xff\xfe", b"[]", b'{"files": []}'])
def test_a_manifest_that_is_none_is_refused(folder: Path, content: bytes) -> None:
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(ModelError, match="cannot be read"):
        load(folder)


class Trap:
    """Leaves a file where it is unpickled."""

    def __init__(self, sprung: Path) -> None:
        self.sprung = sprung

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (str(self.sprung), "w")


def test_nothing_is_unpickled(folder: Path) -> None:
    sprung = folder / "sprung"
    np.savez(folder / "heads.npz", bias=np.array([Trap(sprung)], dtype=object))
    sign(folder)
    with pytest.raises(ModelError, match="cannot be read"):
        load(folder)
    assert not sprung.exists()


@pytest.mark.parametrize("content", [b"", b"\x80\x04."])
def test_heads_that_are_no_archive_are_refused(folder: Path, content: bytes) -> None:
    (folder / "heads.npz").write_bytes(content)
    sign(folder)
    with pytest.raises(ModelError, match="cannot be read"):
        load(folder)


def test_weights_of_another_vocabulary_are_refused(folder: Path) -> None:
    sign(folder, labels={**LABELS, "relations": RELATIONS[::-1]})
    with pytest.raises(ModelError):
        load(folder)


def test_the_packaged_weights_are_those_that_were_released() -> None:
    found = load()
    assert found.folder == packaged()
    assert len(found.hash) == 16
    assert all(np.isfinite(values).all() for values in found.heads.values())
