import pytest

from kg.text import places

SAME = {
    "gn6252001": "U.S.|U.S|US|USA|U..S|U.S.A.|America|the United States|The United States of America|UNITED STATES",
    "gn2635167": "UK|U.K.|Britain|Great Britain|the United Kingdom",
    "gn298795": "Türkiye|Turkiye|Turkey",
    "gn703448": "Kyiv|Kiev",
    "gn687700": "Zaporizhzhia|Zaporozhye",
    "gn706448": "Kherson",
    "gn709717": "Donetsk",
    "gn702658": "Luhansk|Lugansk",
    "gn147429": "Nakhchivan|Naxçıvan|Nakhichevan",
    "gn587084": "Baku|Bakı",
    "mrKarabakh": "Karabakh|Nagorno-Karabakh|Nagorno Karabakh",
    "gn703883": "Crimea",
    "gn4140963": "Washington|Washington D.C.|Washington, D.C.|Washington DC|D.C.",
    "gn614540": "Georgia",
    "gn2643743": "London",
    "gn281133": "Gaza",
    "gn285153": "West Bank|the West Bank",
    "gn831053": "Kosovo",
    "gn586523": "Ganja|Gəncə",
    "gn584923": "Sumgait|Sumqayit|Sumqayıt",
    "gn3077311": "Czechia|the Czech Republic",
    "gn2287781": "Ivory Coast|Côte d'Ivoire|Cote d’Ivoire",
    "gn1327865": "Burma|Myanmar",
    "gn203312": "DR Congo|DRC|Democratic Republic of the Congo",
    "gn290557": "UAE|U.A.E.|United Arab Emirates",
    "gn1835841": "South Korea",
    "gn1873107": "North Korea|DPRK",
    "gn1819730": "Hong Kong",
    "gn6254930": "Palestine",
    "gn3164670": "Vatican|the Vatican",
    "gn718075": "Macedonia|North Macedonia",
    "gn498817": "St. Petersburg|Saint Petersburg",
    "gn5332921": "California|Calif.",
    "gn5128581": "New York|NYC",
    "mrMiddleEast": "Middle East|the Middle East",
    "mrSouthCaucasus": "South Caucasus",
    "mrBalkans": "the Balkans",
    "gn6255148": "Europe",
}


@pytest.mark.parametrize(("id_", "names"), SAME.items())
def test_names_of_one_place(id_: str, names: str) -> None:
    assert {name: places.lookup(name)[0].id for name in names.split("|")} == dict.fromkeys(names.split("|"), id_)


def test_namesakes_come_by_prominence() -> None:
    assert [(place.kind, place.country) for place in places.lookup("Georgia")[:2]] == [
        ("country", "GE"),
        ("region", "US"),
    ]
    assert [place.kind for place in places.lookup("Washington")[:2]] == ["city", "region"]
    assert [place.country for place in places.lookup("London")[:2]] == ["GB", "CA"]


@pytest.mark.parametrize(
    "word", ["us", "Us", "it", "Va", "Miss", "Calif", "Blinken", "Secretary", "", " ", "...", "the"]
)
def test_what_is_no_place(word: str) -> None:
    assert places.lookup(word) == ()


@pytest.mark.parametrize("name", ["Of", "Nice", "Reading", "Mobile", "Bath", "Police", "Most", "Man", "March", "Anar"])
def test_words_and_given_names_are_ambiguous(name: str) -> None:
    assert places.ambiguous(name)


@pytest.mark.parametrize("name", ["Kyiv", "Paris", "U.S.", "Turkey", "Baku", "Kherson", "Nowhere at all"])
def test_plain_place_names_are_not_ambiguous(name: str) -> None:
    assert not places.ambiguous(name)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Azerbaijani", "AZ"),
        ("British", "GB"),
        ("Britons", "GB"),
        ("Englishman", "GB"),
        ("Russians", "RU"),
        ("Iranian", "IR"),
        ("Turkish", "TR"),
        ("American", "US"),
        ("Americans", "US"),
        ("Filipino", "PH"),
        ("Swiss", "CH"),
        ("Dutchmen", "NL"),
        ("Scotswoman", "GB"),
    ],
)
def test_demonyms(word: str, code: str) -> None:
    assert places.demonym(word) == places.country(code)


@pytest.mark.parametrize("word", ["polish", "man", "Men", "s", "", "Kremlin", "Women"])
def test_what_is_no_demonym(word: str) -> None:
    assert places.demonym(word) is None


def test_every_demonym_names_a_place() -> None:
    assert [word for word in places._table("demonyms.tsv") if places.demonym(word) is None] == []


def test_countries_and_capitals() -> None:
    assert places.country("AZ").name == "Azerbaijan"
    baku = places.capital("AZ")
    assert baku is not None
    assert (baku.name, baku.kind, baku.country, round(baku.latitude or 0)) == ("Baku", "city", "AZ", 40)
    assert places.capital("XX") is None
    with pytest.raises(KeyError):
        places.country("XX")


def test_iris_lead_back() -> None:
    kyiv, middle_east = places.lookup("Kyiv")[0], places.lookup("Middle East")[0]
    assert kyiv.iri == "https://sws.geonames.org/703448/"
    assert places.by_iri(kyiv.iri) == kyiv
    assert places.by_iri(middle_east.iri) == middle_east
    assert places.by_iri("https://example.org/703448/") is None
    assert places.by_id("gn0") is None


def test_postal_codes_stand_apart() -> None:
    ohio = places.us_state("OH")
    assert ohio is not None
    assert ohio.name == "Ohio"
    assert places.us_state("oh") is None
    assert all(places.by_id(id_) for id_ in places._table("us_states.tsv").values())


def test_data_is_sorted_for_bisection() -> None:
    for name in ("places.tsv", "place_names.tsv"):
        lines = places._lines(name)
        assert [line.split(b"\t")[0] for line in lines] == sorted({line.split(b"\t")[0] for line in lines})


def test_every_place_of_the_gazetteer_once() -> None:
    found = list(places.toponyms())
    assert [place.id for place in found] == sorted({place.id for place in found})
    assert next(place for place in found if place.id == "gn3143244") == places.by_id("gn3143244")
    assert sum(place.kind == "city" for place in found) > 60_000
