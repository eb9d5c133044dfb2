"""Scores of the extractor on development corpora, and the floors that they may not fall below."""
