"""scripts/rdf, as tests run it."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "rdf"
MISSING = 3


def rdf_script(*arguments: str | Path) -> "subprocess.CompletedProcess[bytes]":
    """Run one of the tools; skips where Java or Maven is missing, except in CI."""
    done = subprocess.run([SCRIPT, *arguments], capture_output=True, check=False, timeout=280)
    if done.returncode == MISSING and not os.environ.get("CI"):
        pytest.skip(done.stderr.decode().strip())
    return done
