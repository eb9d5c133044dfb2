"""scripts/rdf with stand-ins for Java and Maven; tests/export/test_rdf_readers.py runs the real ones."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "rdf"
TOOLS = ("cksum", "dirname", "mkdir", "mktemp", "mv", "rm", "sed", "tr")
JAVA = "#!/bin/sh\nprintf '%s\\n' \"$@\"\n"
MAVEN = """#!/bin/sh
echo fetched >>"${0%/*}/log"
for each; do case $each in -DoutputDirectory=*) mkdir "${each#*=}" ;; esac; done
"""
BROKEN = "#!/bin/sh\nexit 1\n"


class Machine:
    """A checkout of its own, on a machine that has only the programs given."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("bin", "scripts"):
            (root / name).mkdir()
        shutil.copy(SCRIPT, root / "scripts")
        shutil.copytree(SCRIPT.with_name("maven"), root / "scripts" / "maven")
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found is not None
            (root / "bin" / tool).symlink_to(found)

    def install(self, name: str, program: str) -> None:
        (self.root / "bin" / name).write_text(program)
        (self.root / "bin" / name).chmod(0o755)

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = ["/bin/sh", str(self.root / "scripts" / "rdf"), *arguments]
        path = {"PATH": str(self.root / "bin")}
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=path)

    def fetched(self) -> int:
        log = self.root / "bin" / "log"
        return log.read_text().count("fetched") if log.exists() else 0


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize("arguments", [(), ("fuseki",), ("--help",)])
def test_usage(arguments: tuple[str, ...], machine: Machine) -> None:
    done = machine.run(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("A command-line tool of others")
    assert done.stderr.endswith("3 Java or Maven is missing.\n")


def test_what_is_missing_is_said(machine: Machine) -> None:
    done = machine.run("riot", "x.ttl")
    assert (done.returncode, "no java found" in done.stderr) == (3, True)
    machine.install("java", JAVA)
    done = machine.run("riot", "x.ttl")
    assert (done.returncode, "no mvn found" in done.stderr) == (3, True)


def test_a_tool_is_fetched_once_and_run(machine: Machine) -> None:
    machine.install("java", JAVA)
    machine.install("mvn", MAVEN)
    for tool, main in (("riot", "riotcmd.riot"), ("shacl", "shacl.shacl"), ("riot", "riotcmd.riot")):
        done = machine.run(tool, "--validate", "a file.ttl")
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[-3:] == [main, "--validate", "a file.ttl"]
    assert machine.fetched() == 1
    assert machine.run("robot", "--version").stdout.endswith("CommandLineInterface\n--version\n")
    assert machine.fetched() == 2


def test_a_failed_fetch_leaves_nothing(machine: Machine) -> None:
    machine.install("java", JAVA)
    machine.install("mvn", BROKEN)
    assert machine.run("riot", "x.ttl").returncode == 1
    assert list((machine.root / ".cache" / "rdf").iterdir()) == []
