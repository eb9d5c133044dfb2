"""Component `kg_quotations`: direct speech and who says it.

A quotation belongs to the subject of the verb of saying in the sentence it stands in, else to that of the sentence
right after it, else, where the paragraph goes on quoting, to the speaker of the quotation before it.
"""

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.extract import lexicon, sayings
from kg.extract.notes import Cluster, Notes, Quotation, notes
from kg.extract.spots import spots

_CLOSING = {'"': '"', "“": '”"', "„": '“”"', "«": "»"}
_MARKS = frozenset(_CLOSING).union(*_CLOSING.values())

# Shorter stretches between quotation marks are titles and scare quotes ("sham referenda"), no speech.
_SHORTEST = 5


@Language.component("kg_quotations")
def find_quotations(doc: Doc) -> Doc:
    """Write a `Quotation` for every stretch of direct speech."""
    pad, speech = notes(doc), lexicon.load().words["speech"]
    last: Quotation | None = None
    for start, end in stretches(doc):
        if end - start < _SHORTEST:
            continue
        speaker = _speaker(doc, start, end, pad, speech)
        if speaker is None and last is not None and _continues(doc, last.end, start, pad):
            speaker = last.speaker
        last = Quotation(start, end, speaker)
        pad.quotations.append(last)
    return doc


def stretches(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges between matching quotation marks; a mark left open ends with its paragraph."""
    found: list[tuple[int, int]] = []
    opened: Token | None = None
    for token in (doc[i] for i in spots(doc, _MARKS, spaces=True)):
        if opened is None:
            opened = token if token.text in _CLOSING else None
        elif token.text in _CLOSING[opened.text] or (token.is_space and "\n" in token.text):
            found.append((opened.i + 1, token.i))
            opened = None
    if opened is not None:
        found.append((opened.i + 1, len(doc)))
    return found


def _speaker(doc: Doc, start: int, end: int, pad: Notes, speech: frozenset[str]) -> Cluster | None:
    first, last = doc[start].sent, doc[max(start, min(end, len(doc)) - 1)].sent
    around = [last, first]
    if last.end < len(doc) and end >= last.end - 1 and not _breaks(doc, last):
        around.append(doc[last.end].sent)
    for sentence in around:
        for token in sentence:
            if token.lemma_ in speech and token.pos_ == "VERB" and not start <= token.i < end:
                who = sayings.subject_of(token, pad)
                if who is not None:
                    return who
    return None


def _breaks(doc: Doc, sentence: Span) -> bool:
    """Whether a paragraph ends with the sentence."""
    return any("\n" in token.text for token in sentence[-2:]) or "\n" in doc[sentence.end].text


def _continues(doc: Doc, end: int, start: int, pad: Notes) -> bool:
    """Whether only the reporting clause of the first quotation stands between two in one paragraph."""
    between = doc[end:start]
    return (
        start - end < 25 and "\n" not in between.text.strip() and pad.item_of(doc[end - 1]) == pad.item_of(doc[start])
    )
