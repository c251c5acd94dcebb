"""The search for a town."""

import re

import pytest

pytestmark = pytest.mark.django_db


def links(response):
    return re.findall(r'<li><a href="(/places/[^"]+)">([^<]+)</a>', response.text)


@pytest.mark.parametrize("text", ["Suceava", "suceava", "  SUCEAVA ", "Câmpulung Moldovenesc", "campulung moldovenesc"])
def test_a_name_that_means_one_town_leads_straight_to_it(client, places, text):
    response = client.get("/places/", {"q": text})

    assert response.status_code == 302
    assert response.headers["Location"] in ("/places/ro/suceava/", "/places/ro/campulung-moldovenesc/")


def test_a_shared_name_leads_to_choices_with_county_country_people_and_role(client, places):
    response = client.get("/places/", {"q": "Roman", "all": ""})

    assert response.status_code == 200
    assert ("/places/ro/roman/", "Roman") in links(response)
    assert "Neamț, Romania · 68,929 inhabitants · city of a national programme" in response.text


def test_a_misspelt_name_is_not_found_and_gets_suggestions(client, places):
    response = client.get("/places/", {"q": "Suceva"})

    assert response.status_code == 404
    assert links(response)[0] == ("/places/ro/suceava/", "Suceava")
    assert "Did you mean" in response.text


def test_nonsense_is_not_found_and_named(client, places):
    response = client.get("/places/", {"q": "<script>qqqq zzzz"})

    assert response.status_code == 404
    assert "We know no place called “&lt;script&gt;qqqq zzzz”" in response.text


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_name_is_a_bad_request_with_the_cure(client, places, text):
    response = client.get("/places/", {"q": text})

    assert response.status_code == 400
    assert "Type the name of a town." in response.text


def test_without_a_question_the_page_is_the_search(client, places):
    response = client.get("/places/")

    assert response.status_code == 200
    assert 'name="q"' in response.text
    assert "alert s3" not in response.text


def test_the_list_below_the_field_is_a_fragment(client, places):
    response = client.get("/places/", {"q": "Rom"}, headers={"hx-request": "true"})

    assert response.status_code == 200
    assert "<html" not in response.text
    assert len(links(response)) == 8


def test_the_fragment_says_when_nobody_has_the_name_and_is_silent_for_one_letter(client, places):
    assert "We know no place" in client.get("/places/", {"q": "zzqqy"}, headers={"hx-request": "true"}).text
    assert client.get("/places/", {"q": "R"}, headers={"hx-request": "true"}).text.strip() == ""


@pytest.mark.parametrize("query", [{"q": "x" * 10_000}, {"q": "\x00"}, {"q": "Roman", "country": "ZZ"}, {"q": "%_\\"}])
def test_odd_input_never_fails(client, places, query):
    assert client.get("/places/", query).status_code in (302, 404)


def test_a_place_found_by_another_of_its_names_says_so(client, places):
    response = client.get("/places/", {"q": "Sankt Georgen", "all": ""})

    found = re.findall(r"<li>(.*?)</li>", response.text)
    by_other = [row for row in found if "found by another of its names" in row]
    assert any("/places/si/sentjur/" in row for row in by_other)
    assert not any(">Sankt Georgen" in row for row in by_other)
