"""KnowledgeNet: facts in web biographies; a passage has all facts of the properties that it was read for."""

from collections.abc import Iterator
from pathlib import Path

from evaluation.corpora import knowledgenet as reader
from evaluation.gold import Document, Marked
from training.candidates import candidates, place
from training.stories import Region, Related, Story

PREDICATES = {
    "PLACE_OF_BIRTH": "birthPlace", "DATE_OF_BIRTH": "birthDate", "DATE_OF_DEATH": "deathDate", "SPOUSE": "spouse",
    "CHILD_OF": "parent", "PLACE_OF_RESIDENCE": "homeLocation", "NATIONALITY": "nationality",
    "EDUCATED_AT": "alumniOf", "EMPLOYEE_OR_MEMBER_OF": "worksFor", "POLITICAL_AFFILIATION": "politicalParty",
    "CEO": "chiefExecutive", "FOUNDED_BY": "founder", "DATE_FOUNDED": "foundingDate", "HEADQUARTERS": "headquarters",
    "SUBSIDIARY_OF": "parentOrganization",
}  # fmt: skip
_SYMMETRIC = frozenset({"spouse"})
_DATES = frozenset({"birthDate", "deathDate", "foundingDate"})
_OBJECTS = {
    "spouse": "Person", "parent": "Person", "chiefExecutive": "Person", "alumniOf": "Organization",
    "worksFor": "Organization", "politicalParty": "Organization", "parentOrganization": "Organization",
    "birthPlace": "Place", "homeLocation": "Place", "nationality": "Place", "headquarters": "Place",
}  # fmt: skip
_SUBJECTS = dict.fromkeys(
    ("chiefExecutive", "founder", "foundingDate", "headquarters", "parentOrganization"), "Organization"
)


def knowledgenet(data: Path) -> Iterator[Story]:
    """Every document: its annotated passages."""
    for document in reader.knowledgenet(data / "knowledgenet" / "train.jsonl"):
        yield _story(document)


def _story(document: Document) -> Story:
    mentions: list[Marked] = []
    relations: dict[tuple[int, str, int], None] = {}
    regions = []
    for passage in document.passages:
        known = tuple(sorted(PREDICATES[name] for name in passage.properties if name in PREDICATES))
        regions.append(Region(passage.start, passage.end, known))
        for fact in passage.facts:
            predicate = PREDICATES[fact.property]
            ends = (_SUBJECTS.get(predicate, "Person"), _OBJECTS.get(predicate, "Date" if predicate in _DATES else ""))
            one, other = (
                place(mentions, document.text, span, class_)
                for span, class_ in zip((fact.subject, fact.object), ends, strict=True)
            )
            relations[one, predicate, other] = None
            if predicate in _SYMMETRIC:
                relations[other, predicate, one] = None
    for found in candidates(document.text):
        if not any(found.start < known.end and known.start < found.end for known in mentions):
            mentions.append(found)
    return Story(
        "knowledgenet", document.id, document.text, mentions=tuple(mentions),
        relations=tuple(Related(*each) for each in relations), regions=tuple(regions), part=document.part,
    )  # fmt: skip
