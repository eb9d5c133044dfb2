"""Whole sentences of the kind that agencies sent in the 1980s and 1990s, all invented: who works for whom, who lives
where, where bodies and places are, who killed whom; each with all that it says of these, some with nothing."""

import pytest

from tests.extract.conftest import Read, said

_RELATIONS = frozenset(
    "worksFor memberOf leaderOf chiefExecutive spokespersonFor homeLocation nationality birthPlace headquarters "
    "location containedIn capitalOf".split()
)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Sen. Paula Hawthorne, R-Fla., and Sen. Dennis Kerr, D-Ariz., sponsored the measure.",
            {"Paula Hawthorne homeLocation Fla.", "Dennis Kerr homeLocation Ariz."},
        ),
        (
            "Sen. Alan Cranfield of California and Rep. Don Riegel of Michigan were named in the complaint.",
            {"Alan Cranfield homeLocation California", "Don Riegel homeLocation Michigan"},
        ),
        (
            "Kate Morrow, director of the National Weather Center in Coral Gables, Fla., said the storm was weak.",
            {
                "Kate Morrow leaderOf National Weather Center",
                "Kate Morrow worksFor National Weather Center",
                "National Weather Center location Coral Gables",
                "National Weather Center location Fla.",
                "Coral Gables containedIn Fla.",
            },
        ),
        (
            "Palestine Red Star officials in Damascus, Syria, claimed responsibility for the bombing.",
            {
                "Palestine Red Star location Damascus",
                "Palestine Red Star location Syria",
                "Damascus containedIn Syria",
            },
        ),
        (
            "Thomas Reardon, chairman of Chicago-based Midland Grain Co., said the merger was approved by both boards.",
            {
                "Thomas Reardon leaderOf Midland Grain Co.",
                "Thomas Reardon worksFor Midland Grain Co.",
                "Midland Grain Co. headquarters Chicago",
            },
        ),
        (
            "Judge Louis Bechtel of U.S. District Court in Philadelphia set bail at $50,000.",
            {"Louis Bechtel worksFor U.S. District Court", "U.S. District Court location Philadelphia"},
        ),
        (
            "Sgt. Dan Hooper of the Los Angeles Police Department said no arrests had been made.",
            {"Dan Hooper worksFor Los Angeles Police Department"},
        ),
        (
            "Researchers Anna Weiss and Paul Dietrich of the Max Born Institute reported the finding on Monday.",
            {"Anna Weiss worksFor Max Born Institute", "Paul Dietrich worksFor Max Born Institute"},
        ),
        (
            "President Mwamba of Zambia arrived in Lusaka on Sunday after a visit to Harare, Zimbabwe.",
            {"Mwamba leaderOf Zambia", "Harare containedIn Zimbabwe"},
        ),
        (
            "Katarina Svoboda, 24, a nurse from Brno, Czechoslovakia, won the 10-kilometer race.",
            {
                "Katarina Svoboda homeLocation Brno",
                "Katarina Svoboda homeLocation Czechoslovakia",
                "Brno containedIn Czechoslovakia",
            },
        ),
        (
            "The strikers marched from the Lenin Shipyard in Gdansk to the center of the city.",
            {"Lenin Shipyard location Gdansk"},
        ),
        (
            "The ferry Herald left Zeebrugge, Belgium, bound for Dover, England, at 7 p.m.",
            {"Zeebrugge containedIn Belgium", "Dover containedIn England"},
        ),
        ("He accused the two men of trying to profit from the crisis.", set()),
        ("Attorneys for Exxon Shipping and the state of Alaska met for the third day.", set()),
        ("The Portland Oregonian reported that the mill in Coos Bay would be sold.", set()),
    ],
)
def test_what_a_sentence_says_of_people_bodies_and_places(read: Read, text: str, facts: set[str]) -> None:
    assert {fact for fact in said(read(text)) if not _RELATIONS.isdisjoint(fact.split())} == facts


@pytest.mark.parametrize(
    ("text", "killer", "victim"),
    [
        ("Charles Lamb was hanged for the assassination of President James Garrick.", "Charles Lamb", "James Garrick"),
        (
            "Sirhan Abbad, the assassin of Sen. Miles Corrigan, was denied parole for the eighth time Thursday.",
            "Sirhan Abbad",
            "Miles Corrigan",
        ),
        (
            "Police said James Earl Rudd, 34, had confessed to the slaying of Linda Whitcomb.",
            "James Earl Rudd",
            "Linda Whitcomb",
        ),
        (
            "James Huberty Cole, the gunman who killed Maria Sandoval and 20 others, had been laid off.",
            "James Huberty Cole",
            "Maria Sandoval",
        ),
    ],
)
def test_who_killed_whom(read: Read, text: str, killer: str, victim: str) -> None:
    assert {f"Killing agent {killer}", f"Killing target {victim}"} <= said(read(text))
