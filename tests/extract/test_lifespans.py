"""Birth and death in brackets behind a name."""

import pytest

from tests.extract.conftest import Read, said


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Anna Kowalska (born 4 May 1950 in Oslo) is a painter.", {"birthDate 1950-05-04", "birthPlace Oslo"}),
        ("Anna Kowalska (4 May 1950 – 3 June 2010) was a painter.", {"birthDate 1950-05-04", "deathDate 2010-06-03"}),
        ("Anna Kowalska (born in Oslo, died 2010-06-03 in Rome) painted.",
         {"birthPlace Oslo", "deathDate 2010-06-03", "deathPlace Rome"}),
        ("Anna Kowalska (born May 1950) is a painter.", {"birthDate 1950-05"}),
        ("Anna Kowalska (born 1950) is a painter.", {"birthDate 1950"}),
        ("Anna Kowalska (born c. 1650, died 1706) was a painter.", {"birthDate 1650~", "deathDate 1706"}),
        ("Anna Kowalska, OBE FRS (4 May 1950 – 3 June 2010) was a painter.",
         {"birthDate 1950-05-04", "deathDate 2010-06-03"}),
        ("Anna Kowalska (4 May 1950, Oslo – 3 June 2010 in Rome) was a painter.",
         {"birthDate 1950-05-04", "birthPlace Oslo", "deathDate 2010-06-03", "deathPlace Rome"}),
        ("Anna Kowalska (4 May 1950, first exhibition – 3 June 2010) was a painter.", set()),
        ("Anna Kowalska (2009–2017) was mayor.", set()),
        ("Anna Kowalska (38) is a painter.", set()),
        ("Anna Kowalska (elected 4 May 1999 – 3 June 2003) was mayor.", set()),
        ("Anna Kowalska (Green Party) won.", set()),
    ],
)  # fmt: skip
def test_what_the_bracket_says(read: Read, text: str, facts: set[str]) -> None:
    found = {fact for fact in said(read(text)) if " birth" in fact or " death" in fact}
    assert found == {f"Anna Kowalska {fact}" for fact in facts}
