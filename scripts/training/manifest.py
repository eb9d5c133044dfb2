"""The manifest of a folder of weights: what they are, how sure they are of what, and the hashes of the files."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from kg.extract.reader.weights import FILES


def put(folder: Path, what: Mapping[str, object]) -> None:
    """Write entries into the manifest, and the hashes of the files."""
    path = folder / "manifest.json"
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    manifest = {**before, **what}
    manifest["files"] = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
