"""How much kg takes in before it says no."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on input that is broken or hostile; what exceeds one becomes a `Rejected`.

    article_bytes: text of one article, in UTF-8.
    page_bytes: source of one web page or feed, which has to be held in memory whole.
    file_bytes: one file, or one member of an archive, unpacked.
    expansion: how many times its own size an archive may unpack to (small ones may always reach 100 MB).
    layers: how deep archives and compressions may be packed in one another (a `tar.gz` has two layers).
    members: files in one archive.
    html_depth, html_elements: nesting and number of the elements of one web page.
    html_attributes: attributes of one element of a web page.
    articles: articles of one call of `kg.read.read`.
    """

    article_bytes: int = 5_000_000
    page_bytes: int = 20_000_000
    file_bytes: int = 1_000_000_000
    expansion: int = 200
    layers: int = 4
    members: int = 200_000
    html_depth: int = 250
    html_elements: int = 100_000
    html_attributes: int = 1_000
    articles: int = 1_000_000

    @property
    def record_bytes(self) -> int:
        """The source of one record, leaving room for its other fields and for escapes such as `\\u00e9`."""
        return 4 * self.article_bytes


def size(count: int) -> str:
    """A number of bytes in words for the user."""
    for unit in ("bytes", "kB", "MB"):
        if count < 1000:
            return f"{count:,} {unit}"
        count //= 1000
    return f"{count:,} GB"
