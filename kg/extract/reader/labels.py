"""What the reader's heads can say: classes of spans, forms of mentions, predicates of relations."""

from collections.abc import Mapping

from kg import ontology

# Names by class; a phrase without a name is marked at its head noun, so those labels are one unit wide.
NAMES = ("Person", "Organization", "Place", "Event", "Other")
NOMINALS = ("nominal Person", "nominal Organization", "nominal Place", "nominal Other")
SPANS = (*NAMES, *NOMINALS)

# Classes of a mention for the heads that join two of them.
CLASSES = ("Person", "Organization", "Place", "Event", "Other", "Date", "")
FORMS = ("name", "nominal", "pronoun")

# Predicates of the contract for which public corpora have facts. Read as subject, predicate, object.
RELATIONS = (
    "alumniOf", "birthDate", "birthPlace", "capitalOf", "chiefExecutive", "containedIn", "deathDate", "deathPlace",
    "founder", "foundingDate", "headquarters", "homeLocation", "leaderOf", "location", "memberOf", "nationality",
    "parent", "parentOrganization", "politicalParty", "sibling", "spouse", "worksFor",
)  # fmt: skip

# What weights say that they were made for, to be compared with the above.
VOCABULARY = {"spans": SPANS, "classes": CLASSES, "forms": FORMS, "relations": RELATIONS}

PRONOUNS: Mapping[str, str] = {
    **dict.fromkeys("he him his himself".split(), "he"),
    **dict.fromkeys("she her hers herself".split(), "she"),
    **dict.fromkeys("it its itself".split(), "it"),
    **dict.fromkeys("they them their theirs themselves".split(), "they"),
    **dict.fromkeys("i me my mine myself".split(), "i"),
    **dict.fromkeys("we us our ours ourselves".split(), "we"),
    **dict.fromkeys("you your yours yourself yourselves".split(), "you"),
    **dict.fromkeys("who whom whose".split(), "who"),
}
PRONOUN_KINDS = tuple(dict.fromkeys(PRONOUNS.values()))


def class_of_pronoun(word: str) -> str:
    """Person where only people are called so, else ""."""
    return "Person" if PRONOUNS.get(word.lower()) in ("he", "she", "i") else ""


def possible(subject: str, predicate: str, object_: str) -> bool:
    """Whether the ontology lets a predicate join two classes of mentions; an unknown class ("") may be any of three."""
    vocabulary = ontology.load()
    literal = vocabulary.predicate(predicate).literal
    subjects = CLASSES[:3] if not subject else (subject,)
    objects = (ontology.DATE,) if literal and object_ == "Date" else () if literal else CLASSES[:3]
    if object_ and not literal:
        objects = (object_,)
    known = CLASSES[:3]
    return any(
        one in known and (literal or other in known) and vocabulary.allows(one, predicate, other)
        for one in subjects
        for other in objects
    )
