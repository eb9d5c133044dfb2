"""A trained network into the files of the run time: int8 ONNX encoder, heads, tokenizer, manifest."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from kg.extract.reader.labels import VOCABULARY
from training.manifest import put
from training.network import Encoder, Reader


class _Alone(nn.Module):
    """The encoder for one window without padding."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, cases: Tensor) -> Tensor:
        found: Tensor = self.encoder(ids, cases, torch.ones_like(ids))
        return found


def export(network: Reader, tokenizer: Path, folder: Path, about: Mapping[str, object], *, int8: bool = True) -> None:
    """Write everything that the run time loads; `about` goes into the manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    full = folder / "encoder.fp32.onnx"
    sample = torch.ones(1, 8, dtype=torch.long)
    torch.onnx.export(
        _Alone(network.encoder), (sample, torch.zeros_like(sample)), str(full), input_names=["ids", "cases"],
        output_names=["hidden"], dynamic_axes={"ids": {1: "pieces"}, "cases": {1: "pieces"}, "hidden": {1: "pieces"}},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    if int8:
        # Of seven bits: sums of products of eight overflow on CPUs without VNNI, which so read something else.
        quantize_dynamic(
            str(full), str(folder / "encoder.onnx"), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
        full.unlink()
    else:
        full.replace(folder / "encoder.onnx")
    heads = {
        name: value.numpy().astype(np.float16) for name, value in network.state_dict().items()
        if not name.startswith("encoder.")
    }  # fmt: skip
    np.savez(folder / "heads.npz", **heads)
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    put(folder, {"labels": VOCABULARY, **about})
