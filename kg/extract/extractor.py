"""Articles in, statements out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from spacy.tokens import Doc

from kg.extract import chains, layout, pipeline
from kg.extract.notes import Notes, attach
from kg.extract.records import Records
from kg.model import Article, Extraction, Rejected

# Documents that spaCy's models read together; larger batches cost memory and gain nothing on a CPU.
_BATCH = 32


class Extractor:
    """Reads articles with one spaCy pipeline, named by package or path; `fingerprint` tells readers apart.

    `reader` is "trained" (the default), "patterns" or a folder of weights; `min_confidence` is what every statement
    must have, instead of what the reader asks for each predicate.
    """

    def __init__(
        self, model: str | None = None, *, reader: str | None = None, min_confidence: float | None = None
    ) -> None:
        loaded = pipeline.load(model, reader or pipeline.TRAINED, min_confidence)
        self._least = min_confidence or 0.0
        self.nlp = loaded.nlp
        self.fingerprint = loaded.fingerprint

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One extraction for each article, in order; what is read of one never depends on the others.

        Where our own reading fails on an article, that one is rejected and the others are read.
        """
        waiting = iter(articles)
        while some := list(islice(waiting, _BATCH)):
            try:
                found = list(self._read(some))
            except Exception:  # whatever it is, one of them brought it up
                found = [self._alone(article) for article in some]
            yield from found

    def chains(self, articles: Iterable[Article]) -> Iterator[tuple[Article, list[chains.Members]]]:
        """All chains of each article, in order: what coreference finds before the graph keeps its part of it."""
        for article in articles:
            yield article, [members for doc in self.read(article) for members in chains.read(doc)]

    def read(self, article: Article) -> Iterator[Doc]:
        """The pieces of an article after all components; what they found is in `kg.extract.notes`."""
        return self.nlp.pipe(self._docs(article), batch_size=_BATCH)

    def _alone(self, article: Article) -> Extraction:
        try:
            return next(self._read([article]))
        except Exception as error:
            why = f"kg itself failed on it, please report this: {type(error).__name__}: {error}"
            return Extraction(article, rejected=(Rejected("article", article.id, why),))

    def _read(self, articles: Sequence[Article]) -> Iterator[Extraction]:
        docs = self.nlp.pipe((doc for article in articles for doc in self._docs(article)), batch_size=_BATCH)
        for _, pieces in groupby(docs, key=lambda doc: id(doc.user_data["article"])):
            records: Records | None = None
            for doc in pieces:
                records = records or Records(doc.user_data["article"], self._least)
                records.add(doc)
            if records is not None:
                yield records.extraction()

    def _docs(self, article: Article) -> Iterator[Doc]:
        text = layout.readable(article)
        for start, end in list(layout.pieces(text)) or [(0, 0)]:
            doc = attach(self.nlp.make_doc(text[start:end]), Notes(article, offset=start))
            doc.user_data["article"] = article
            yield doc
