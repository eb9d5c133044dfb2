"""The one-way flow of imports, held over the syntax tree, and what `import kg` costs."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "kg"

# Each room and the rooms that it may import from, besides itself.
CORE = {"model", "ids", "errors", "receipts"}
ORDER = {
    "arguments",
    "decisions",
    "merges",
    "values",
    "verdicts",
    "handle",
    "intake",
    "pipeline",
    "plugins",
    "stats",
    "summary",
    "workers",
    "cli",
    "__main__",
}
ALLOWED = {
    **dict.fromkeys(CORE, CORE),
    "__init__": set(),
    "ontology": CORE,
    "text": CORE,
    "evaluate": CORE | {"ontology", "text"},
    "read": CORE | {"text"},
    "extract": CORE | {"ontology", "text"},
    "store": CORE,
    "resolve": CORE | {"text", "ontology", "store"},
    "graph": CORE | {"ontology", "resolve", "store", "text", "processes"},
    "bolt": CORE,
    **dict.fromkeys(
        ("export", "query"),
        CORE | {"graph", "ontology", "store", "resolve", "text", "bolt", "processes", "progress", "terminal"},
    ),
    "report": CORE | {"graph", "ontology", "store", "resolve", "text"},
    "processes": set[str](),
    "terminal": set[str](),
    "progress": {"terminal"},
}
HEAVY = {"spacy", "numpy", "rdflib", "networkx", "neo4j", "pyoxigraph", "kglite", "trafilatura", "feedparser", "lxml"}
HEAVY |= {"onnxruntime", "tokenizers", "torch", "pyarrow"}
JUNK = {"utils", "util", "helpers", "helper", "common", "misc"}

MODULES = sorted(ROOT.rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {module_name(path) for path in MODULES}


def imports(path: Path, top_level: bool = False) -> Iterator[str]:
    """The modules of kg that a module imports, by full name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if top_level else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.partition(".")[0] == "kg")
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "kg":
            yield from (_named(node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"


def _named(module: str, name: str) -> str:
    return f"{module}.{name}" if f"{module}.{name}" in NAMES else module


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_imports_only_from_rooms_above(path: Path) -> None:
    here = room(module_name(path))
    if here in ORDER or module_name(path) == "kg":
        return
    assert here in ALLOWED, f"kg/{here} is a new room: give it a place in the table of tests/test_layers.py"
    for imported in imports(path):
        there = room(imported)
        assert there in {here, "__init__"} | ALLOWED[here], f"{module_name(path)} may not import {imported}"


def test_the_order_of_rooms_is_one_way() -> None:
    list(TopologicalSorter({name: above - {name} - CORE for name, above in ALLOWED.items()}).static_order())


def test_resolve_sees_only_the_protocol_of_the_store() -> None:
    for path in (ROOT / "resolve").rglob("*.py"):
        assert {name for name in imports(path) if room(name) == "store"} <= {"kg.store", "kg.store.protocol"}, path


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {module_name(path): set(imports(path, top_level=True)) for path in MODULES}
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"import cycle: {' -> '.join(error.args[1])}")


def test_no_junk_drawers() -> None:
    assert [path for path in MODULES if path.stem in JUNK] == []


def test_modules_stay_short() -> None:
    assert [path for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 400] == []


@pytest.mark.parametrize("module", ["kg", "kg.cli", "kg.model", "kg.store.sqlite"])
def test_light_imports(module: str) -> None:
    script = f"import sys, {module}; print(*sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
