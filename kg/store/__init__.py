"""The system of record: articles, mentions, statements, judgements and the run ledger."""

from kg.store.protocol import Keys, Kind, Run, Snapshot, Store, StoredArticle
from kg.store.told import Fact, Member, Mentioned, Named, Party, Receipt, Said, Told

__all__ = [
    "Fact",
    "Keys",
    "Kind",
    "Member",
    "Mentioned",
    "Named",
    "Party",
    "Receipt",
    "Run",
    "Said",
    "Snapshot",
    "Store",
    "StoredArticle",
    "Told",
]
