"""One module a corpus: each yields `Story` records."""
