from sayso.knowledge.countries import countries, country_named, country_of_demonym, us_states, weights

ACLED_REGIONS = {
    "Western Africa",
    "Middle Africa",
    "Eastern Africa",
    "Southern Africa",
    "Northern Africa",
    "South Asia",
    "Southeast Asia",
    "East Asia",
    "Middle East",
    "Europe",
    "Caucasus and Central Asia",
    "Central America",
    "South America",
    "Caribbean",
    "North America",
    "Oceania",
    "Antarctica",
}


def test_every_country_is_whole() -> None:
    for code, country in countries().items():
        assert code == country.alpha2 and len(code) == 2 and len(country.alpha3) == 3
        assert country.region in ACLED_REGIONS, code
        assert -90 <= country.latitude <= 90 and -180 <= country.longitude <= 180


def test_names_old_and_new() -> None:
    assert country_named("U.S.") == country_named("the United States") == "US"
    assert country_named("Burma") == country_named("Myanmar") == "MM"
    assert country_named("Zaire") == "CD"
    assert country_named("USSR") == "RU"
    assert country_named("Kosovo") == "XK"
    assert country_named("Nowhere") is None


def test_no_name_stands_for_two_countries() -> None:
    seen: dict[str, str] = {}
    for country in countries().values():
        for name in (country.name, *country.aliases):
            assert seen.setdefault(name.lower(), country.alpha2) == country.alpha2, name


def test_demonyms() -> None:
    assert country_of_demonym("Iraqis") == "IQ"
    assert country_of_demonym("British") == "GB"
    assert country_of_demonym("Palestinian") == "PS"
    assert country_of_demonym("table") is None


def test_states_by_postal_code_and_abbreviation() -> None:
    assert us_states()["TX"] == us_states()["Tex."] == "US.TX"
    assert us_states()["W. Va."] == "US.WV"


def test_weights_are_there_for_both_uses() -> None:
    assert weights("resolve")["held"] > 0 > weights("resolve")["not-held"]
    assert weights("propose")["given-before"] < 0
