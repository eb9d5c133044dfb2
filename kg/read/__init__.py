"""Reading: from files, folders, archives and feeds to articles, and from scraped pages to their stories."""

from kg.read.limits import Limits
from kg.read.pages import divide
from kg.read.reading import read

__all__ = ["Limits", "divide", "read"]
