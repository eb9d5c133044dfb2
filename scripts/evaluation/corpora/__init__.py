"""One reader per corpus format; each yields `evaluation.gold.Document` records."""
