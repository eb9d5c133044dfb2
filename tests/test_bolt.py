"""What the user is told when there is no Neo4j at the address."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kg import bolt
from kg.bolt import Server, connect
from kg.errors import ExportError, KgError, QueryError

UNSUPPORTED, V4_4, V5_0 = bytes(4), bytes((0, 0, 4, 4)), bytes((0, 0, 0, 5))


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that treats every connection so; gives its address."""

    def serve() -> None:
        while True:
            try:
                link, _ = server.accept()
            except OSError:
                return
            with link:
                answer(link)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"bolt://127.0.0.1:{server.getsockname()[1]}"
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


def reply(*answers: bytes) -> Callable[[socket.socket], None]:
    """Send one answer for each thing that is said, then wait for the other side to hang up."""

    def talk(link: socket.socket) -> None:
        for answer in answers:
            link.recv(4096)
            link.sendall(answer)
        while link.recv(4096):
            pass

    return talk


def message(tag: int, **fields: str) -> bytes:
    """A Bolt message with one map of short strings."""
    parts = b"".join(_packed(key) + _packed(value) for key, value in fields.items())
    body = bytes((0xB1, tag, 0xA0 + len(fields))) + parts
    return struct.pack(">H", len(body)) + body + b"\0\0"


def _packed(text: str) -> bytes:
    return b"\xd0" + struct.pack(">B", len(text)) + text.encode()


def told(uri: str, failure: type[KgError] = ExportError, password: str | None = None) -> str:
    """The message of the failure to connect."""
    with pytest.raises(failure) as caught, connect(Server(uri, password=password), failure):
        pass
    found = str(caught.value)
    assert "\n" not in found
    return found


@pytest.mark.parametrize(
    ("uri", "why"),
    [
        ("", "begins with none of bolt, bolt+s, bolt+ssc, neo4j"),
        ("127.0.0.1:7687", "begins with none of"),
        ("http://127.0.0.1:7474", "begins with none of"),
        ("bolt://", "names no host"),
        ("bolt://:7687", "names no host"),
        ("bolt://[::1:7687", "Invalid IPv6"),
        ("bolt://a..b:7687", "label empty"),
        ("bolt://127.0.0.1:port", "Port could not be cast"),
        ("bolt://127.0.0.1:73223", "Port out of range"),
        ("bolt://127.0.0.1:0", "only a port"),
        ("bolt://127.0.0.1:7687/neo4j", "only a port"),
        ("bolt://neo4j:secret@127.0.0.1:7687", "give --user and --password"),
        ("bolt://127.0.0.1:7687?a=b", "query parameters"),
    ],
)
def test_no_address(uri: str, why: str) -> None:
    found = told(uri)
    assert found.startswith(f"{uri!r} is no Bolt address; write for example bolt://127.0.0.1:7687 (")
    assert why in found


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    for uri in (f"bolt://127.0.0.1:{port}", f"bolt://127.0.0.1:{port}/", f"neo4j://127.0.0.1:{port}"):
        found = told(uri)
        assert found.startswith(f"nothing answers Bolt at {uri}: ")
        assert found.endswith("check the address, or start a server (scripts/neo4j start)")


def test_unknown_host() -> None:
    assert "nothing answers Bolt at bolt://nowhere.invalid:7687" in told("bolt://nowhere.invalid:7687")


class TestAnotherProgram:
    def test_a_web_server(self) -> None:
        with listening(reply(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as uri:
            found = told(uri)
        assert found.startswith(f"nothing answers Bolt at {uri}")
        assert "looks like HTTP" in found

    def test_something_else(self) -> None:
        with listening(reply(b"SSH-2.0-x\r\n")) as uri:
            assert told(uri).startswith(f"{uri} is no Neo4j 5 or newer")

    def test_one_that_hangs_up(self) -> None:
        with listening(lambda link: None) as uri:
            assert told(uri).startswith(f"nothing answers Bolt at {uri}")

    def test_one_that_says_nothing_is_not_waited_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bolt, "PATIENCE", 0.5)
        with listening(reply()) as uri:
            assert told(uri).startswith(f"nothing answers Bolt at {uri}")


class TestOtherServers:
    def test_no_version_of_bolt_in_common(self) -> None:
        with listening(reply(UNSUPPORTED)) as uri:
            assert told(uri).startswith(f"{uri} is no Neo4j 5 or newer: ")

    @pytest.mark.parametrize(
        ("version", "agent"),
        [
            (V4_4, "Neo4j/4.4.12"),
            (V5_0, "Memgraph/2.1"),
            (V5_0, "Neo4j/v5.11.0 compatible graph database server"),
            (V5_0, "Neo4j"),
        ],
    )
    def test_another_product(self, version: bytes, agent: str) -> None:
        with listening(reply(version, message(0x70, server=agent, connection_id="bolt-1"))) as uri:
            assert told(uri, QueryError) == f"{uri} is {agent!r}; kg needs Neo4j 5 or newer"

    def test_the_first_release_of_neo4j_5_will_do(self) -> None:
        hello = message(0x70, server="Neo4j/5.0.0", connection_id="bolt-1")
        with listening(reply(V5_0, hello, message(0x70))) as uri, connect(Server(uri), ExportError) as driver:
            assert driver.get_server_info().agent == "Neo4j/5.0.0"


def test_wrong_password() -> None:
    refusal = message(0x7F, code="Neo.ClientError.Security.Unauthorized", message="The client is unauthorized.")
    with listening(reply(V5_0, refusal)) as uri:
        found = told(uri, password="wrong")
    assert found == (
        f"{uri} refuses user 'neo4j': The client is unauthorized.; give --user and --password, or set NEO4J_PASSWORD"
    )


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(Server("bolt://127.0.0.1", password="secret"))
