"""Hostile text on a person's terminal."""

import io
import sys

import pytest

from kg.terminal import complain, plain, say, use_utf8


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_escape_sequences_are_drawn() -> None:
    assert plain("\x1b]0;owned\x07 \x1b[2J\x9b31m\x7f") == "␛]0;owned␇ ␛[2J\ufffd31m␡"


def test_direction_overrides_are_drawn() -> None:
    assert plain("gpj\u202egnp.exe\u2066") == "gpj\ufffdgnp.exe\ufffd"


@pytest.mark.parametrize("text", ["", "two\nlines\tand a tab", "Zoë, مرحبا, 🦊"])
def test_ordinary_text_stays(text: str) -> None:
    assert plain(text) == text


def test_say_is_plain_on_a_terminal_and_exact_in_a_pipe() -> None:
    terminal, pipe = Terminal(), io.StringIO()
    say("\x1b[31mred", terminal)
    say("\x1b[31mred", pipe)
    assert terminal.getvalue() == "␛[31mred\n"
    assert pipe.getvalue() == "\x1b[31mred\n"


def test_complain_is_always_plain(capsys: pytest.CaptureFixture[str]) -> None:
    complain("no \x1b[2Jsuch")
    assert capsys.readouterr() == ("", "kg: no ␛[2Jsuch\n")


def test_output_is_utf8_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    use_utf8()
    say("Zoë \udcff")
    sys.stdout.flush()
    assert raw.getvalue() == "Zoë \\udcff\n".encode()
