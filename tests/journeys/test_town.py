"""A climate officer finds a town, reads its plan, moves a level, takes the contract, and changes the language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from docx import Document

from tests.journeys.axe import assert_accessible

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("places")]


def figures_of(page: Page) -> list[str]:
    """Return the large numbers of the page in the order in which they stand."""
    return page.locator("main .num").all_inner_texts()


def test_from_a_towns_name_to_the_contract(page: Page, live_server, tmp_path: Path):
    page.goto(live_server.url)
    page.get_by_label("Type your town’s name").fill("Campulung Moldovenesc")
    page.get_by_role("button", name="Show the draft").click()

    page.wait_for_url(re.compile(r"/places/ro/campulung-moldovenesc/"))
    assert page.get_by_role("heading", level=1).inner_text().startswith("Câmpulung Moldovenesc")
    assert len(figures_of(page)) >= 4
    assert_accessible(page)

    with page.expect_download() as waiting:
        page.get_by_role("link", name="Start from this draft").click()
    waiting.value.save_as(tmp_path / "contract.docx")
    text = "\n".join(p.text for p in Document(str(tmp_path / "contract.docx")).paragraphs)
    assert "Câmpulung Moldovenesc" in text


def test_moving_a_level_changes_emissions_and_cost_without_leaving_the_page(page: Page, live_server):
    page.goto(f"{live_server.url}/places/ro/suceava/")
    slider = page.locator("input[type=range]").first
    before = page.locator("#levels-result").inner_text()

    slider.focus()
    for _ in range(4):
        slider.press("ArrowLeft")
    page.wait_for_function("before => document.querySelector('#levels-result').innerText !== before", arg=before)

    assert "than the draft plan" in page.locator("#levels-result").inner_text()
    assert page.url.endswith("/places/ro/suceava/")


def test_levels_work_without_scripts(browser, live_server):
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{live_server.url}/places/ro/suceava/")
    name = page.locator("input[type=range]").first.get_attribute("name")

    page.goto(f"{live_server.url}/places/ro/suceava/levels/?{name}=0")

    assert "than the draft plan" in page.locator("#levels-result").inner_text()
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_town_page_in_romanian_is_accessible_and_fits_the_window(browser, live_server, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="ro-RO", color_scheme=scheme)
    page = context.new_page()

    page.goto(f"{live_server.url}/places/ro/suceava/")

    assert page.get_by_role("heading", level=1).inner_text() == "Suceava: un prim plan climatic"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert_accessible(page)
    context.close()


def test_the_language_switch_keeps_the_page(page: Page, live_server):
    page.goto(f"{live_server.url}/places/ro/suceava/?known=cars:40000")

    page.get_by_role("link", name="Română").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Suceava: un prim plan climatic"
    assert "known=cars" in page.url


def test_a_figure_typed_on_a_phone_narrows_the_plan(browser, live_server):
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="en-GB")
    page = context.new_page()
    page.goto(f"{live_server.url}/places/ro/suceava/")

    page.get_by_role("link", name="Enter a figure").click()
    assert_accessible(page)
    page.locator("form input[type=text]").first.fill("12,500")
    page.get_by_role("button", name="Show the plan with these figures").click()

    assert "Draft with 1 figure of yours" in page.locator("main").inner_text()
    context.close()
