"""scripts/neo4j: with a stand-in for Java that answers as Bolt does, and once for real."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest

from tests.neo4j_script import SCRIPT, needed, script

# A server is a process that has the options of the real one and answers a handshake on the port of its settings.
_JAVA = """
import pathlib, re, socket, sys
if sys.argv[1] == "-version":
    sys.exit('openjdk version "17.0.15"')
home = next(each for each in sys.argv if each.startswith("--home-dir=")).partition("=")[2]
settings = pathlib.Path(home, "conf", "neo4j.conf").read_text()
host, port = re.search(r"bolt.listen_address=(.+):(\\d+)", settings).groups()
print("heap is too small")
if (pathlib.Path(sys.argv[0]).parent / "broken").exists():
    sys.exit(1)
with socket.create_server((host, int(port))) as listening:
    while True:
        link, _ = listening.accept()
        with link:
            link.recv(20)
            link.sendall(bytes((0, 0, 4, 5)))
"""
_MAVEN = """
import pathlib, sys
if (pathlib.Path(sys.argv[0]).parent / "broken").exists():
    sys.exit("no route to the repository")
target = next(each for each in sys.argv if each.startswith("-DoutputDirectory="))
pathlib.Path(target.partition("=")[2]).mkdir()
"""


class Machine:
    """A checkout of its own, on a machine that has only the programs given."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = root / "home"
        for name in ("bin", "scripts"):
            (root / name).mkdir()
        shutil.copy(SCRIPT, root / "scripts")
        shutil.copytree(SCRIPT.with_name("maven"), root / "scripts" / "maven")

    def install(self, name: str, program: str) -> None:
        (self.root / f"{name}.py").write_text(program)
        (self.root / "bin" / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" "{self.root}/{name}.py" "$@"\n')
        (self.root / "bin" / name).chmod(0o755)

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, str(self.root / "scripts" / "neo4j"), *arguments, "--home", str(self.home)]
        environment = {key: value for key, value in os.environ.items() if key != "JAVA_HOME"}
        environment["PATH"] = str(self.root / "bin")
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=60)


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path)
    yield machine
    machine.run("stop")


@pytest.fixture
def machine(bare: Machine) -> Machine:
    bare.install("java", _JAVA)
    bare.install("mvn", _MAVEN)
    return bare


def test_start_prints_the_uri_and_stop_ends_it(machine: Machine) -> None:
    started = machine.run("start", "--port", "0")
    assert started.returncode == 0, started.stderr
    port = int(re.fullmatch(r"bolt://127\.0\.0\.1:(\d+)\n", started.stdout)[1])  # type: ignore[index]
    assert machine.run("status").stdout == started.stdout
    socket.create_connection(("127.0.0.1", port), timeout=5).close()
    stopped = machine.run("stop")
    assert (stopped.returncode, stopped.stdout, stopped.stderr) == (0, "", "stopped\n")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)
    assert [machine.run(command).returncode for command in ("status", "stop")] == [1, 0]


def test_second_start_says_that_it_runs_already(machine: Machine) -> None:
    first = machine.run("start", "--port", "0")
    again = machine.run("start")
    assert (again.returncode, again.stdout, again.stderr) == (0, first.stdout, "it runs already\n")
    elsewhere = machine.run("start", "--port", "9")
    assert (elsewhere.returncode, elsewhere.stdout) == (1, "")
    assert f"runs already on port {first.stdout.rpartition(':')[2].strip()}; stop that one first" in elsewhere.stderr


def test_jars_are_fetched_once(machine: Machine) -> None:
    assert "fetching Neo4j Community" in machine.run("start", "--port", "0").stderr
    machine.run("stop")
    again = machine.run("start", "--port", "0")
    assert (again.returncode, again.stderr) == (0, "")


def test_a_port_that_another_program_has_is_named(machine: Machine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as foreign:
        port = foreign.getsockname()[1]
        refused = machine.run("start", "--port", str(port))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"port {port} is not free" in refused.stderr
    assert "choose another with --port" in refused.stderr


def test_a_server_that_dies_shows_the_end_of_its_log(machine: Machine) -> None:
    (machine.root / "broken").touch()
    machine.install("mvn", _MAVEN.replace("broken", "whole"))
    failed = machine.run("start", "--port", "0")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "the server stopped at once" in failed.stderr
    assert "heap is too small" in failed.stderr


def test_a_process_that_took_over_the_number_of_a_dead_server_is_left_alone(machine: Machine) -> None:
    (machine.home / "run").mkdir(parents=True)
    (machine.home / "run" / "kg.json").write_text(f'{{"pid": {os.getpid()}, "port": 7687}}')
    assert machine.run("status").returncode == 1
    assert machine.run("stop").stderr == "not running\n"


class TestMissing:
    def test_java(self, bare: Machine) -> None:
        refused = bare.run("start", "--port", "0")
        assert (refused.returncode, refused.stdout) == (3, "")
        assert "no java found; Neo4j 5 needs Java 17 or 21" in refused.stderr

    def test_old_java(self, machine: Machine) -> None:
        machine.install("java", _JAVA.replace("17.0.15", "11.0.2"))
        refused = machine.run("start", "--port", "0")
        assert refused.returncode == 3
        assert 'version "11.0.2"' in refused.stderr
        assert "needs Java 17 or 21" in refused.stderr

    def test_maven(self, machine: Machine) -> None:
        (machine.root / "bin" / "mvn").unlink()
        refused = machine.run("start", "--port", "0")
        assert refused.returncode == 3
        assert "no mvn found" in refused.stderr

    def test_maven_that_fails_leaves_nothing_half_done(self, machine: Machine) -> None:
        (machine.root / "broken").touch()
        failed = machine.run("start", "--port", "0")
        assert failed.returncode == 1
        assert "no route to the repository" in failed.stderr
        assert "Maven failed with exit code 1" in failed.stderr
        assert [each.name for each in (machine.root / ".cache" / "neo4j").iterdir()] == ["lock"]


@pytest.mark.parametrize("arguments", [("restart",), ("start", "--port", "70000"), ("start", "--port", "x"), ()])
def test_wrong_usage(arguments: tuple[str, ...], bare: Machine) -> None:
    assert bare.run(*arguments).returncode == 2


def test_tests_skip_where_something_is_missing_but_not_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    done = subprocess.CompletedProcess(["start"], 3, "", "no java found")
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no java found"):
        needed(done)
    monkeypatch.setenv("CI", "1")
    with pytest.raises(AssertionError, match="no java found"):
        needed(done)


@pytest.mark.neo4j
def test_data_outlive_a_restart(tmp_path: Path) -> None:
    home = ("--home", str(tmp_path))
    try:
        uri = needed(script("start", "--port", "0", *home))
        _ask(uri, "CREATE (:Kept {name: 'Mira'})")
        assert script("stop", *home).stderr == "stopped\n"
        assert _ask(needed(script("start", "--port", "0", *home)), "MATCH (n) RETURN n.name") == [["Mira"]]
    finally:
        script("stop", *home)


def _ask(uri: str, text: str) -> list[list[object]]:
    with neo4j.GraphDatabase.driver(uri) as driver:
        return [record.values() for record in driver.execute_query(text).records]
