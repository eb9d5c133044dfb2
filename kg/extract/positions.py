"""Component `kg_positions`: what people are: their offices, occupations, countries, employers, families and lawyers."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extract import affiliations, appositions, endings, fillers, grammar, kin, lexicon, predicates, roles, stance
from kg.extract.lexicon import Lexicon, forms
from kg.extract.notes import Cluster, Draft, Filler, Notes, Reference, notes
from kg.extract.roles import Role
from kg.ontology import TEXT

EXTRACTOR = "kg/positions"

# Shares of right statements among those read from the development texts, rounded down (see scripts/evaluate).
_BEFORE = 0.9
_APPOSITION = 0.85
_COPULA = 0.85
_PRONOUN = 0.75

# Words beside the head that leave a post at the top: "chief executive director" leads, "regional director" does not.
_BELOW = frozenset("assistant associate deputy vice designate".split())
_TOP = frozenset("chief executive general managing national supreme acting interim prime".split())

_LEADING_TITLES = frozenset({"prime minister", "first minister", "secretary general", "director general"})

_LEGISLATORS = frozenset("senator sen representative rep congressman congresswoman lawmaker deputy mp mep".split())
_PAST = frozenset({"be", "serve", "work"})
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())

_KIN = {"kin_spouse": "spouse", "kin_sibling": "sibling", "kin_relative": "relative"}


@Language.component("kg_positions")
def find_positions(doc: Doc) -> Doc:
    """Draft a statement for every role that the text gives a named person."""
    pad, words = notes(doc), lexicon.load()
    everybody = sorted((ref for ref in pad.references if ref.class_ == "Person"), key=lambda ref: ref.start)
    named = {id(ref.cluster) for ref in everybody if ref.form == "name"}
    for person in everybody:
        if person.form == "name":
            _affiliate(doc, pad, person, words)
            found = _roles(doc, pad, person, words)
        elif person.form == "pronoun" and id(person.cluster) in named:
            found = _stated(doc, pad, person, words, _PRONOUN)
        else:
            continue
        for role, confidence, verb in found:
            meant = stance.meant(verb, pad) if verb else stance.presupposed(doc[person.head], pad)
            if meant.stance == "asserted" and (doubt := roles.doubt(doc, role, words)) is not None:
                meant = stance.Meant(doubt)
            reader = _Reader(doc, pad, words, person, role, confidence, meant)
            pad.drafts.extend(reader.drafts())
    return doc


def _affiliate(doc: Doc, pad: Notes, person: Reference, words: Lexicon) -> None:
    who, meant = Filler(person.start, person.end, person.cluster), stance.presupposed(doc[person.head], pad)
    for predicate, body in affiliations.belongings(doc, pad, person, words):
        pad.drafts.append(Draft(who, predicate, body, _APPOSITION, EXTRACTOR, meant.stance, meant.speaker))


def _roles(doc: Doc, pad: Notes, person: Reference, words: Lexicon) -> Iterator[tuple[Role, float, Token | None]]:
    """The roles of a person: right before the name, in apposition to it, and said of it by a verb."""
    seen: set[int] = set()
    candidates: list[tuple[Role | None, float, Token | None]] = []
    title = roles.before(doc, pad, person, words)
    if title is not None:
        roles.behind(doc, pad, title, person, words)
    candidates.append((title, _BEFORE, None))
    candidates += [
        (roles.phrase(doc, pad, noun, words), _APPOSITION, None) for noun in appositions.nouns(doc, pad, person, words)
    ]
    candidates += _stated(doc, pad, person, words, _COPULA)
    for role, confidence, said in candidates:
        if role is not None and role.head not in seen and not _elsewhere(pad, role, person):
            seen.add(role.head)
            yield role, confidence, said


def _stated(
    doc: Doc, pad: Notes, person: Reference, words: Lexicon, confidence: float
) -> Iterator[tuple[Role, float, Token | None]]:
    """The roles that a verb gives somebody."""
    for noun, verb, over in predicates.said_of(doc[person.head]):
        role = roles.phrase(doc, pad, noun, words)
        if role is None or _elsewhere(pad, role, person):
            continue
        if verb.lemma_ in predicates.HONOURING and not words.has("positions", doc[role.head].text):
            continue
        if over and _by_himself(verb, person, pad):
            continue
        gone = over and stance.meant(verb, pad).stance in endings.DONE
        if not role.former and (gone or (verb.lemma_ in _PAST and verb.tag_ == "VBD")):
            role.former = "former"  # "he was finance minister"
        if not role.owners and not role.complements and (namer := predicates.namer(verb, noun, pad)) is not None:
            role.owners.append(namer)
        yield role, confidence, None if over and not gone else verb  # "refused to resign as mayor": mayor still


def _by_himself(verb: Token, person: Reference, pad: Notes) -> bool:
    """Whether the subject of a verb is taken for its object, too: nobody succeeds himself."""
    subjects = grammar.slots(verb).get("subject", ())
    taken = (ref for token in subjects if token.i != person.head and (ref := pad.at(token.i)) is not None)
    return person.head not in {token.i for token in subjects} and any(ref.cluster is person.cluster for ref in taken)


def _elsewhere(pad: Notes, role: Role, person: Reference) -> bool:
    """A title within the name, or right before another person's."""
    taker = pad.at(role.end) if role.end < person.start or role.start > person.end else None
    other = taker is not None and taker.class_ == "Person" and taker.cluster is not person.cluster
    return other or person.start <= role.head < person.end


class _Reader:
    """The statements that one role of one person makes."""

    def __init__(
        self,
        doc: Doc,
        pad: Notes,
        words: Lexicon,
        person: Reference,
        role: Role,
        confidence: float,
        meant: stance.Meant,
    ) -> None:
        self.doc, self.pad, self.words = doc, pad, words
        self.person, self.role, self.confidence, self.meant = person, role, confidence, meant
        self.kinds = {kind for kind, listed in words.words.items() if any(f in listed for f in self._forms())}
        self.who = Filler(person.start, person.end, person.cluster)

    def _forms(self) -> tuple[str, ...]:
        """The head of the role, and what it is with the words before: "chief-executive"."""
        head = self.role.head
        word = self.doc[head].text
        longer = ("-".join(t.lower_ for t in self.doc[start : head + 1]) for start in range(self.role.start, head))
        return (*forms(word), *forms(word.rpartition("-")[2]), *longer)

    def drafts(self) -> Iterator[Draft]:
        """All statements of the role; a relation between two people rules out an occupation."""
        related = list(self._relations())
        if related:
            yield from related
        if self._several():
            return
        if self.kinds & {"kin_spouse", "kin_parent", "kin_child", "kin_sibling", "kin_relative"}:
            return
        if "positions" in self.kinds and not self._plain():
            self.pad.drop(self.role.start, self.role.end)
            yield from self._position()
        elif self.kinds & {"occupations", "positions"}:
            yield from self._occupation()

    def _relations(self) -> Iterator[Draft]:
        listed = [
            Filler(ref.start, ref.end, ref.cluster) for ref in kin.listed(self.doc, self.pad, self.person, self.role)
        ]
        for owner in self._people():
            other = Filler(owner.start, owner.end, owner.cluster)
            for who in (self.who, *listed):
                if owner.cluster is not who.cluster:
                    yield from self._related(who, other)

    def _related(self, who: Filler, other: Filler) -> Iterator[Draft]:
        for kind, predicate in _KIN.items():
            if kind in self.kinds:
                yield self._draft(other, predicate, who)
        if "kin_parent" in self.kinds:
            yield self._draft(other, "parent", who)
        if "kin_child" in self.kinds:
            yield self._draft(who, "parent", other)
        if "representatives" in self.kinds:
            yield self._draft(other, "representedBy", who)
        if "spokespeople" in self.kinds:
            yield self._draft(who, "spokespersonFor", other)

    def _people(self) -> list[Reference]:
        """Whose lawyer or wife it is; for a pronoun, the person it stands for."""
        found = [ref for ref in (*self.role.owners, *self.role.complements) if ref.class_ == "Person"]
        if "kin_child" in self.kinds:
            found += [
                other for ref in found if ref in self.role.complements for other in kin.joined(self.doc, self.pad, ref)
            ]
        owned = (ref for ref in found if ref.form != "name" or self._owns(ref))
        return list({id(ref.cluster): ref for ref in owned}.values())

    def _owns(self, ref: Reference) -> bool:
        """A genitive or an `of` phrase, and no mere neighbour."""
        if "kin_child" in self.kinds and ref not in self.role.owners:
            return True
        return ref in self.role.complements or (ref.end < len(self.doc) and self.doc[ref.end].tag_ == "POS")

    def _plain(self) -> bool:
        """A post in name only: lower case, of nothing and nobody ("manager Aysel")."""
        head = self.doc[self.role.head]
        single = self.role.end - self.role.start == 1
        return head.text.islower() and single and not self._scopes() and "occupations" in self.kinds

    def _several(self) -> bool:
        """A plural before a list ("officers X and Y", "Senators X and Y") is no title of one person's."""
        head = self.doc[self.role.head]
        plural = head.lower_ not in self.words.words["positions"] and self.words.has("positions", head.text)
        return plural or head.tag_ in ("NNS", "NNPS")

    def _scopes(self) -> list[Reference]:
        return [ref for ref in (*self.role.owners, *self.role.complements) if ref.class_ in ("Place", "Organization")]

    def _position(self) -> Iterator[Draft]:
        title = self.role.title(self.doc, self.words)
        scopes = self._scopes()
        scope = "|".join(sorted({ref.cluster.key or ref.cluster.name for ref in scopes}))
        cluster = Cluster("Position", title, self.person.cluster.item, key=f"{title}|{scope}")
        cluster = self._shared(cluster)
        self.pad.add(Reference(self.role.start, self.role.end, self.role.head, "Position", "nominal", cluster))
        post = Filler(self.role.start, self.role.end, cluster)
        yield self._draft(self.who, "holdsPosition", post)
        for ref in scopes:
            yield from self._scope(post, Filler(ref.start, ref.end, ref.cluster), ref.class_)

    def _shared(self, cluster: Cluster) -> Cluster:
        known = (ref.cluster for ref in self.pad.references if ref.class_ == "Position")
        return next((other for other in known if other.key.lower() == cluster.key.lower()), cluster)

    def _scope(self, post: Filler, of: Filler, class_: str) -> Iterator[Draft]:
        if class_ == "Organization" and self._labels(of):
            yield self._draft(self.who, "politicalParty", of)
            return
        if class_ == "Place" and self._national(of):
            yield self._draft(self.who, "nationality", of)
            return
        yield self._draft(post, "jurisdiction" if class_ == "Place" else "ofOrganization", of)
        if "spokespeople" in self.kinds:
            yield self._draft(self.who, "spokespersonFor", of)
        elif "founders" in self.kinds and class_ == "Organization":
            yield self._draft(of, "founder", self.who)
        elif "chief_executives" in self.kinds and class_ == "Organization":
            if not self.role.former and _BELOW.isdisjoint(self.role.title(self.doc, self.words).lower().split()):
                yield self._draft(of, "chiefExecutive", self.who)
        elif self._leads():
            yield self._draft(self.who, "leaderOf", of)
        if class_ == "Organization" and not self.role.former and not self.kinds & {"founders", "owners"}:
            yield self._draft(self.who, self._belonging(of), of)

    def _national(self, of: Filler) -> bool:
        """Whether a country only says where somebody is from: an Iranian director does not direct Iran."""
        ref = self.pad.at(of.start)
        adjective = ref is not None and ref.form == "nominal" and of.end <= self.role.start
        return adjective and "posts_of_bodies" in self.kinds

    def _leads(self) -> bool:
        """Whether the post is at the top: no deputy, and of the whole body ("prime minister", no other minister)."""
        title = self.role.title(self.doc, self.words).lower()
        if self.role.former:
            return False
        top = "leaders" in self.kinds and set(title.split()) - {self.doc[self.role.head].lower_} <= _TOP
        return top or title in _LEADING_TITLES

    def _labels(self, of: Filler) -> bool:
        """Whether a party only says what kind of senator this is: "Republican Senator Ben Sasse"."""
        return (
            fillers.is_party(self.doc, of)
            and of.end <= self.role.start
            and self.doc[of.end].tag_ != "POS"
            and self._legislator()
        )

    def _legislator(self) -> bool:
        return self.doc[self.role.head].lower_.rstrip("s.") in _LEGISLATORS

    def _belonging(self, of: Filler) -> str:
        """Staff work for a body; the people of parties and parliaments belong to them."""
        if fillers.is_party(self.doc, of):
            return "politicalParty"
        words = self.doc[of.start : of.end]
        return "memberOf" if any(self.words.has("legislatures", word.text) for word in words) else "worksFor"

    def _occupation(self) -> Iterator[Draft]:
        since = self.role.since
        dead = since is None or self.doc[since].lower_ in ("late", "longer")  # a late singer was one to the end
        start = self.role.start if dead or since is None else min(self.role.start, since)
        while start < self.role.head and self.doc[start].lower_ in _ORDINALS:  # which of them she is, and not what
            start += 1
        if not self._named_owner():
            words = self.doc[start : self.role.end].text
            yield self._draft(self.who, "hasOccupation", Filler(start, self.role.end, value=words, datatype=TEXT))
        for ref in self._scopes():
            of = Filler(ref.start, ref.end, ref.cluster)
            if ref.class_ == "Place" and ref.form == "nominal" and self._country(ref):
                yield self._draft(self.who, "nationality", of)
            elif ref.class_ == "Organization" and not self.role.former and not self._learns():
                yield self._draft(self.who, "worksFor", of)

    def _learns(self) -> bool:
        return self.doc[self.role.head].lower_ in ("student", "undergraduate", "graduate", "fellow")

    def _named_owner(self) -> bool:
        return any(ref.class_ == "Person" for ref in self.role.owners) and not self.kinds & {"representatives"}

    def _country(self, ref: Reference) -> bool:
        return ref.end <= self.role.start

    def _draft(self, subject: Filler, predicate: str, object_: Filler) -> Draft:
        return Draft(subject, predicate, object_, self.confidence, EXTRACTOR, self.meant.stance, self.meant.speaker)
