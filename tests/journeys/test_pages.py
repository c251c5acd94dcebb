"""The public pages in a browser: both languages, both schemes, wide and narrow, by keyboard, without scripts, on paper."""

from __future__ import annotations

import re

import pypdf
import pytest

from tests.journeys.axe import assert_accessible

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("places")]

PATHS = [
    "/",
    "/network/",
    "/countries/",
    "/countries/ro/",
    "/events/",
    "/places/?q=Suceva",
    "/places/?q=",
    "/styleguide/?year=",
    "/methods/",
    "/privacy/",
    "/accessibility/",
    "/nowhere/",
]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ro"])
def test_every_page_is_accessible_and_fits_the_window(browser, live_server, width, scheme, language):
    locale = {"en": "en-GB", "ro": "ro-RO"}[language]
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale=locale)
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None,
    )
    for path in PATHS:
        page.goto(live_server.url + path)
        assert page.locator("html").get_attribute("lang") == language, path
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
        assert page.locator("h1").count() == 1, path
        assert_accessible(page)
    context.close()
    assert complaints == []


def test_typing_a_name_offers_choices_and_the_keyboard_takes_one(page, live_server):
    page.goto(live_server.url)
    page.get_by_label("Type your town’s name").press_sequentially("campulung m", delay=10)
    choice = page.locator("#town-name-choices a").first
    choice.wait_for()

    assert choice.inner_text().startswith("Câmpulung M")
    choice.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/places/ro/campulung-moldovenesc/"))


def test_the_search_works_without_scripts(browser, live_server):
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_label("Type your town’s name").fill("Suceva")
    page.get_by_role("button", name="Show the draft").click()

    assert page.locator(".choices a").first.inner_text() == "Suceava"
    context.close()


def test_language_and_colours_stay_on_the_page_and_on_the_next(page, live_server):
    page.goto(f"{live_server.url}/network/?kind=ministry")
    page.get_by_role("link", name="Română").click()

    assert "kind=ministry" in page.url
    assert page.get_by_role("heading", level=1).inner_text() == "Rețeaua"
    page.get_by_role("link", name="închise").click()
    page.goto(f"{live_server.url}/events/")
    assert page.get_by_role("heading", level=1).inner_text() == "Evenimentele rețelei"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(13, 21, 38)"


def test_the_first_tab_leads_past_the_header(page, live_server):
    page.goto(live_server.url)
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_first_visit_to_the_start_page_stays_within_its_budget(browser, live_server):
    context = browser.new_context(locale="ro-RO")
    page = context.new_page()
    sizes: dict[str, int] = {}
    page.on("response", lambda response: sizes.update({response.url: len(response.body())}))
    page.goto(live_server.url, wait_until="networkidle")
    context.close()

    fonts = sum(size for url, size in sizes.items() if url.endswith(".woff2"))
    assert fonts <= 60_000
    assert sum(".js" in url for url in sizes) == 1
    assert {url for url in sizes if not url.startswith(live_server.url)} == set()


def test_paper_is_light_opens_what_is_folded_and_drops_navigation(browser, live_server, tmp_path):
    context = browser.new_context(color_scheme="dark", locale="en-GB")
    page = context.new_page()
    page.goto(live_server.url)
    page.pdf(path=tmp_path / "home.pdf", format="A4", print_background=False)
    context.close()

    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "home.pdf").pages)
    assert "Albania" in text  # inside the folded list of further countries
    assert "Choose a country" not in text
