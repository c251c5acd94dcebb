"""In a browser: a question is dragged to another section, and by the keyboard moved with a button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from capacities.capacity.questionnaires.document import as_document
from capacities.capacity.questionnaires.models import Version
from tests.capacity.factories import make_question, make_section
from tests.capacity.questionnaires.pages import europe, make_draft
from tests.journeys.entering import enter

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def order_of(version: Version) -> list[list[str]]:
    return [[one["key"] for one in section["questions"]] for section in as_document(version)["sections"]]


def test_questions_are_dragged_and_moved_with_buttons(page: Page, live_server: Any) -> None:
    version, _section, (first, second, _third) = make_draft("support", "first", "second", "third")
    finance = make_section(version, "finance", order=1)
    money = make_question(finance, "money")
    enter(page, live_server, europe())
    page.set_viewport_size({"width": 1280, "height": 2000})  # nothing scrolls while something is dragged
    page.goto(f"{live_server.url}/capacity/templates/support/draft/")

    page.drag_and_drop(f"#question-{second.pk} .grip", f"#question-{money.pk}", target_position={"x": 20, "y": 4})
    page.get_by_text("The question is moved.").wait_for()
    dragged = order_of(version)
    page.locator(f"#question-{first.pk}").get_by_role("button", name="Down").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert dragged == [["first", "third"], ["second", "money"]]
    assert order_of(version) == [["third", "first"], ["second", "money"]]
    assert page.get_by_text("The question is moved.").first.is_visible()
