"""Component `kg_coreference`: which names inside one story mean the same.

Names only: "Antony Blinken" ... "Blinken", a given name alone, a misspelt repeat, "the Department" after "the State
Department". A short name joins the nearest full name before it that it fits, else the first one after it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import geocoding, lexicon
from kg.extract.notes import Cluster, Notes, Reference, notes
from kg.extract.spots import spots
from kg.text import names, organizations, spelling

# Shorter names that are alike are different names more often than slips ("Aliev" and "Alieva" are two people, too).
_LETTERS = 5
_SWAPPED = 0.8  # two letters of five that changed places

_RANKS = {
    "president": "president", "governor": "governor", "gov": "governor", "senator": "senator", "sen": "senator",
    "king": "king", "queen": "queen", "pope": "pope", "mayor": "mayor", "chancellor": "chancellor",
}  # fmt: skip

Group = list[Reference]
Fits = Callable[[Reference, Group], bool]


@Language.component("kg_coreference")
def link_names(doc: Doc) -> Doc:
    """Give all references to one person, organization or place the same `Cluster`."""
    pad = notes(doc)
    texts = {id(ref): doc[ref.start : ref.end].text for ref in pad.references}
    groups: list[Group] = []
    for (_, class_), references in sorted(_by_item_and_class(pad).items()):
        if class_ == "Person":
            groups += _people(references, texts, _leading(doc, references), _ranks(doc, references))
        elif class_ == "Organization":
            groups += _organizations(references, texts)
    groups = _across_items(groups, texts)
    for group in groups:
        _settle(group, texts)
    _places(doc, pad, texts)
    _shortened(doc, pad)
    return doc


def _by_item_and_class(pad: Notes) -> dict[tuple[int, str], Group]:
    found: dict[tuple[int, str], Group] = defaultdict(list)
    for reference in sorted(pad.references, key=lambda ref: ref.start):
        found[reference.cluster.item, reference.class_].append(reference)
    return found


def _people(references: Group, texts: dict[int, str], leading: set[int], ranks: dict[int, str]) -> list[Group]:
    """Full names first, then the short ones by family name, given name and misspelling, in that order.

    `leading` are the references that are the subject of their clause, `ranks` the high offices named before some.
    """
    groups: list[Group] = []
    full = [ref for ref in references if " " in texts[id(ref)]]
    for reference in full:
        text = texts[id(reference)]
        fitting = [group for group in groups if _same_person(text, texts[id(group[0])])]
        if fitting:
            fitting[-1].append(reference)
        else:
            groups.append([reference])
    for reference in references:
        if " " in texts[id(reference)]:
            continue
        word = names.normalise(texts[id(reference)])
        able = [group for group in groups if not _other_rank(reference, group, ranks)]
        meant = _meant(reference, _fitting(reference, word, able, texts), leading)
        if meant is not None:
            meant.append(reference)
            leading.add(id(reference))
        else:
            groups.append([reference])
    return groups


def _ranks(doc: Doc, references: Group) -> dict[int, str]:
    """High offices right before names: nobody holds two of them."""
    before = {id(ref): doc[ref.start - 1].lower_.rstrip(".") for ref in references if ref.start > 0}
    return {key: _RANKS[word] for key, word in before.items() if word in _RANKS}


def _other_rank(reference: Reference, group: Group, ranks: dict[int, str]) -> bool:
    """President Bush is not Governor Jeb Bush."""
    rank = ranks.get(id(reference))
    known = {ranks[id(ref)] for ref in group if id(ref) in ranks}
    return rank is not None and bool(known) and rank not in known


def _leading(doc: Doc, references: Group) -> set[int]:
    """The references that a story goes on to speak of by family name: subjects, but nobody introduced as kin."""
    kin = lexicon.load().words
    kin_words = kin["kin_spouse"] | kin["kin_parent"] | kin["kin_child"] | kin["kin_sibling"] | kin["kin_relative"]

    def aside(ref: Reference) -> bool:
        return any(token.lower_ in kin_words for token in doc[max(ref.start - 2, 0) : ref.start])

    return {id(ref) for ref in references if doc[ref.head].dep_ in ("nsubj", "nsubjpass", "dobj") and not aside(ref)}


def _same_person(name: str, known: str) -> bool:
    """Whether two full names fit, or the one is how the other ends ("González Urrutia")."""
    short, long = sorted((names.normalise(name).split(), names.normalise(known).split()), key=len)
    ends = 1 < len(short) < len(long) and long[-len(short) :] == short and not names.is_given_name(short[0])
    return ends or names.compatible(name, known)


def _fitting(reference: Reference, word: str, groups: list[Group], texts: dict[int, str]) -> list[Group]:
    """Whom a short name may mean: somebody named in full before it, else somebody named after it.

    In each case by family name, given name, misspelling and inner name, in that order.
    """
    before = [group for group in groups if any(ref.start < reference.start for ref in group)]
    for some in (before, groups):
        for part in (_family, _given, _misspelt, _inner):
            if found := [group for group in some if any(part(word, texts[id(ref)]) for ref in group)]:
                return found
    return []


def _family(word: str, name: str) -> bool:
    return [word] == names.normalise(name).split()[-1:]  # of what has no letter nothing is left


def _given(word: str, name: str) -> bool:
    parts = names.normalise(name).split()
    return len(parts) > 1 and word == parts[0]


def _inner(word: str, name: str) -> bool:
    """The first of two family names: "Rosselló" of "Ricardo Rosselló Nevares"."""
    return word in names.normalise(name).split()[1:-1]


def _misspelt(word: str, name: str) -> bool:
    family = names.normalise(name).rpartition(" ")[2]
    if min(len(word), len(family)) < _LETTERS:
        return False
    gendered = word.rstrip("a") == family.rstrip("a") and word != family
    swapped = word[0] == family[0] and sorted(word) == sorted(family) and spelling.similarity(word, family) >= _SWAPPED
    return swapped or (not gendered and spelling.similarity(word, family) >= spelling.ALIKE)


def _meant(reference: Reference, groups: list[Group], leading: set[int]) -> Group | None:
    """Of namesakes the one spoken of last: a subject, or one called by the short name before, rather than a wife or
    brother named in passing; nobody where the text does not tell."""
    if len(groups) < 2:
        return groups[0] if groups else None
    spots = [(ref.start, number, id(ref)) for number, group in enumerate(groups) for ref in group]
    before = [spot for spot in spots if spot[0] < reference.start and spot[2] in leading]
    return groups[max(before)[1]] if before else None


def _organizations(references: Group, texts: dict[int, str]) -> list[Group]:
    groups: dict[str, Group] = {}
    for reference in references:
        groups.setdefault(organizations.organization_key(texts[id(reference)]), []).append(reference)
    acronyms = {organizations.acronym(texts[id(group[0])]): key for key, group in groups.items() if " " in key}
    shorts = {short: key for key in groups if (short := organizations.short_form(key)) != key}
    heads = {key.split()[-1]: key for key in groups if " " in key}  # "the League" after "the Open Press League"
    for key in list(groups):
        target = acronyms.get(key.upper()) if texts[id(groups[key][0])].isupper() else shorts.get(key) or heads.get(key)
        if target is not None and target != key and target in groups:
            groups[target] += groups.pop(key)
    return list(groups.values())


def _across_items(groups: list[Group], texts: dict[int, str]) -> list[Group]:
    """Two stories of a page mean the same person by the same full name, and the same body by the same name."""
    joined: dict[tuple[str, str], Group] = {}
    alone: list[Group] = []
    for group in groups:
        label = names.normalise(_label(group, texts))
        if group[0].class_ == "Person" and " " not in label:
            alone.append(group)
        else:
            joined.setdefault((group[0].class_, label), []).extend(group)
    return [*joined.values(), *alone]


def _settle(group: Group, texts: dict[int, str]) -> None:
    first = min(group, key=lambda ref: ref.start)
    cluster = Cluster(first.class_, _label(group, texts), first.cluster.item)
    for reference in group:
        reference.cluster = cluster


def _label(group: Iterable[Reference], texts: dict[int, str]) -> str:
    """The name with most words, of these one not in capitals, the most frequent and the first."""
    spellings = [texts[id(ref)] for ref in sorted(group, key=lambda ref: ref.start)]
    count = Counter(spellings)
    return max(
        dict.fromkeys(spellings),
        key=lambda name: (len(name.split()), not (" " in name and name.isupper()), count[name], -spellings.index(name)),
    )


def _places(doc: Doc, pad: Notes, texts: dict[int, str]) -> None:
    """One cluster a place of the gazetteer, else one a spelling; demonyms bring their country along."""
    mentioned = [ref for ref in pad.references if ref.class_ == "Place"]
    about = geocoding.context(ref.cluster.name for ref in mentioned)
    clusters: dict[str, Cluster] = {}
    for reference in sorted(mentioned, key=lambda ref: ref.start):
        name = reference.cluster.name if reference.form == "nominal" else texts[id(reference)]
        behind = pad.at(reference.end + 1) if doc[reference.end : reference.end + 1].text == "," else None
        toponym = geocoding.locate(name, about, texts[id(behind)] if behind and behind.class_ == "Place" else None)
        key = toponym.id if toponym else names.normalise(name)
        if key not in clusters:
            same_as = (toponym.iri,) if toponym else ()
            label = toponym.name if toponym and toponym.kind == "country" else name
            clusters[key] = Cluster("Place", label, reference.cluster.item, same_as, key)
        reference.cluster = clusters[key]


def _shortened(doc: Doc, pad: Notes) -> None:
    """ "the Department" after "the State Department": a capitalised head noun alone refers back to the full name."""
    generic = lexicon.load().words["generic_organizations"]
    bodies = sorted((ref for ref in pad.references if ref.class_ == "Organization"), key=lambda ref: ref.start)
    for token in (doc[i] for i in spots(doc, generic)):
        if not token.text[0].isupper() or pad.at(token.i) or token.is_sent_start:
            continue
        item = pad.item_of(token)
        before = [
            ref for ref in bodies
            if ref.start < token.i and ref.cluster.item == item and doc[ref.end - 1].lower_ == token.lower_
        ]  # fmt: skip
        if before:
            pad.add(Reference(token.i, token.i + 1, token.i, "Organization", "nominal", before[-1].cluster))
