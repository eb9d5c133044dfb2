"""Text in XML 1.0, as GraphML and GEXF share it."""

import re
from xml.sax.saxutils import escape, quoteattr

# XML 1.0 has no way to write these, not even escaped
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile("[&<>\"'\t\n\r]")


def writable(text: str) -> str:
    """The text with every character that XML 1.0 cannot carry (most control characters) as U+FFFD."""
    return _UNWRITABLE.sub("\ufffd", text)


def content(text: str) -> str:
    """The text as the content of an element; line breaks of every kind survive."""
    text = writable(text)
    return escape(text, {"\r": "&#13;"}) if _SPECIAL.search(text) else text


def attribute(text: str) -> str:
    """The text as the value of an attribute, in quotes; tabs and line breaks survive."""
    text = writable(text)
    return quoteattr(text) if _SPECIAL.search(text) else f'"{text}"'
