"""The order of an agenda: saved without a reload, by dragging and by buttons, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from capacities.core.people.models import Person
from capacities.core.permissions import Refused
from capacities.hub.meetings import services
from capacities.hub.meetings.models import Meeting
from tests.cast import make_cast
from tests.hub.factories import make_hub, make_meeting
from tests.journeys.entering import enter

if TYPE_CHECKING:
    from playwright.sync_api import Page


def titles(meeting: Meeting) -> list[str]:
    return [item.title for item in meeting.items.all()]


def with_points(*names: str) -> tuple[Meeting, list[int]]:
    meeting = make_meeting(make_hub())
    return meeting, [meeting.items.create(title=name, order=at).pk for at, name in enumerate(names)]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["citizen", "city_team", "other_hub", "european_team"])
def test_others_put_nothing_in_order(who: str) -> None:
    meeting, (a, b) = with_points("A", "B")

    with pytest.raises(Refused):
        services.order_items(by=make_cast()[who], meeting=meeting, order=[b, a])


@pytest.mark.django_db
def test_an_order_is_saved_and_the_one_before_is_handed_back(officer: Person) -> None:
    meeting, (a, b, c) = with_points("A", "B", "C")

    before = services.order_items(by=officer, meeting=meeting, order=[c, a, b])

    assert (titles(meeting), before) == (["C", "A", "B"], [a, b, c])


@pytest.mark.django_db
def test_a_point_that_somebody_added_meanwhile_stays_at_the_end_and_foreign_ones_do_nothing(officer: Person) -> None:
    meeting, (a, b, _c) = with_points("A", "B", "C")
    foreign = make_meeting(meeting.hub).items.create(title="Foreign").pk

    services.order_items(by=officer, meeting=meeting, order=[foreign, b, a])

    assert titles(meeting) == ["B", "A", "C"]


@pytest.mark.django_db
def test_approved_minutes_keep_their_order(officer: Person) -> None:
    meeting, (a, b) = with_points("A", "B")
    Meeting.objects.filter(pk=meeting.pk).update(state="approved")

    with pytest.raises(Refused, match="approved"):
        services.order_items(by=officer, meeting=meeting, order=[b, a])


@pytest.mark.django_db
def test_without_a_script_the_order_comes_back_as_a_page(office: Any) -> None:
    meeting, (a, b) = with_points("A", "B")

    got = office.post(f"{meeting.get_absolute_url()}items/order/", {"order": f"{b},{a},x"})

    assert (got.status_code, titles(meeting)) == (302, ["B", "A"])


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_points_are_dragged_and_moved_by_keyboard_without_a_reload(
    page: Page, live_server: Any, officer: Person
) -> None:
    meeting, _ids = with_points("First", "Second", "Third")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    enter(page, live_server, officer)
    page.goto(f"{live_server.url}{meeting.get_absolute_url()}")
    page.evaluate("window.stayed = true")

    page.set_viewport_size({"width": 1280, "height": 2000})
    grip = page.locator(".point .grip").nth(2)
    box, top = grip.bounding_box(), page.locator(".point").nth(0).bounding_box()
    assert box
    assert top
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, box["y"] - 20)
    page.mouse.move(box["x"] + 10, top["y"] + 4, steps=8)
    page.mouse.up()
    page.locator(".said p").wait_for()
    assert titles(meeting) == ["Third", "First", "Second"]

    page.locator("[data-step='1'] button").nth(0).press("Enter")
    page.locator("h3", has_text="1. First").wait_for()
    assert titles(meeting) == ["First", "Third", "Second"]
    assert page.evaluate("document.activeElement.closest('.point').textContent.includes('Third')")

    page.locator(".said button").click()
    page.locator("h3", has_text="1. Third").wait_for()
    assert titles(meeting) == ["Third", "First", "Second"]
    assert page.evaluate("window.stayed")
    assert errors == []
