from evaluation.floors import below
from evaluation.gold import Document, Fact, Passage
from evaluation.names import align, by_class, coreference
from evaluation.names import errors as name_errors
from evaluation.relations import NAMED, by_property, judge
from evaluation.relations import errors as relation_errors
from evaluation.systems import Prediction
from kg.evaluate.scores import Score
from kg.evaluate.spans import Name
from kg.model import Span, Stance, Statement

TEXT = "Mara Ozzan of Brightwater met Ilo Tarn in Lesk."
GOLD = Document(
    "d",
    TEXT,
    names=(Name(0, 10, ("Person",), "1"), Name(14, 25, ("Organization",), "2"), Name(30, 38, ("Person",), "3")),
    ignored=((42, 46),),
)


def test_ignored_stretches_of_a_document_count_neither_way() -> None:
    found = Prediction((Name(0, 10, ("Person",)), Name(42, 46, ("Place",))))
    scores = by_class([align(GOLD, found, exact=True)])
    assert (scores["all"].precision, scores["all"].predicted, scores["all"].gold) == (1.0, 1, 3)
    assert list(scores) == ["Person", "Organization", "Place", "all"]


def test_name_errors_show_the_place_and_what_was_right() -> None:
    kinds = dict(name_errors([align(GOLD, Prediction((Name(30, 38, ("Place",)),)), exact=False)]))
    assert "[[Ilo Tarn]]" in kinds["names Place wrong"]
    assert "gold Person 'Ilo Tarn'" in kinds["names Place wrong"]
    assert "names Organization missed" in kinds


def test_coreference_counts_only_names_that_both_sides_have() -> None:
    found = Prediction((Name(0, 10, ("Person",), "p"), Name(30, 38, ("Person",), "p"), Name(11, 13, ("Person",), "q")))
    result = coreference([GOLD], {"d": found})
    assert (result.precision, result.recall, result.gold) == (0.5, 1.0, 2)


def statement(predicate: str, subject: Span, object_: Span, stance: Stance = "asserted") -> Statement:
    return Statement(
        id="s", subject="e1", predicate=predicate, article="d", start=0, end=len(TEXT), quote=TEXT,
        subject_span=subject, object_span=object_, extractor="test@1", confidence=0.9, object="e2", stance=stance,
    )  # fmt: skip


def passages(*facts: Fact, properties: frozenset[str]) -> Document:
    return Document("d", TEXT, passages=(Passage(0, len(TEXT), properties, facts),))


EMPLOYED = Fact("EMPLOYEE_OR_MEMBER_OF", (0, 10), (14, 25), named=True)
PRONOUN = Fact("EMPLOYEE_OR_MEMBER_OF", (26, 29), (14, 25), named=False)


def test_a_relation_needs_both_spans_and_its_property() -> None:
    document = passages(EMPLOYED, PRONOUN, properties=frozenset({"EMPLOYEE_OR_MEMBER_OF", "CEO"}))
    said = Prediction((), (statement("worksFor", (5, 10), (14, 25)), statement("worksFor", (30, 38), (14, 25))))
    overlap = by_property(judge(document, said, exact=False))
    assert (overlap["all"].precision, overlap["all"].recall) == (0.5, 0.5)
    assert overlap[NAMED].recall == 1.0
    exact = by_property(judge(document, said, exact=True))
    assert (exact["all"].precision, exact["all"].recall) == (0.0, 0.0)
    errors = dict(relation_errors(judge(document, said, exact=False)))
    assert "[S Ilo Tarn]" in errors["relations worksFor as EMPLOYEE_OR_MEMBER_OF wrong"]
    assert "relations EMPLOYEE_OR_MEMBER_OF missed (pronoun)" in errors


def test_what_was_not_annotated_is_not_judged() -> None:
    document = passages(properties=frozenset({"SPOUSE"}))
    said = Prediction((), (statement("worksFor", (0, 10), (14, 25)),))
    assert by_property(judge(document, said, exact=False))["all"].predicted == 0


def test_a_chief_executive_is_employed_too_and_a_denial_claims_nothing() -> None:
    document = passages(EMPLOYED, properties=frozenset({"EMPLOYEE_OR_MEMBER_OF", "CEO"}))
    said = Prediction((), (statement("chiefExecutive", (14, 25), (0, 10)),))
    scores = by_property(judge(document, said, exact=True))
    assert scores["EMPLOYEE_OR_MEMBER_OF"].precision == 1.0
    assert scores["CEO"].precision == 0.0
    denied = Prediction((), (statement("worksFor", (0, 10), (14, 25), "denied"),))
    assert by_property(judge(document, denied, exact=True))["all"].predicted == 0


def test_floors_name_what_fell_and_what_was_not_measured() -> None:
    scores = {"names/x/held/kg/exact/all": Score(0.5, 0.5, 10, 10)}
    assert list(below(scores, {"names/x/held/kg/exact/all/f1": 0.5})) == []
    fallen = list(below(scores, {"names/x/held/kg/exact/all/f1": 0.51, "names/y/f1": 0.1}))
    assert len(fallen) == 2
    assert "0.500 is below its floor 0.510" in fallen[0]
    assert "not measured" in fallen[1]
