"""The encoder: one window after another, so that what is read of a text never depends on what is read with it.

Windows are not batched: the int8 encoder scales its numbers by the largest in a batch, so a neighbour would change
them.
"""

from collections.abc import Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.extract.reader.pieces import Window
from kg.extract.reader.weights import Weights

Floats = NDArray[np.float32]


class Encoder:
    """The ONNX graph on one thread: processes, not threads, share a machine's cores (`kg build --workers`)."""

    def __init__(self, weights: Weights) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(weights.encoder), options, providers=["CPUExecutionProvider"])

    def encode(self, windows: Sequence[Window]) -> list[Floats]:
        """Vectors (units, width) of each window."""
        return [self._one(window) for window in windows]

    def _one(self, window: Window) -> Floats:
        (hidden,) = self._session.run(None, {"ids": window.ids[None], "cases": window.cases[None]})
        found: Floats = hidden[0][window.first]
        return found
