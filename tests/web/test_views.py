"""Pages about the site itself."""

import pytest

from capacities.web.cookies import cookies
from capacities.web.methods import methods_documents

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/methods/", "/accessibility/", "/privacy/", "/styleguide/"])
@pytest.mark.parametrize(("language", "words"), [("en", "Skip to the content"), ("ro", "Treceți la conținut")])
def test_pages_about_the_site_speak_both_languages(client, path, language, words, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(path, {"lang": language})

    assert response.status_code == 200
    assert words in response.text


def test_methods_list_documents_and_show_them(client, settings, tmp_path):
    (tmp_path / "methods").mkdir()
    (tmp_path / "methods.md").write_text("# How a draft is made\n\nBy *formulas*.")
    (tmp_path / "methods" / "accuracy.md").write_text("# How far off")
    settings.DOCS = tmp_path

    assert "How a draft is made" in client.get("/methods/").text
    assert "<em>formulas</em>" in client.get("/methods/methods/").text
    assert client.get("/methods/other/").status_code == 404


def test_a_document_that_is_not_translated_is_marked_with_its_language(client, settings, tmp_path):
    (tmp_path / "methods.md").write_text("# How a draft is made")
    settings.DOCS = tmp_path

    page = client.get("/methods/methods/?lang=ro").text
    assert 'lang="en"><h1' in page
    assert "nu este încă tradus" in page
    (tmp_path / "methods.ro.md").write_text("# Cum se face o schiță")
    assert [document.title for document in methods_documents(tmp_path, "ro")] == ["Cum se face o schiță"]


def test_without_documents_the_page_says_why(client, settings, tmp_path):
    settings.DOCS = tmp_path

    assert "were not installed with this site" in client.get("/methods/").text


def test_the_privacy_page_lists_every_cookie_that_is_set(client, settings):
    client.get("/?lang=ro&theme=dark")

    assert set(client.cookies) <= {cookie.name for cookie in cookies()}
    page = client.get("/privacy/").text
    assert [cookie.name for cookie in cookies() if cookie.name not in page] == []


def test_whom_to_write_to_is_named_once_it_is_known(client, settings):
    assert "has not named a contact address" in client.get("/accessibility/").text
    settings.CONTACT_EMAIL = "access@example.org"
    assert 'href="mailto:access@example.org"' in client.get("/accessibility/").text


def test_a_form_that_fails_has_a_summary_that_leads_to_the_field(client):
    page = client.get("/styleguide/?year=&note=kept").text

    assert '<a href="#id_year">' in page
    assert page.count("Enter the year of the inventory") == 2
    assert 'aria-invalid="true"' in page
    assert "kept</textarea>" in page
