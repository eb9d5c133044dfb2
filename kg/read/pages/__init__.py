"""Scraped pages: their stories, and what is on them beside."""

from kg.read.pages.dividing import divide

__all__ = ["divide"]
