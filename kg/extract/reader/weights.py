"""The weights that come with the package: found by their hash, read without running anything that they say."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.extract.reader.labels import VOCABULARY

FILES = ("encoder.onnx", "heads.npz", "tokenizer.json")
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """A folder of weights whose files are those that its manifest names; `hash` tells one set from another."""

    folder: Path
    hash: str
    heads: Mapping[str, NDArray[np.float32]]
    manifest: Mapping[str, Any]

    @property
    def encoder(self) -> Path:
        """The encoder, an ONNX file."""
        return self.folder / "encoder.onnx"

    @property
    def tokenizer(self) -> Path:
        """The tokenizer's file."""
        return self.folder / "tokenizer.json"


def packaged() -> Path:
    """Where the weights of this version of kg lie."""
    return Path(str(resources.files("kg.extract.reader") / "data"))


def load(folder: Path | None = None) -> Weights:
    """The weights of a folder; `ModelError` where a file is missing or not the one that was released."""
    advice = "name a folder that scripts/train wrote" if folder else "install kg again"
    folder = folder or packaged()
    try:
        listed = (folder / _MANIFEST).read_bytes()
        manifest = json.loads(listed)
        for name in FILES:
            if _hash(folder / name) != manifest["files"][name]:
                raise ModelError(f"{folder / name} is not the file that its manifest names: {advice}")
        if manifest["labels"] != json.loads(json.dumps(VOCABULARY)):
            raise ModelError(f"the reader's weights in {folder} speak another vocabulary: train them again for this kg")
        with np.load(folder / "heads.npz", allow_pickle=False) as stored:
            heads = {name: stored[name].astype(np.float32) for name in stored.files}
    except (OSError, EOFError, BadZipFile, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"the reader's weights in {folder} cannot be read ({error}): {advice}") from error
    return Weights(folder, hashlib.sha256(listed).hexdigest()[:16], heads, manifest)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
