from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.place import Place, PlacePrecision
from sayso.model.span import Span
from sayso.reading.place_context import bearing, kilometres
from sayso.reading.places import merge, propose, resolve, toponyms


def at(text: str, *names: str) -> tuple[Span, ...]:
    return tuple(Span(text.index(n), text.index(n) + len(n)) for n in names)


def where(text: str, *names: str) -> tuple[Place, ...]:
    return resolve(text, at(text, *names))


def test_the_words_beside_a_name_settle_it() -> None:
    (texas,) = where("Two men were shot in Paris, Texas, on Monday.", "Paris")
    assert (texas.country, texas.admin1) == ("US", "Texas")
    (abbreviated,) = where("A fire broke out in Lebanon, Ind., overnight.", "Lebanon")
    assert (abbreviated.country, abbreviated.admin1) == ("US", "Indiana")
    (france,) = where("Two men were shot in Paris on Monday, French police said.", "Paris")
    assert france.country == "FR"


def test_neighbours_settle_each_other() -> None:
    text = "Deputies from Rapides Parish went to Alexandria and Pineville after the call."
    places = where(text, "Rapides Parish", "Alexandria", "Pineville")
    assert {p.admin1 for p in places} == {"Louisiana"}


def test_countries_named_in_the_text_count() -> None:
    text = "Syrian troops entered Palmyra on Sunday, the Syrian army said. Syria has been at war."
    (palmyra,) = where(text, "Palmyra")
    assert palmyra.country == "SY"


def test_precision_is_honest() -> None:
    text = "Rockets hit Ain al-Asad Airbase in Anbar province, Iraq, and a market in Baghdad."
    base, province, country = where(text, "Ain al-Asad Airbase", "Anbar", "Iraq")
    assert base.precision is PlacePrecision.SITE
    assert province.precision is PlacePrecision.ADMIN1
    assert country.precision is PlacePrecision.COUNTRY
    assert base.within[-1] == "Iraq"


def test_a_village_nobody_knows_is_placed_in_its_province_and_says_so() -> None:
    text = "Drones struck the village of Zumurrudabad in Syria's northeastern province of Hasakah."
    (village,) = where(text, "Zumurrudabad")
    assert village.country == "SY"
    assert village.precision is PlacePrecision.ADMIN1
    assert "no place of this name is known" in village.why


def test_a_village_known_elsewhere_is_not_taken_for_one_told_to_be_here() -> None:
    text = "Drones struck the village of Khadra in Syria's northeastern province of Hasakah."
    (village,) = where(text, "Khadra")
    assert village.country == "SY"
    assert village.precision is PlacePrecision.ADMIN1


def test_what_nobody_knows_stays_unresolved() -> None:
    (nowhere,) = where("They met at Zumurrudabad on Monday.", "Zumurrudabad")
    assert nowhere.precision is None and nowhere.latitude is None and nowhere.country is None


def test_distance_and_bearing_move_the_point() -> None:
    text = "A bus was ambushed 15 km northeast of Kirkuk, Iraqi police said."
    (moved,) = where(text, "Kirkuk")
    (there,) = where("Iraqi police searched Kirkuk.", "Kirkuk")
    assert moved.relation is not None and moved.relation.of(text) == "15 km northeast of"
    assert moved.latitude is not None and there.latitude is not None
    assert moved.longitude is not None and there.longitude is not None
    assert moved.latitude > there.latitude and moved.longitude > there.longitude
    far = kilometres(moved.latitude, moved.longitude, there.latitude, there.longitude)
    assert far == pytest.approx(15, abs=0.5)


def test_a_distance_that_describes_another_place_moves_nothing() -> None:
    text = "The town of Taji, 20 kilometers north of Baghdad, was shelled, Iraqi police said."
    _, baghdad = where(text, "Taji", "Baghdad")
    assert baghdad.relation is None
    assert baghdad.latitude == pytest.approx(33.3, abs=0.2)


def test_near_is_kept_and_moves_nothing() -> None:
    text = "The convoy stopped near Mosul in Iraq."
    (mosul,) = where(text, "Mosul")
    assert mosul.relation is not None and mosul.relation.of(text) == "near"
    assert mosul.latitude == pytest.approx(36.3, abs=0.2)


def test_one_name_one_place_unless_told_otherwise() -> None:
    text = "London, Ontario, is not London, England. Ontario police said so."
    spans = (Span(0, 6), Span(text.index("London, E"), text.index("London, E") + 6))
    ontario, england = resolve(text, spans)
    assert (ontario.country, england.country) == ("CA", "GB")


def test_the_capital_of_a_people() -> None:
    (amman,) = where("Blasts tore through hotels in the Jordanian capital on Wednesday.", "Jordanian capital")
    assert amman.country == "JO" and amman.latitude == pytest.approx(31.95, abs=0.2)


def names(text: str, *, adjectives: bool = False) -> list[str]:
    return [span.of(text) for span in propose(text, (), adjectives=adjectives)]


def test_proposes_places_and_not_persons() -> None:
    text = "John Houston told reporters in Baghdad that Mr. Paris had left Mosul for Amman, Jordan."
    found = names(text)
    assert {"Baghdad", "Mosul", "Amman", "Jordan"} <= set(found)
    assert "Houston" not in found and "Paris" not in found


def test_proposes_names_that_only_the_words_beside_them_call_a_place() -> None:
    assert "Zumurrudabad" in names("Gunmen stormed the village of Zumurrudabad in Iraq.")


def test_proposes_in_capitals() -> None:
    found = names("GUERRILLAS ATTACKED A BARRACKS IN MEDELLIN, COLOMBIA, AND FLED TO VENEZUELA.")
    assert {"MEDELLIN", "COLOMBIA", "VENEZUELA"} <= set(found)


def test_proposes_curated_sites_with_numbers_and_articles() -> None:
    found = names("Drones were fired at the outpost Tower 22 and at the remote al-Tanf garrison, the army said.")
    assert any(name.startswith("Tower 22") for name in found)
    assert any(name.startswith("al-Tanf") for name in found)


def test_a_city_is_taken_before_its_province_unless_the_words_say_province() -> None:
    (city,) = where("A bomb went off in Baghdad, Iraqi police said.", "Baghdad")
    assert city.precision is PlacePrecision.TOWN
    (province,) = where("Fighting spread through the province of Baghdad, Iraqi police said.", "Baghdad")
    assert province.precision is PlacePrecision.ADMIN1


def test_a_capital_of_a_country_that_the_text_names() -> None:
    (seat,) = where("US President Smith spoke of the attack on American soldiers in Washington.", "Washington")
    assert seat.latitude == pytest.approx(38.9, abs=0.2)


def test_adjectives_only_when_asked_for() -> None:
    text = "The Iraqi army entered Mosul."
    assert names(text) == ["Mosul"]
    assert names(text, adjectives=True) == ["Iraqi", "Mosul"]


def test_proposals_keep_to_the_sentences_given() -> None:
    text = "He was in Baghdad. She was in Mosul."
    assert [s.of(text) for s in propose(text, (Span(19, len(text)),))] == ["Mosul"]


def test_toponyms_have_coordinates() -> None:
    found = {span.begin: (lat, lon) for span, lat, lon in toponyms("Shells fell on Aleppo in Syria.")}
    latitude, longitude = found[15]
    assert latitude == pytest.approx(36.2, abs=0.4) and longitude == pytest.approx(37.2, abs=0.4)


@given(
    st.lists(
        st.sampled_from(["in", "Paris", "Mr", "al-Tanf", ",", "Texas", "of", "U.S.", "’s", "GAZA", "(", ".", "\n"]),
        max_size=30,
    )
)
def test_proposals_are_in_order_apart_and_within_the_text(words: list[str]) -> None:
    text = " ".join(words)
    spans = propose(text, ())
    assert all(a.end <= b.begin for a, b in pairwise(spans))
    places = resolve(text, spans)
    assert [p.span for p in places] == list(spans)
    assert all((p.latitude is None) == (p.precision is None) for p in places)


def test_merging_keeps_sure_tags_and_what_they_leave() -> None:
    tagged = [(Span(0, 5), 0.9), (Span(3, 8), 0.8), (Span(20, 25), 0.2)]
    assert merge(tagged, [Span(4, 6), Span(10, 15)]) == (Span(0, 5), Span(10, 15))


@pytest.mark.parametrize(("words", "degrees"), [("north", 0), ("north-east", 45), ("southwest", 225), ("up", None)])
def test_bearings(words: str, degrees: float | None) -> None:
    assert bearing(words) == degrees


def test_the_people_before_a_province_say_whose_it_is() -> None:
    (village,) = where("It attacked the village of Khadra in the Syrian province of Hasakah.", "Khadra")
    assert village.country == "SY"
