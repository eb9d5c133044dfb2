"""Who is who against marked clusters, ambiguous pronouns, and facts between entities: invented documents."""

from evaluation import clusters, entities
from evaluation.gold import Document, Marked
from evaluation.systems import Prediction
from kg.extract.chains import Member
from kg.model import Mention, Statement

TEXT = "Mira Ode met Ilya Drazen. She praised him."
NAMES = {"Mira Ode": (0, 8), "Ilya Drazen": (13, 24), "She": (26, 29), "him": (38, 41)}


def marked(word: str, cluster: str) -> Marked:
    form = "pronoun" if word in ("She", "him") else "name"
    return Marked(*NAMES[word], "Person", form, cluster)


def mention(word: str, entity: str) -> Mention:
    start, end = NAMES[word]
    form = "pronoun" if word in ("She", "him") else "name"
    return Mention(word, "d", start, end, word, form, "Person", entity)  # type: ignore[arg-type]


def document(**more: object) -> Document:
    pairs = (("Mira Ode", "m"), ("Ilya Drazen", "i"), ("She", "m"), ("him", "i"))
    return Document("d", TEXT, mentions=tuple(marked(*pair) for pair in pairs), **more)  # type: ignore[arg-type]


def predicted(**entity: str) -> Prediction:
    words = {"mira": "Mira Ode", "ilya": "Ilya Drazen", "she": "She", "him": "him"}
    return Prediction((), (), tuple(mention(words[key], value) for key, value in entity.items()))


def test_the_right_clusters_score_one() -> None:
    found = clusters.conll([document()], {"d": predicted(mira="1", ilya="2", she="1", him="2")})
    assert found.conll == 1.0


def test_a_pronoun_linked_to_the_wrong_person_costs() -> None:
    found = clusters.conll([document()], {"d": predicted(mira="1", ilya="2", she="2", him="2")})
    assert 0.3 < found.conll < 0.9
    assert found.muc.recall == 0.5


def test_single_mentions_count_for_nothing() -> None:
    found = clusters.conll([document()], {"d": predicted(mira="1", ilya="2", she="1")})
    assert found.muc.predicted == 1
    assert found.b_cubed.precision == 1.0


def test_a_pronoun_of_gap_is_right_for_one_name_and_wrong_for_the_other() -> None:
    gap = Document("d", TEXT, mentions=(marked("Mira Ode", "A"), marked("Ilya Drazen", "B"), marked("She", "A")))
    right = clusters.pronouns([gap], {"d": predicted(mira="1", ilya="2", she="1")})
    wrong = clusters.pronouns([gap], {"d": predicted(mira="1", ilya="2", she="2")})
    nobody = clusters.pronouns([gap], {"d": predicted(mira="1", ilya="2")})
    assert (right.f1, wrong.f1, nobody.f1) == (1.0, 0.0, 0.0)


def test_chains_are_scored_where_a_system_has_them() -> None:
    she = Member(26, 29, "She", "pronoun", "Person")
    him = Member(38, 41, "him", "pronoun", "Person")
    right = ((Member(0, 8, "Mira Ode", "name", "Person"), she), (Member(13, 24, "Ilya Drazen", "name", "Person"), him))
    assert clusters.conll([document()], {"d": Prediction((), chains=right)}).conll == 1.0
    assert clusters.conll([document()], {"d": Prediction((), chains=((she, him),))}).muc.f1 == 0.0


def fact(subject: str, predicate: str, object_: str, one: str, other: str) -> Statement:
    return Statement(
        f"{subject}{predicate}{object_}", subject, predicate, "d", 0, 25, TEXT[:25], NAMES[one], NAMES[other],
        "x@1", 0.9, object=object_,
    )  # fmt: skip


def test_a_fact_between_entities_is_right_wherever_it_stands_and_symmetric_facts_count_both_ways() -> None:
    gold = document(facts=(("m", "spouse", "i"), ("i", "spouse", "m")))
    found = predicted(mira="1", ilya="2", she="1", him="2")
    said = (fact("1", "spouse", "2", "Mira Ode", "Ilya Drazen"), fact("1", "parent", "2", "Mira Ode", "Ilya Drazen"))
    scores = entities.by_predicate([gold], {"d": Prediction((), said, found.mentions)})
    assert (scores["spouse"].precision, scores["spouse"].recall) == (1.0, 1.0)
    assert scores["parent"].precision == 0.0
    assert scores["all"].precision == 0.5


def test_what_is_said_of_somebody_unmarked_is_wrong() -> None:
    gold = Document("d", TEXT, mentions=(marked("Mira Ode", "m"),), facts=(("m", "spouse", "m"),))
    said = (fact("1", "spouse", "2", "Mira Ode", "Ilya Drazen"),)
    scores = entities.by_predicate([gold], {"d": Prediction((), said, predicted(mira="1", ilya="2").mentions)})
    assert scores["all"].precision == 0.0


def test_containment_is_left_out() -> None:
    gold = document(facts=(("m", "containedIn", "i"),))
    scores = entities.by_predicate([gold], {"d": predicted(mira="1", ilya="2")})
    assert scores["all"].gold == 0
