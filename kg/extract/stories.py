"""The chains of each story of a `Doc`: mentions linked in their order, then "he" and "she" judged again."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from kg.extract import linking, salience
from kg.extract.linking import Candidate, Chain, Limits
from kg.extract.notes import Notes
from kg.extract.pronouns import told_genders


def chains(doc: Doc, pad: Notes, found: Sequence[Candidate], limits: Limits) -> Iterator[tuple[Chain, list[Candidate]]]:
    """The chains of a `Doc` that was read, story by story, with their mentions in text order."""
    assert pad.reading is not None  # noqa: S101 - who has candidates has a reading
    for story in stories(doc, pad, found, limits):
        settled = _settled(story, pad.reading.salience) if pad.reading.salience else story.chains
        for chain in settled:
            yield chain, [story.found[number] for number in chain.members]


def stories(doc: Doc, pad: Notes, found: Sequence[Candidate], limits: Limits) -> Iterator[salience.Story]:
    """Each story with the chains that its mentions were linked to, one by one."""
    assert pad.reading is not None  # noqa: S101
    genders = dict(told_genders(doc, pad))
    for item in sorted({pad.item_of(doc[each.start]) for each in found}):
        some = [each for each in found if pad.item_of(doc[each.start]) == item]
        asked = _asked(some)
        shares = linking.shares(asked, pad.reading.predecessors([each.mention for each in some], asked))
        yield salience.Story(doc, some, linking.link(some, shares, limits), shares, genders)


def _asked(found: Sequence[Candidate]) -> list[int]:
    """The mentions whose chain their predecessors decide: a name has its own, and gives it to others but once."""
    seen: set[int] = set()
    asked = []
    for number, each in enumerate(found):
        if each.reference is None or id(each.reference.cluster) not in seen:
            asked.append(number)
        if each.reference is not None:
            seen.add(id(each.reference.cluster))
    return asked


def _settled(story: salience.Story, table: salience.Table) -> list[Chain]:
    """The chains with each pronoun in the one that it most likely means; alone where that is nobody's."""
    chosen = {number: salience.choose(story, number, table) for number in story.pronouns()}
    settled = {id(chain): Chain(chain.cluster, [n for n in chain.members if n not in chosen]) for chain in story.chains}
    alone = []
    for number, chain in chosen.items():
        if chain is None:
            alone.append(Chain(None, [number]))
        else:
            settled[id(chain)].members.append(number)
    every = [Chain(chain.cluster, sorted(chain.members)) for chain in (*settled.values(), *alone) if chain.members]
    return sorted(every, key=lambda chain: chain.members[0])
