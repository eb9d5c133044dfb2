"""The system of record: articles, mentions, statements, judgements and the run ledger."""

from kg.store.protocol import Run, Store, StoredArticle

__all__ = ["Run", "Store", "StoredArticle"]
