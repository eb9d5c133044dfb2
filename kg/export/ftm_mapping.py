"""What classes and predicates become in FollowTheMoney (https://followthemoney.tech/explorer/)."""

from dataclasses import dataclass

SCHEMATA = {
    "Person": "Person",
    "Organization": "Organization",
    "Group": "LegalEntity",
    "Place": "Address",
    "Position": "Position",
    "Event": "Event",
    "Article": "Article",
}
"""The schema of each most general class; a company that its legal form gives away is a `Company`."""

_PERSON = frozenset({"Person"})
_BODY = frozenset({"Organization", "Company"})
LEGAL = _PERSON | _BODY | {"LegalEntity"}
"""The schemata that are legal entities to FollowTheMoney."""
_THING = LEGAL | {"Address", "Position", "Event", "Article"}


@dataclass(frozen=True, slots=True)
class Link:
    """A schema that joins two entities: the properties that name them, and the schemata that each may be of.

    `role` is the property that tells the predicate, where it has one.
    """

    schema: str
    subject: str
    subjects: frozenset[str]
    object: str
    objects: frozenset[str]
    role: str = "role"

    def fits(self, subject: str, filler: str) -> bool:
        """Whether it may join entities of these schemata."""
        return subject in self.subjects and filler in self.objects


_UNKNOWN = Link("UnknownLink", "subject", _THING, "object", _THING)
_FAMILY = Link("Family", "person", _PERSON, "relative", _PERSON, "relationship")
_MEMBER = Link("Membership", "member", LEGAL, "organization", _BODY)
_LINKS = {
    "holdsPosition": Link("Occupancy", "holder", _PERSON, "post", frozenset({"Position"}), ""),
    "worksFor": Link("Employment", "employee", _PERSON, "employer", _BODY),
    "memberOf": _MEMBER,
    "politicalParty": _MEMBER,
    "leaderOf": Link("Directorship", "director", LEGAL, "organization", _BODY),
    "chiefExecutive": Link("Directorship", "organization", _BODY, "director", LEGAL),
    "spokespersonFor": Link("Representation", "agent", LEGAL, "client", LEGAL),
    "representedBy": Link("Representation", "client", LEGAL, "agent", LEGAL),
    "spouse": _FAMILY,
    "parent": _FAMILY,
    "sibling": _FAMILY,
    "relative": _FAMILY,
}
"""What else joins two entities is an `UnknownLink`, its role the label of the predicate."""

MENTIONS = Link("Mention", "document", frozenset({"Article"}), "resolved", LEGAL, "")
DOCUMENTS = Link("Documentation", "document", frozenset({"Article"}), "entity", _THING)
"""An article mentions a legal entity, or anything else."""

NAMED = {
    "alumniOf": ("education", _PERSON, _THING),
    "birthPlace": ("birthPlace", _PERSON, _THING),
    "holdsPosition": ("position", _PERSON, _THING),
    "politicalParty": ("political", _PERSON, _THING),
    "place": ("location", frozenset({"Event"}), _THING),
    "jurisdiction": ("subnationalArea", frozenset({"Position"}), _THING),
}
"""Properties that an asserted relation gives its subject, too: the name of the object."""

REFERRED = {
    "agent": ("involved", frozenset({"Event"}), LEGAL),
    "target": ("involved", frozenset({"Event"}), LEGAL),
    "participant": ("involved", frozenset({"Event"}), LEGAL),
    "place": ("addressEntity", frozenset({"Event"}), frozenset({"Address"})),
    "homeLocation": ("addressEntity", _PERSON, frozenset({"Address"})),
    "headquarters": ("addressEntity", _BODY, frozenset({"Address"})),
    "location": ("addressEntity", _BODY, frozenset({"Address"})),
    "parentOrganization": ("parent", LEGAL, LEGAL),
    "ofOrganization": ("organization", frozenset({"Position"}), _BODY),
}
"""The same: the id of the object."""

LOCATED = {
    "nationality": ("nationality", _PERSON),
    "homeLocation": ("country", _PERSON),
    "headquarters": ("country", _BODY),
    "location": ("country", _BODY),
    "jurisdiction": ("country", frozenset({"Position"})),
    "place": ("country", frozenset({"Event"})),
}
"""The same: the country of the object."""

LITERALS = {
    "birthDate": ("birthDate", _PERSON),
    "deathDate": ("deathDate", _PERSON),
    "foundingDate": ("incorporationDate", LEGAL),
    "date": ("date", frozenset({"Event"})),
    "hasOccupation": ("position", _PERSON),
}
"""Properties that hold a literal fact; each literal fact is a `Note` as well."""

ONLY_NOTES = frozenset({"instrument"})
"""Predicates that FollowTheMoney has neither a link nor a property for."""

LANGUAGES = dict(
    pair.split(":")
    for pair in (
        "af:afr ar:ara az:aze be:bel bg:bul bs:bos ca:cat cs:ces da:dan de:deu el:ell en:eng es:spa "
        "et:est fa:fas fi:fin fr:fra he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn "
        "ka:kat kk:kaz km:khm kn:kan ko:kor ky:kir lb:ltz lt:lit lv:lav mk:mkd mn:mon ms:msa mt:mlt "
        "my:mya ne:nep nl:nld no:nor pl:pol pt:por ro:ron ru:rus sk:slk sl:slv sq:sqi sr:srp sv:swe "
        "sw:swa tg:tgk tk:tuk tl:tgl tr:tur uk:ukr ur:urd uz:uzb zh:zho"
    ).split()
)
"""The languages that FollowTheMoney knows, from ISO 639-1 to ISO 639-2/T."""


def link(predicate: str, subject: str, filler: str) -> Link:
    """What joins entities of these two schemata."""
    found = _LINKS.get(predicate, _UNKNOWN)
    return found if found.fits(subject, filler) else _UNKNOWN
