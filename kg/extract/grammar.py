"""The small grammar that patterns speak, and the one place that knows the parser's labels.

A trigger (a verb, or a noun such as "arrest") has slots, each filled by tokens:

* `subject`: who does it, in an active clause; also of a participle or an infinitive that shares it; of a noun, what
  it is said of, by a copula or in apposition
* `object`: to whom or what it is done, in an active clause
* `passive subject`: to whom or what it is done, in a passive clause or with a bare past participle
* `by`, `in`, `of`, `with` ...: the object of that preposition
* `modifier`: a noun or adjective before a noun; `possessor`: the noun or pronoun in the genitive before it
* `apposition`: a second name for the same thing; `complement`: what a copula says of its subject

Members of a co-ordination all fill the slot. The labels mapped here are those of spaCy's English pipelines
(ClearNLP style, https://github.com/clir/clearnlp-guidelines).
"""

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Token

Slots = dict[str, list[Token]]

_SUBJECT = {"nsubj", "csubj"}
_PASSIVE = {"nsubjpass", "csubjpass"}
_OBJECT = {"dobj", "obj"}
_INDIRECT = {"dative", "iobj"}
_MODIFIER = {"compound", "amod", "nmod"}
_COMPLEMENT = {"attr", "oprd", "acomp"}
_PREPOSITION = {"prep", "agent", "dative"}
_LOCATIVE = {"in", "at", "near", "outside"}
_RELATIVE = {"relcl"}
_BODIES = frozenset({"ORG", "GPE"})
_REDUCED = {"acl"}
_OPEN = {"xcomp", "advcl"}
_CLAUSE = {"ccomp", "advcl", "relcl", "acl", "xcomp", "parataxis"}

# What the subject did, whatever it did it to ("hurt Lund by driving"); what the object is blamed or thanked for.
_MANNER = frozenset({"by", "without", "in"})
_BLAME = frozenset({"of", "with", "for", "from", "into"})

# Verbs that say no more of an event than that it goes on: "the trial continued at the Supreme Court".
PHASE_VERBS = frozenset("begin start open continue resume end close occur happen follow take be".split())

THEMES = frozenset(_OBJECT | _PASSIVE)
PARTICLES = frozenset({"prt", "prep", "advmod", "agent", "oprd"})

# Verbs of asking somebody to do something.
DEMANDS = frozenset("ask urge call demand request order appeal advise encourage press force allow persuade".split())

# Verbs that lend their subject and adjuncts to the noun they govern: "held a protest in Lyon".
LIGHT_VERBS = frozenset(
    "hold stage make pay have conduct organize organise give take sign reach launch carry begin start open lead "
    "receive earn obtain complete join attend commit face undergo suffer file announce impose win declare mount "
    "strike conclude".split()
)


def slots(trigger: Token) -> Slots:
    """The filled slots of a verb or noun."""
    return _verbal(trigger) if trigger.pos_ in ("VERB", "AUX") else _nominal(trigger)


def members(token: Token) -> Iterator[Token]:
    """The token and all that is co-ordinated with it."""
    yield token
    for child in token.children:
        if child.dep_ == "conj":
            yield from members(child)


def is_passive(verb: Token) -> bool:
    """Whether the clause is passive, with or without its auxiliary ("people arrested by the police")."""
    if any(child.dep_ in _PASSIVE or child.dep_ == "auxpass" for child in verb.children) or _reduced_passive(verb):
        return True
    bare = not any(child.dep_ in _SUBJECT | _OBJECT for child in verb.children)
    joined = verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD") and bare  # "was abducted and sentenced"
    return joined and verb.head.pos_ == "VERB" and is_passive(verb.head)


def steps_aside(verb: Token) -> bool:
    """Whether "step" and "stand" mean leaving: "stepped down as mayor", not "stepped into the role"."""
    if verb.lemma_ not in ("stand", "step"):
        return True
    return any(child.lower_ in ("aside", "back", "down") for child in verb.children)


def is_negated(token: Token) -> bool:
    """Whether a `not`, `never` or `no` governs the token, or nobody is its subject."""
    if any(child.dep_ == "neg" or _denies(child) or _is_nobody(child) for child in token.children):
        return True
    if token.dep_ == "conj" and any(child.lower_ == "nor" for child in token.head.children):
        return True
    return (
        token.head.pos_ in ("VERB", "AUX")
        and token.dep_ in _OBJECT | {"xcomp"}
        and (any(child.dep_ == "neg" for child in token.head.children))
    )


def _denies(token: Token) -> bool:
    """ "no" and "never", but not the abbreviation of "number"."""
    behind = token.nbor(1) if token.i + 1 < len(token.doc) else token
    numbered = token.lower_ == "no" and (behind.text == "." or (behind.like_num and behind.lower_ != "one"))
    return token.lower_ in ("no", "never", "neither") and not numbered


def _is_nobody(subject: Token) -> bool:
    """ "nobody", "no one", "neither Lund nor Berg"; and the adverb of "no longer"."""
    if subject.dep_ == "advmod":
        return subject.lower_ == "longer" and any(child.dep_ == "neg" for child in subject.children)
    whole = subject.lower_ in ("nobody", "none") or any(_denies(child) for child in subject.children)
    return subject.dep_ in _SUBJECT | _PASSIVE and whole


def clauses_above(token: Token) -> Iterator[tuple[Token, str]]:
    """The verbs above a token with the label of the clause that hangs from them, inside out."""
    current = token
    while current.head.i != current.i:
        label, current = current.dep_, current.head
        if current.pos_ in ("VERB", "AUX"):
            yield current, label


def subtree(token: Token) -> tuple[int, int]:
    """The tokens under (and with) a token, as a range without surrounding punctuation."""
    start, end = token.left_edge.i, token.right_edge.i + 1
    while end > token.i + 1 and (token.doc[end - 1].is_punct or token.doc[end - 1].is_space):
        end -= 1
    while start < token.i and (token.doc[start].is_punct or token.doc[start].is_space):
        start += 1
    return start, end


def noun_phrase(token: Token) -> tuple[int, int]:
    """A noun with what stands before it and its `of` phrases, without clauses or appositions after it."""
    start = min([token.i, *(c.left_edge.i for c in token.lefts if c.dep_ not in ("punct", "cc", "advmod", "prep"))])
    end = token.i + 1
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "for") and child.i == end:
            end = child.right_edge.i + 1 if not _has_clause(child) else end
    while end > token.i + 1 and (token.doc[end - 1].is_punct or token.doc[end - 1].is_space):
        end -= 1
    return start, end


def _verbal(verb: Token) -> Slots:
    found: Slots = defaultdict(list)
    passive = is_passive(verb)
    for child in verb.children:
        if child.dep_ in _SUBJECT:
            found["subject"] += members(child)
        elif child.dep_ in _PASSIVE:
            found["passive subject"] += members(child)
        elif child.dep_ in _OBJECT and not passive:
            found["object"] += members(child)
            _through_object(child, found)
        elif child.dep_ in _INDIRECT and child.pos_ != "ADP":
            found["indirect object"] += members(child)
        elif child.dep_ in _COMPLEMENT:
            found["complement"] += members(child)
        elif child.dep_ in _PREPOSITION:
            _prepositional(child, found)
            if child.dep_ == "agent" or child.lower_ == "with":  # "arrested by the police in Lagos"
                for noun in child.children:
                    _through_object(noun, found)
    _inherit(verb, passive, found)
    return found


def _inherit(verb: Token, passive: bool, found: Slots) -> None:
    """Subjects that stand elsewhere: of a relative clause, a bare participle, a co-ordinated or open verb."""
    slot = "passive subject" if passive else "subject"
    if any(token.tag_ not in ("WP", "WDT") for token in found[slot]):
        return
    if verb.dep_ in _RELATIVE and (found[slot] or (verb.dep_ in _RELATIVE and passive)):
        found[slot] = _before(verb)
    elif verb.dep_ in _RELATIVE and any(token.tag_ in ("WP", "WDT") for token in found["object"]):
        found["object"] = _before(verb)
    elif verb.dep_ in _REDUCED and verb.tag_ in ("VBN", "VBG"):
        found[slot] = _before(verb)
    elif verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not found[slot]:
        above = _verbal(verb.head)
        found[slot] += _misplaced(verb) or above["subject"] or above["passive subject"]
    elif verb.dep_ in _OPEN and verb.head.pos_ == "VERB" and not found[slot] and _is_active(verb):
        found[slot] += _controller(verb)
    elif verb.dep_ == "pcomp" and verb.head.head.pos_ == "VERB" and _is_active(verb):
        found[slot] += _controller_of_gerund(verb.head, verb.head.head)


def _misplaced(verb: Token) -> list[Token]:
    """The subject that the parser joins to a noun before it: "resigned as mayor of Lesk and | Ana Roe was sworn in"."""
    start = verb.left_edge.i
    before = verb.doc[start - 1] if start > verb.sent.start else None
    joined = before is not None and before.dep_ == "conj" and before.pos_ in ("NOUN", "PROPN")
    return [before] if before is not None and joined and before.head.pos_ != "VERB" else []


def _is_active(verb: Token) -> bool:
    """Whether a verb without a subject says what somebody does or did: "killing", "having met", not "met by"."""
    return verb.tag_ != "VBN" or any(child.lower_ == "having" for child in verb.children)


def _before(verb: Token) -> list[Token]:
    """What a relative clause is about: the noun that it hangs from and what is co-ordinated with that before it; where
    that is in apposition to a name or said of one, the name, too: "Denizbank is a bank | based in ..."."""
    noun = _somebody(verb)
    nouns = [token for token in members(noun) if token.i < verb.i]
    if _in_apposition(noun):
        nouns.append(noun.head)
    elif noun.dep_ == "attr" and noun.head.lemma_ == "be":
        nouns += [child for child in noun.head.children if child.dep_ in _SUBJECT]
    return nouns


def _somebody(verb: Token) -> Token:
    """The noun that a clause hangs from; with "who" the person: "Judge Roe of the court, | who resigned"."""
    noun = verb.head
    personal = any(child.lower_ == "who" and child.dep_ in _SUBJECT | _PASSIVE for child in verb.children)
    above = noun.head.head if noun.dep_ == "pobj" else noun
    return above if personal and noun.ent_type_ in _BODIES and above.ent_type_ == "PERSON" else noun


def _in_apposition(noun: Token) -> bool:
    """Whether a noun says what another one is; what the parser hangs from a pronoun far away does not."""
    return noun.dep_ == "appos" and noun.head.pos_ != "PRON"


def _controller(verb: Token) -> list[Token]:
    """Who does an infinitive: the object of "asked her to", else the subject of "wants to"."""
    above = _verbal(verb.head)
    asked = above["object"] or above["on"] or above["upon"]
    if verb.dep_ == "xcomp" and asked:
        return list(asked)
    if verb.head.lemma_ in DEMANDS:  # who asks somebody to go does not go himself
        return []
    return list(above["subject"] or above["passive subject"])


def _controller_of_gerund(preposition: Token, above: Token) -> list[Token]:
    """Who does what a preposition governs: "fled after | killing", "accused him of | killing", "was jailed for"."""
    found = _verbal(above)
    if found["passive subject"]:  # "was killed by | shooting" does not say who shot
        return [] if preposition.lower_ == "by" else list(found["passive subject"])
    if found["object"] and preposition.lower_ not in _MANNER:
        return list(found["object"]) if preposition.lower_ in _BLAME else []
    return list(found["subject"])


def _nominal(noun: Token) -> Slots:
    found: Slots = defaultdict(list)
    for child in noun.children:
        if child.dep_ == "poss":
            found["possessor"] += members(child)
        elif child.dep_ in _MODIFIER:
            found["modifier"] += members(child)
        elif child.dep_ == "appos":
            found["apposition"] += members(child)
        elif child.dep_ in _PREPOSITION:
            _prepositional(child, found)
    if noun.dep_ == "conj" and noun.head.pos_ == "NOUN":  # "the rape and | murder of X", hung from the rape
        for child in noun.head.children:
            if child.dep_ in _PREPOSITION and child.i > noun.i:
                _prepositional(child, found)
    _said_of(noun, found)
    return found


def _said_of(noun: Token, found: Slots) -> None:
    """What a noun is said of: in apposition, by a copula, or by a light verb that lends it all it has."""
    verb = noun.head
    if _in_apposition(noun):  # "Denizbank, a subsidiary of ..."
        found["subject"].append(verb)
    elif noun.dep_ == "attr" and verb.lemma_ == "be":  # "Denizbank is a subsidiary of ..."
        found["subject"] += _verbal(verb)["subject"]
    if noun.dep_ in _SUBJECT and verb.lemma_ in PHASE_VERBS and not found["subject"]:
        for child in verb.children:
            if child.dep_ == "prep":
                _prepositional(child, found)
    if noun.dep_ in _OBJECT | _PASSIVE and verb.lemma_ in LIGHT_VERBS:
        above = _verbal(verb)
        for slot, tokens in above.items():
            if slot not in ("object", "passive subject"):
                found[slot] += [token for token in tokens if token.i != noun.i]


def _prepositional(preposition: Token, found: Slots) -> None:
    for child in preposition.children:
        if child.dep_ in ("pobj", "pcomp") and child.pos_ != "VERB":
            found[preposition.lower_] += members(child)
            if preposition.lower_ == "in":  # "a degree in physics from Warsaw University"
                for inner in child.children:
                    if inner.dep_ == "prep" and inner.lower_ == "from":
                        _prepositional(inner, found)
        elif child.dep_ == "prep":  # "in front of", "from across"
            _prepositional(child, found)


def _through_object(noun: Token, found: Slots) -> None:
    """Where and with whom an object is said to be is where and with whom the thing happens: "signed an agreement with
    Norway in Oslo"."""
    for child in noun.children:
        if child.dep_ == "prep" and (child.lower_ in _LOCATIVE or child.lower_ == "with"):
            _prepositional(child, found)


def _reduced_passive(verb: Token) -> bool:
    return verb.tag_ == "VBN" and verb.dep_ in _REDUCED and not any(c.dep_ == "aux" for c in verb.children)


def _has_clause(token: Token) -> bool:
    return any(part.dep_ in _CLAUSE for part in token.subtree)
