"""What to call a canonical entity, and which class it is of, when its members do not agree."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kg import ontology
from kg.model import LocalEntity
from kg.store import Member, Party
from kg.text import places

PARTIES = ("agent", "target", "participant")
_ROLES = {role: at for at, role in enumerate(PARTIES)}
_NAMED = 3  # parties of an event that its name tells


def class_of(members: Sequence[Member | LocalEntity]) -> str:
    """The class of most members; of equally many the most specific, then the first by name."""
    if len(members) == 1:
        return members[0].class_
    count = Counter([member.class_ for member in members])
    depth = {class_: len(ontology.load().ancestry(class_)) for class_ in count}
    return min(count, key=lambda class_: (-count[class_], -depth[class_], class_))


def name_of(class_: str, members: Sequence[Member | LocalEntity], named: Mapping[str, int]) -> str:
    """The best name: that of the country or region, else the spelling of most articles among the most complete ones.

    `named` counts the texts of all `name` mentions. A person is called by given and family name where any article
    gives both, and never in capitals where another spelling is known.
    """
    if len(members) == 1 and not members[0].same_as:
        return members[0].name
    official = next((name for member in members if member.same_as and (name := _official(member)) is not None), None)
    if official is not None:
        return official
    labels = Counter([member.name for member in members])
    if len(labels) == 1:
        return members[0].name
    return min(
        labels,
        key=lambda name: (
            name.isupper() and " " in name,
            -_completeness(class_, name),
            -labels[name],
            -named.get(name, 0),
            name,
        ),
    )


def role_order(party: Party) -> tuple[int, int, str]:
    """Who did it, to whom and who else, each in the order of the text."""
    return _ROLES[party.predicate], party.start, party.statement


def event_name(class_: str, parties: Iterable[str]) -> str:
    """What people call an event: its class and the canonical names of those who take part, as "Meeting: Ode, Rask"."""
    return f"{class_}: {', '.join(list(dict.fromkeys(parties))[:_NAMED])}"


def _completeness(class_: str, name: str) -> int:
    """People: one name or more; a third name is no more complete than two. Others: every spelling is as good."""
    return min(len(name.split()), 2) if class_ == "Person" else 0


def _official(member: Member | LocalEntity) -> str | None:
    for iri in member.same_as:
        place = places.by_iri(iri)
        if place is not None and place.kind in ("country", "region"):
            return place.name
    return None
