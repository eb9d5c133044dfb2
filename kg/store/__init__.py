"""The system of record: articles, mentions, statements, judgements and the run ledger."""

from kg.store.protocol import Run, Snapshot, Store, StoredArticle
from kg.store.told import Fact, Member, Named, Party, Told

__all__ = ["Fact", "Member", "Named", "Party", "Run", "Snapshot", "Store", "StoredArticle", "Told"]
