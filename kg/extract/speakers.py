"""Component `kg_speakers`: "I" in direct speech is whoever says it."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.notes import Reference, notes
from kg.extract.reader.labels import PRONOUNS


@Language.component("kg_speakers")
def find_speakers(doc: Doc) -> Doc:
    """Write a `Reference` for every "I", "me", "my" of a quotation whose speaker is a person with a name."""
    pad = notes(doc)
    named = {id(ref.cluster) for ref in pad.references if ref.form == "name" and ref.class_ == "Person"}
    for quotation in pad.quotations:
        if quotation.speaker is None or id(quotation.speaker) not in named:
            continue
        for token in doc[quotation.start : quotation.end]:
            if PRONOUNS.get(token.lower_) == "i" and not pad.at(token.i) and not _nested(doc, quotation.start, token.i):
                pad.add(Reference(token.i, token.i + 1, token.i, "Person", "pronoun", quotation.speaker))
    return doc


def _nested(doc: Doc, start: int, at: int) -> bool:
    """Whether another quotation was opened within it: "I asked him, 'Am I late?'"."""
    return any(mark.text in ("'", "‘", "`") for mark in doc[start:at])
