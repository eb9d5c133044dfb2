"""What reaches a person's terminal: plain text, with the control characters of hostile articles made visible."""

import io
import sys
from typing import TextIO

_KEPT = "\n\t"
_PICTURES = 0x2400  # the Unicode block that draws control characters
_SPOOFS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"


def _visible() -> dict[int, str]:
    table = {code: chr(_PICTURES + code) for code in range(0x20) if chr(code) not in _KEPT}
    table[0x7F] = "\u2421"
    table.update(dict.fromkeys(range(128, 160), "�"))
    table.update({ord(character): "\ufffd" for character in _SPOOFS})
    return table


_TABLE = _visible()


def plain(text: str) -> str:
    """The text with escape sequences and direction overrides drawn instead of obeyed."""
    return text.translate(_TABLE)


def say(line: str = "", stream: TextIO | None = None) -> None:
    """Write a line to `stream` (default stdout): made plain on a terminal, exact in a file or a pipe."""
    out = stream or sys.stdout
    out.write((plain(line) if out.isatty() else line) + "\n")


def complain(message: str) -> None:
    """Write a message of the program itself to stderr, always plain."""
    sys.stderr.write(f"kg: {plain(message)}\n")


def use_utf8() -> None:
    """Make stdout and stderr UTF-8 whatever the locale says; what cannot be encoded is escaped, never fatal."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
