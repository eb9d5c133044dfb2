"""Which local entities of different articles are one: block, score, judge, link.

Judgements are rows in the store's log, each with its reasons in words; `link` derives the canonical ids from them
and writes nothing. Events stay with their article.
"""

from kg.resolve.facts import Facts
from kg.resolve.link import link
from kg.resolve.resolver import AUTHOR, Resolution, judge, resolve

__all__ = ["AUTHOR", "Facts", "Resolution", "judge", "link", "resolve"]
