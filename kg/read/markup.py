"""Fragments of HTML, as feeds carry them, to plain text with a line a paragraph."""

import re
from html.parser import HTMLParser

_BLOCKS = {
    *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "hr", "li"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"),
}
_SILENT = {"script", "style", "template"}
_PAIRS = (("<", ">"), ("<!--", "-->"), ("<![", "]>"))
_SPACE = re.compile(r"[ \t\r\f\v\u00a0]*\n\s*|[ \t\r\f\v]+")


def plain(fragment: str) -> str:
    """The text of a fragment; one without markup loses nothing but doubled blanks."""
    parser = _Text()
    parser.feed(_closed(fragment))
    parser.close()
    return _SPACE.sub(lambda space: "\n" if "\n" in space[0] else " ", "".join(parser.pieces)).strip()


def _closed(fragment: str) -> str:
    """The fragment with marks that open what nothing closes as text, for each of which the parser searches it all."""
    for opening, closing in _PAIRS:
        head, mark, tail = fragment.rpartition(closing)
        fragment = head + mark + tail.replace(opening, opening.replace("<", "&lt;"))
    return fragment


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._silent += tag in _SILENT
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(self._silent - (tag in _SILENT), 0)
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)

    def parse_html_declaration(self, i: int) -> int:
        try:
            return super().parse_html_declaration(i)
        except AssertionError:  # what some versions of Python make of `<![` and an unknown word
            return self.parse_bogus_comment(i)

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n")
