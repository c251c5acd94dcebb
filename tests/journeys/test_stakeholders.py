"""The matrix of power and interest in a real browser: by mouse, finger and keyboard, back, and when saving fails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from capacities.core.people.roles import country_scope
from capacities.hub.stakeholders.models import Relation, Stakeholder, StakeholderMap
from tests.cast import make_person
from tests.hub.factories import make_hub
from tests.hub.stakeholders.factories import make_map, make_stakeholder
from tests.journeys.axe import assert_accessible
from tests.journeys.entering import enter

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chosen(page: Page, live_server: Any) -> StakeholderMap:
    """A map with one on the matrix and one beside it; the officer is at the door."""
    chosen = make_map(make_hub(), needed_roles=["financier"])
    one = make_stakeholder(chosen, "Ministry", power=2, interest=2, helix="public")
    other = make_stakeholder(chosen, "Tenants", helix="civil_society")
    Relation.objects.create(giver=one, taker=other, kind="advises")
    enter(page, live_server, make_person("officer", ("hub_team", country_scope("RO"))))
    page.goto(f"{live_server.url}/hubs/ro/stakeholders/{chosen.pk}/matrix/")
    return chosen


def chip(page: Page, name: str) -> Locator:
    return page.locator(f'.chip[data-name="{name}"]')


def cell(page: Page, power: int, interest: int) -> Locator:
    return page.locator(f'td[data-power="{power}"][data-interest="{interest}"]')


def centre(spot: Locator) -> tuple[float, float]:
    spot.scroll_into_view_if_needed()
    box = spot.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def said(page: Page, words: str) -> None:
    """Wait until the page has said it to those who do not see it."""
    page.locator("#matrix-said", has_text=words).wait_for()


def position(name: str) -> tuple[int | None, int | None]:
    one = Stakeholder.objects.get(name=name)
    return one.power, one.interest


def test_a_mark_is_dragged_with_the_mouse_saved_and_taken_back(page: Page, chosen: StakeholderMap) -> None:
    assert_accessible(page)
    page.mouse.move(*centre(chip(page, "Ministry")))
    page.mouse.down()
    page.mouse.move(*centre(cell(page, 5, 4)), steps=8)
    page.mouse.up()
    said(page, "Ministry: power 5, interest 4.")

    assert position("Ministry") == (5, 4)
    assert cell(page, 5, 4).locator(".chip").inner_text() == "Ministry"

    page.get_by_role("button", name="Take it back").click()
    said(page, "Ministry: power 2, interest 2.")
    assert position("Ministry") == (2, 2)
    assert cell(page, 2, 2).locator(".chip").count() == 1


def test_arrow_keys_move_a_mark_and_focus_stays_on_it(page: Page, chosen: StakeholderMap) -> None:
    chip(page, "Ministry").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    said(page, "Ministry: power 4, interest 3.")

    assert position("Ministry") == (4, 3)
    assert page.evaluate("document.activeElement.dataset.name") == "Ministry"

    chip(page, "Tenants").focus()
    page.keyboard.press("ArrowLeft")
    said(page, "Tenants: power 3, interest 2.")
    assert position("Tenants") == (3, 2)


def test_the_edge_of_the_matrix_holds(page: Page, chosen: StakeholderMap) -> None:
    chip(page, "Ministry").focus()
    for _press in range(6):
        page.keyboard.press("ArrowDown")
    said(page, "Ministry: power 1, interest 2.")

    assert position("Ministry") == (1, 2)


def test_what_cannot_be_saved_goes_back_and_says_so(page: Page, chosen: StakeholderMap) -> None:
    Stakeholder.objects.filter(name="Ministry").update(removed_at="2026-01-01T00:00Z")  # somebody else took it off
    chip(page, "Ministry").focus()
    page.keyboard.press("ArrowUp")

    page.locator("#matrix-error", has_text="could not be saved").wait_for()
    assert cell(page, 2, 2).locator(".chip").count() == 1
    assert cell(page, 3, 2).locator(".chip").count() == 0


def test_a_mark_is_dragged_with_a_finger_on_a_phone(browser: Browser, live_server: Any, chosen: StakeholderMap) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="en-GB")
    page = context.new_page()
    officer = make_person("second", ("hub_team", country_scope("RO")))
    enter(page, live_server, officer)
    page.goto(f"{live_server.url}/hubs/ro/stakeholders/{chosen.pk}/matrix/")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    touch = context.new_cdp_session(page)
    start, end = centre(chip(page, "Ministry")), centre(cell(page, 4, 2))
    start = centre(chip(page, "Ministry"))
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": start[0], "y": start[1]}]})
    end_box = cell(page, 4, 2).bounding_box()
    assert end_box is not None
    end = end_box["x"] + 30, end_box["y"] + end_box["height"] / 2
    for share in (0.3, 0.6, 1.0):
        point = {"x": start[0] + share * (end[0] - start[0]), "y": start[1] + share * (end[1] - start[1])}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    said(page, "Ministry: power 4, interest 2.")

    assert position("Ministry") == (4, 2)
    context.close()


@pytest.mark.parametrize("part", ["network/", "network/measures/", "plan/", "comparison/", "publication/"])
def test_pages_of_a_map_are_accessible_wide_and_narrow(
    page: Page, live_server: Any, chosen: StakeholderMap, part: str
) -> None:
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}/hubs/ro/stakeholders/{chosen.pk}/{part}")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_without_scripts_buttons_move_a_mark(browser: Browser, live_server: Any, chosen: StakeholderMap) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    enter(page, live_server, make_person("second", ("hub_team", country_scope("RO"))))
    page.goto(f"{live_server.url}/hubs/ro/stakeholders/{chosen.pk}/matrix/")
    assert page.locator("#matrix-hint").is_hidden()
    page.locator("summary").click()
    page.get_by_role("button", name=re.compile("^More power.*Ministry")).click()

    assert position("Ministry") == (3, 2)
    page.get_by_role("button", name="Take it back").click()
    assert position("Ministry") == (2, 2)
    context.close()
