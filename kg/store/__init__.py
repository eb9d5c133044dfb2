"""The system of record: articles, mentions, statements, judgements and the run ledger."""

from kg.store.protocol import Run, Snapshot, Store, StoredArticle

__all__ = ["Run", "Snapshot", "Store", "StoredArticle"]
