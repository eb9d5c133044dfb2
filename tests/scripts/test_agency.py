"""Our own news in the style of an agency: every mark is read, and each half is as large as the other."""

from pathlib import Path

from evaluation.corpora.agency import agency


def test_marks_become_names_and_stories_say_their_part() -> None:
    documents = list(agency(Path()))
    assert [document.part for document in documents].count("tune") == len(documents) // 2 == 30
    assert {document.part for document in documents} == {"tune", "held"}
    assert not any(sign in document.text for document in documents for sign in "[]#%")
    first = next(document for document in documents if document.id == "agency-business-01")
    marked = {(first.text[name.start : name.end], name.classes) for name in first.names}
    assert ("Priya Venkataraghavan", ("Person",)) in marked
    assert ("Lowen Brothers", ("Organization",)) in marked
    assert ("CHICAGO", ("Place",)) in marked
