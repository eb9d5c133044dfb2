from evaluation.gold import Document, bio_spans, either, join_tokens, labelled, trim
from kg.evaluate.spans import Name


def test_tokens_are_joined_as_printed_and_every_span_points_at_its_token() -> None:
    tokens = ["``", "We", "do", "n't", "know", ",", "''", "said", "Mr.", "Ozzan", "(", "right", ")", "."]
    text, spans = join_tokens(tokens)
    assert text == "``We don't know,'' said Mr. Ozzan (right)."
    assert [text[slice(*span)] for span in spans] == tokens


def test_trim_drops_the_article_and_the_possessive() -> None:
    text = "for the Harbour Board's sake"
    assert trim(text, (4, 23)) == (8, 21)
    assert trim(text, (8, 21)) == (8, 21)


def test_bio_runs_end_at_a_new_beginning_and_at_another_label() -> None:
    assert bio_spans(["B-PER", "I-PER", "B-PER", "O", "I-ORG", "I-LOC"]) == [
        (0, 2, "PER"),
        (2, 3, "PER"),
        (4, 5, "ORG"),
        (5, 6, "LOC"),
    ]


def test_labels_without_a_class_are_left_out() -> None:
    names = labelled("Ozzan won Gold", [((0, 5), "person"), ((10, 14), "award")], {"person": "Person"})
    assert names == (Name(0, 5, ("Person",)),)


def test_a_name_used_both_ways_is_accepted_both_ways() -> None:
    place = Document("one", "Korvania is hot", (Name(0, 8, ("Place",)),))
    body = Document("two", "Korvania agreed with Ozzan", (Name(0, 8, ("Organization",)), Name(21, 26, ("Person",))))
    first, second = either([place, body])
    assert first.names[0].classes == ("Place", "Organization")
    assert [name.classes for name in second.names] == [("Organization", "Place"), ("Person",)]


def test_parts_follow_the_id_alone() -> None:
    parts = [Document(f"document-{number}", "").part for number in range(200)]
    assert parts == [Document(f"document-{number}", "other").part for number in range(200)]
    assert 110 < parts.count("train") < 170
    assert parts.count("held") > parts.count("tune") > 5
