"""Extraction: a spaCy pipeline of our own components over one `Doc`, and the records made of its notes."""

from kg.extract.extractor import Extractor

__all__ = ["Extractor"]
