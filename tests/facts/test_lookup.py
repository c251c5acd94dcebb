"""Look-up by name: spellings, namesakes, counties, misspelt names."""

import pytest

from capacities.facts.lookup import UnknownCountry, country_code, find, place_by_id, suggest_spelling


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("Suceava", "ro/suceava"),
        ("brasov", "ro/brasov"),
        ("BRAŞOV", "ro/brasov"),
        ("Kronstadt", "ro/brasov"),
        ("București Sector 2", "ro/bucuresti-sector-2"),
        ("Bucharest, District 2", "ro/bucuresti-sector-2"),
        ("Bucuresti", "ro/bucuresti"),
        ("Αθήνα", "gr/athens"),
        ("κοζανη", "gr/kozani"),
        ("София", "bg/sofia"),
        ("Київ", "ua/kyiv"),
        ("Muenchen", "de/munchen"),
        ("St Pölten", "at/st-polten"),
        ("Lodz", "pl/lodz"),
        ("Le Mans", "fr/le-mans"),
        ("Tauragė", "lt/taurage"),
        ("Brussels Capital Region", "be/bruxelles"),
        ("Gozo", "mt/ghawdex"),
        ("The Hague", "nl/s-gravenhage"),
        ("Roma", "it/roma"),  # ten times larger than Roma in Botoșani
        ("Frankfurt", "de/frankfurt-am-main"),
        ("Zamość", "pl/zamosc"),  # the rural commune around it is another place
        ("Drogheda", "ie/drogheda"),
    ],
)
def test_a_name_leads_to_its_place(typed, id):
    match = find(typed)

    assert match.place is not None
    assert match.place.id == id


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("Roman, Neamț", "ro/roman"),
        ("Roman (BG)", "bg/roman"),
        ("Roman, Bulgaria", "bg/roman"),
        ("Roman, Враца", "bg/roman"),
        ("Victoria, Brașov", "ro/victoria-brasov"),
        ("Nicosia, Κύπρος", "cy/nicosia"),
        ("Cambridge (UK)", "gb/cambridge"),
    ],
)
def test_county_and_country_part_namesakes(typed, id):
    match = find(typed)

    assert match.place is not None
    assert match.place.id == id


def test_a_shared_name_gives_choices_with_county_largest_first():
    match = find("Saint-Denis", "FR")

    assert match.place is None
    assert [choice.county for choice in match.choices[:2]] == ["La Réunion", "Seine-Saint-Denis"]
    assert {choice.name for choice in match.choices} == {"Saint-Denis"}


def test_several_sankt_georgen_are_offered():
    match = find("Sankt Georgen", "AT")

    assert match.place is None
    assert len(match.choices) > 5
    assert {choice.country for choice in match.choices} == {"AT"}


def test_a_city_of_a_programme_is_preferred_in_its_own_country():
    assert find("Valencia", home_country="ES").place.id == "es/valencia"  # type: ignore[union-attr]
    assert find("Bruxelles", "BE").place.role == "mission"  # type: ignore[union-attr]
    assert find("Bruxelles").place is None


def test_the_country_narrows_and_understands_eurostats_codes():
    assert find("Athens", "EL").place.id == "gr/athens"  # type: ignore[union-attr]
    assert find("Suceava", "FR").place is None
    assert (country_code("el"), country_code("uk"), country_code(" ro ")) == ("GR", "GB", "RO")
    with pytest.raises(UnknownCountry):
        find("Suceava", "XX")


@pytest.mark.parametrize(
    ("typed", "meant"), [("Suceva", "ro/suceava"), ("Timsoara", "ro/timisoara"), ("Gdanks", "pl/gdansk")]
)
def test_a_misspelt_name_brings_suggestions_and_no_place(typed, meant):
    match = find(typed)

    assert (match.place, match.choices) == (None, ())
    assert match.suggestions[0].id == meant


@pytest.mark.parametrize("typed", ["", "   ", ",", "()", "|", "\n", "a" * 5_000, "Suceava\nRO,"])
def test_nonsense_finds_nothing_and_breaks_nothing(typed):
    match = find(typed)

    assert match.place is None or match.place.id == "ro/suceava"


def test_suggestions_stay_in_the_country_that_was_asked_for():
    assert {place.country for place in suggest_spelling("Suceva", "CH")} <= {"CH"}


def test_a_place_is_found_by_its_address():
    assert place_by_id("ro/suceava").name == "Suceava"  # type: ignore[union-attr]
    assert place_by_id("ro/victoria-brasov").county == "Brașov"  # type: ignore[union-attr]
    assert place_by_id("ro/no-such-town") is None
    assert place_by_id("") is None
