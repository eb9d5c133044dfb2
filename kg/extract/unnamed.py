"""Component `kg_unnamed`: people whom a text never names, so that what it says of them is not lost.

"A nurse was arrested. She worked for the Lesk Clinic": an unnamed person, who stays in this article; resolution leaves
alone what has no name. Only where nobody of that gender was named by then, or a pronoun that was not understood would
make a stranger of somebody known.
"""

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.linking import ahead, fits
from kg.extract.notes import Notes, Reference, notes
from kg.extract.reader.labels import class_of_pronoun
from kg.extract.reader.mentions import Mention


@Language.component("kg_unnamed")
def find_unnamed(doc: Doc) -> Doc:
    """Write references to the people of chains without a name, where nobody was found to be meant."""
    pad = notes(doc)
    for chain in pad.nameless:
        free = [ref for ref in chain if not any(pad.at(i) for i in range(ref.start, ref.end))]
        pronouns = [ref for ref in free if ref.form == "pronoun"]
        if pronouns and not _named(doc, pad, pronouns[0]):
            for ref in free:
                pad.add(ref)
    return doc


def _named(doc: Doc, pad: Notes, pronoun: Reference) -> bool:
    """Whether the story has named somebody whom the pronoun could mean, or names them behind it where it may."""
    token = doc[pronoun.start]
    stop = token.sent.end if ahead(token) else token.i
    seen = Mention(0, 1, class_of_pronoun(token.text), "pronoun", token.text, 0)
    return any(
        ref.form == "name" and ref.class_ == "Person" and ref.start < stop
        and ref.cluster.item == pronoun.cluster.item and fits(ref.cluster, seen)
        for ref in pad.references
    )  # fmt: skip
