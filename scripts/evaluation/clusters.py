"""Who is who over names, phrases and pronouns: the scores of CoNLL 2012, with the mentions that were found.

A mention is known by where it ends: corpora and systems differ on where names begin, and phrases are marked at their
head. Things mentioned once count for neither side.

Two systems are scored so: `kg` by the mentions that the graph keeps, which are of people, bodies and places that have a
name, and `chains` by all that the coreference component finds, as other systems print theirs.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping

from evaluation.gold import Document
from evaluation.systems import Prediction
from kg.evaluate import coreference
from kg.evaluate.coreference import Coreference
from kg.evaluate.scores import Score, score

_FORMS = frozenset({"name", "nominal", "pronoun"})
_CLASSES = frozenset({"Person", "Organization", "Place", "Group"})


def conll(documents: Iterable[Document], predictions: Mapping[str, Prediction]) -> Coreference:
    """MUC, B-cubed, CEAF-e over all documents."""
    gold: list[set[Hashable]] = []
    found: list[set[Hashable]] = []
    for document in documents:
        gold += coreference.clusters(((document.id, m.end), m.cluster) for m in document.mentions if m.cluster)
        found += coreference.clusters(_found(document.id, predictions[document.id]))
    return coreference.coreference(found, gold, singletons=False)


def _found(document: str, prediction: Prediction) -> Iterator[tuple[Hashable, Hashable]]:
    """Where each mention ends and what it belongs to."""
    if prediction.chains is not None:
        yield from (((document, m.end), number) for number, chain in enumerate(prediction.chains) for m in chain)
        return
    for mention in prediction.mentions:
        if mention.form in _FORMS and mention.class_ in _CLASSES:
            yield (document, mention.end), mention.entity


def pronouns(documents: Iterable[Document], predictions: Mapping[str, Prediction]) -> Score:
    """GAP: for each of two names, whether the pronoun means it. A name is found where a mention overlaps it."""
    right = claimed = gold = 0
    for document in documents:
        pronoun = next(m for m in document.mentions if m.form == "pronoun")
        found = prediction_at(predictions[document.id], pronoun.start, pronoun.end)
        for name in document.mentions:
            if name.form != "name":
                continue
            said = found is not None and found == prediction_at(predictions[document.id], name.start, name.end)
            true = name.cluster == pronoun.cluster
            right, claimed, gold = right + (said and true), claimed + said, gold + true
    return score(right, claimed, right, gold)


def prediction_at(prediction: Prediction, start: int, end: int) -> str | None:
    """The entity of the first mention that touches these characters."""
    return next((m.entity for m in prediction.mentions if m.start < end and start < m.end and m.form in _FORMS), None)
