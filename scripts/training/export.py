"""A trained network into the files of the run time, and back: int8 ONNX encoder, heads, tokenizer, manifest."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
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


def imported(folder: Path, base: Path) -> Reader:
    """The network that was exported, as exact as its bytes are; the vectors of word pieces are those of `base`."""
    network = Reader()
    network.encoder.load_bert(load_file(base / "model.safetensors"))
    state = network.state_dict()
    graph = onnx.load(str(folder / "encoder.onnx")).graph
    arrays = {each.name: onnx.numpy_helper.to_array(each) for each in graph.initializer}
    found = {name: value for name, value in arrays.items() if name in state}
    for table in ("cases", "places"):
        found[f"encoder.{table}.weight"] = _unquantized(arrays, f"encoder.{table}.weight_quantized")
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in arrays:  # "/encoder/layers.0/query/MatMul_quant"
            module = ".".join(node.name.split("/")[1:-1])
            found[f"{module}.weight"] = _unquantized(arrays, node.input[1]).T
    with np.load(folder / "heads.npz") as heads:
        found |= dict(heads)
    state |= {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in found.items()}
    network.load_state_dict(state)
    return network


def _unquantized(arrays: Mapping[str, NDArray[np.generic]], name: str) -> NDArray[np.float32]:
    scale, zero = (arrays[name.removesuffix("quantized") + what].astype(np.float32) for what in ("scale", "zero_point"))
    found: NDArray[np.float32] = (arrays[name].astype(np.float32) - zero) * scale
    return found
