"""The system of record: articles, mentions, statements, judgements and the run ledger."""

from kg.store.protocol import Run, Snapshot, Store, StoredArticle
from kg.store.told import Named, Told

__all__ = ["Named", "Run", "Snapshot", "Store", "StoredArticle", "Told"]
