"""From the notes on an article's `Doc`s to its records: ids, offsets, quotes."""

from typing import TypeVar

from spacy.tokens import Doc

from kg import ids, ontology
from kg.extract import bylines
from kg.extract.notes import Cluster, Draft, Filler, Notes, Reference, notes
from kg.model import Article, Extraction, Form, LocalEntity, Mention, Rejected, Span, Statement

# Part of every statement's `extractor` and of the reader's fingerprint; goes up when our reading changes, so that
# stored articles are read again.
VERSION = "1"

_Record = TypeVar("_Record")


class Records:
    """Collects the records of one article over its `Doc`s, without statements less sure than `least`."""

    def __init__(self, article: Article, least: float = 0.0) -> None:
        self._article = article
        self._least = least
        self._ids: dict[int, str] = {}
        self._clusters: list[Cluster] = []  # keeps them alive: `_ids` is by identity
        self._seen: dict[str, tuple[int, int]] = {}
        self._docs = 0
        self._entities: dict[str, LocalEntity] = {}
        self._mentions: dict[str, Mention] = {}
        self._statements: dict[str, Statement] = {}
        self._rejected: list[Rejected] = []

    def add(self, doc: Doc) -> None:
        """Take over what one `Doc` of the article yielded."""
        pad = notes(doc)
        self._docs += 1
        drafts = [draft for draft in pad.drafts if draft.confidence >= self._least]
        idle = {id(chain[0].cluster) for chain in pad.nameless} - {
            id(each) for draft in drafts for each in _parties(draft)
        }
        for reference in sorted(pad.references, key=lambda ref: (ref.start, ref.end)):
            if id(reference.cluster) not in idle:
                self._mention(doc, pad, reference)
        for draft in drafts:
            self._statement(doc, pad, draft)
        self._rejected += pad.rejected

    def extraction(self) -> Extraction:
        """All records, sorted by id."""
        self._sign()
        return Extraction(
            article=self._article,
            entities=_sorted(self._entities),
            mentions=_sorted(self._mentions),
            statements=_sorted(self._statements),
            rejected=tuple(self._rejected),
        )

    def _entity(self, cluster: Cluster) -> str:
        """The cluster's local id; a name seen before for somebody else gets the next ordinal."""
        known = self._ids.get(id(cluster))
        if known is not None:
            return known
        root = ontology.load().root(cluster.class_)
        head = cluster.key or cluster.name
        for ordinal in range(len(self._seen) + 1):
            local = ids.entity_id(self._article.id, root, head, ordinal)
            holder = self._seen.setdefault(local, (self._docs, cluster.item))
            if local not in self._entities or (
                holder[0] != self._docs and holder[1] == cluster.item and root != "Event"
            ):
                break
        self._ids[id(cluster)] = local
        self._clusters.append(cluster)
        self._entities.setdefault(
            local, LocalEntity(local, self._article.id, cluster.class_, cluster.name, tuple(sorted(cluster.same_as)))
        )
        return local

    def _mention(self, doc: Doc, pad: Notes, reference: Reference) -> None:
        start, end = _chars(doc, pad, reference.start, reference.end)
        self._write(start, end, reference.form, reference.class_, self._entity(reference.cluster))

    def _write(self, start: int, end: int, form: Form, class_: str, entity: str) -> None:
        found = ids.mention_id(self._article.id, start, end, form)
        text = self._article.text[start:end]
        self._mentions[found] = Mention(found, self._article.id, start, end, text, form, class_, entity)

    def _statement(self, doc: Doc, pad: Notes, draft: Draft) -> None:
        subject_span, object_span = (_chars(doc, pad, part.start, part.end) for part in (draft.subject, draft.object))
        start, end = _sentence(doc, pad, draft)
        subject, object_ = draft.subject.cluster, draft.object.cluster
        if subject is None or not self._allowed(subject, draft, start, end):
            return
        subject_id, filler_id = self._entity(subject), self._entity(object_) if object_ else None
        found = ids.statement_id(
            subject_id, draft.predicate, filler_id or draft.object.value or "", self._article.id,
            (*subject_span, *object_span), draft.extractor,
        )  # fmt: skip
        self._statements[found] = Statement(
            id=found,
            subject=subject_id,
            predicate=draft.predicate,
            article=self._article.id,
            start=start,
            end=end,
            quote=self._article.text[start:end],
            subject_span=subject_span,
            object_span=object_span,
            extractor=f"{draft.extractor}@{VERSION}",
            confidence=draft.confidence,
            object=filler_id,
            value=draft.object.value,
            datatype=draft.object.datatype,
            stance=draft.stance,
            speaker=self._entity(draft.speaker) if draft.speaker else None,
        )

    def _allowed(self, subject: Cluster, draft: Draft, start: int, end: int) -> bool:
        filler = draft.object
        kind = filler.cluster.class_ if filler.cluster else filler.datatype or ""
        if ontology.load().allows(subject.class_, draft.predicate, kind):
            return True
        where = f"{self._article.id}:{start}-{end}"
        self._rejected.append(
            Rejected("statement", where, f"{draft.predicate} cannot join {subject.class_} and {kind}")
        )
        return False

    def _sign(self) -> None:
        """The signatures of the stories are mentions of their authors, too."""
        for start, end, name, item in bylines.signatures(self._article):
            known = (c for c in self._clusters if c.class_ == "Person" and c.name.casefold() == name.casefold())
            author = next(known, None) or Cluster("Person", name, item)
            self._write(start, end, "name", "Person", self._entity(author))


def _parties(draft: Draft) -> tuple[Cluster | None, ...]:
    """Everybody and everything that a statement is about."""
    return draft.subject.cluster, draft.object.cluster, draft.speaker


def _chars(doc: Doc, pad: Notes, start: int, end: int) -> Span:
    last = doc[end - 1]
    return pad.offset + doc[start].idx, pad.offset + last.idx + len(last)


def _sentence(doc: Doc, pad: Notes, draft: Draft) -> Span:
    """The sentence, or the sentences, that hold both mentions, without the white space around them."""
    parts: tuple[Filler, Filler] = (draft.subject, draft.object)
    first = doc[min(part.start for part in parts)].sent
    last = doc[max(part.end for part in parts) - 1].sent
    tokens = [token for token in doc[first.start : last.end] if not token.is_space]
    return _chars(doc, pad, tokens[0].i, tokens[-1].i + 1)


def _sorted(records: dict[str, _Record]) -> tuple[_Record, ...]:
    return tuple(records[key] for key in sorted(records))
