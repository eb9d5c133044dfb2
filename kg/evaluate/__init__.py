"""Scores against gold: spans of names, coreference, relations, calibration; `kg.evaluate.compare` takes them together.

Pure functions over small records; only `kg.evaluate.gold` opens files.
"""
