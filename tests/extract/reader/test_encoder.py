import onnx
from onnx import numpy_helper

from kg.extract.reader.weights import load


def test_no_sum_of_products_can_overflow_on_any_cpu() -> None:
    """Without VNNI two products of a byte and a weight are added in 16 bits, where 255 * 64 * 2 just fits."""
    graph = onnx.load(load().encoder).graph
    values = {each.name: each for each in graph.initializer}
    weights = [numpy_helper.to_array(values[node.input[1]]) for node in graph.node if node.op_type == "MatMulInteger"]
    assert len(weights) == 36  # six in each of six layers
    assert all(each.min() >= -64 and each.max() <= 64 for each in weights)
