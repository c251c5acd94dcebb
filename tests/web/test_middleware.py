"""Language, colours and the content policy of every answer."""

import pytest

pytestmark = pytest.mark.django_db

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def vary(response):
    return {part.strip() for part in response.headers["Vary"].split(",")}


def test_a_page_says_its_language_and_what_it_depends_on(client):
    response = client.get("/accessibility/", headers={"accept-language": "ro"})

    assert response.headers["Content-Language"] == "ro"
    assert {"Accept-Language", "Cookie"} <= vary(response)
    assert '<html lang="ro">' in response.text


@pytest.mark.parametrize(
    ("header", "language"), [("ro-RO,ro;q=0.9", "ro"), ("de,en;q=0.5", "en"), ("fr", "en"), ("", "en")]
)
def test_the_browser_chooses_where_nobody_else_did(client, header, language):
    assert client.get("/accessibility/", headers={"accept-language": header}).headers["Content-Language"] == language


def test_the_address_goes_before_the_cookie_and_the_cookie_before_the_browser(client):
    client.cookies["language"] = "ro"

    assert client.get("/accessibility/", headers={"accept-language": "en"}).headers["Content-Language"] == "ro"
    assert client.get("/accessibility/?lang=en").headers["Content-Language"] == "en"


def test_a_switch_is_remembered_and_an_unknown_language_is_not(client):
    response = client.get("/accessibility/?lang=ro")
    cookie = response.cookies["language"]

    assert (cookie.value, cookie["samesite"], cookie["max-age"]) == ("ro", "Lax", 365 * 24 * 3600)
    assert "language" not in client.get("/accessibility/?lang=xx").cookies


def test_the_switch_keeps_page_and_query(client):
    page = client.get("/network/?q=climate&country=RO&lang=en").text

    assert 'href="/network/?q=climate&amp;country=RO&amp;lang=ro" lang="ro"' in page


@pytest.mark.parametrize(
    ("theme", "media", "attribute"),
    [("auto", 'media="screen and (prefers-color-scheme: dark)"', ""), ("dark", 'media="screen"', ' data-theme="dark"')],
)
def test_dark_colours_come_with_the_media_that_the_reader_chose(client, theme, media, attribute):
    page = client.get(f"/accessibility/?theme={theme}").text

    assert media in page
    assert f'<html lang="en"{attribute}>' in page


def test_light_colours_leave_the_dark_sheet_out_and_are_remembered(client):
    client.get("/accessibility/?theme=light")

    assert "dark.css" not in client.get("/accessibility/").text


@pytest.mark.parametrize("path", ["/", "/styleguide/", "/nowhere/", "/admin/login/"])
def test_every_answer_carries_the_content_policy(client, path):
    assert client.get(path).headers["Content-Security-Policy"] == POLICY
