"""Two browsers in one assessment, in Chromium: fields save themselves, a clash is shown, nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from capacities.capacity.rounds.models import Answer, Assessment
from capacities.capacity.rounds.services.answers import add_remark
from tests.capacity.rounds.factories import give, make_case
from tests.journeys.entering import enter
from tests.journeys.looking import look

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_two_people_fill_in_one_section_at_once(page: Page, browser: Browser, live_server: Any) -> None:
    case = make_case(opens_at=timezone.now(), closes_at=None)
    base = f"{live_server.url}/capacity/rounds/autumn/{case.romania.pk}/sections/"
    other = browser.new_context(locale="ro-RO").new_page()
    enter(page, live_server, case.officer)
    enter(other, live_server, case.colleague)

    page.goto(f"{base}governance/")
    other.goto(f"{base}governance/")
    assert page.locator("#q-mandate").is_hidden()
    page.get_by_text("A team with a mandate").click()
    page.get_by_text("Saved at").wait_for()
    assert page.locator("#q-mandate").is_visible()
    assert "1 of 2 questions answered" in page.locator("[data-count]").inner_text()

    other.get_by_text("Nimeni nu răspunde").click()
    clash = other.locator("#q-team [role=alert]")
    clash.wait_for()
    assert "Officer a schimbat acest răspuns între timp" in clash.inner_text()
    assert "2 – O echipă cu mandat" in clash.inner_text()
    assert "0 – Nimeni nu răspunde" in clash.inner_text()
    assert other.locator("#q-team input[value='0']").is_checked()
    look(other, "clash-ro")
    other.get_by_role("button", name="Păstrați-l pe cel salvat").click()
    assert other.locator("#q-team input[value='2']").is_checked()
    assert Answer.objects.get(question_key="team").value == "2"

    other.get_by_text("O persoană, o parte din timp").click()
    other.get_by_text("Salvat la").wait_for()
    page.get_by_text("Nobody is responsible").click()
    page.get_by_role("button", name="Take mine").click()
    page.locator("#q-team").get_by_text("Saved at").wait_for()
    assert Answer.objects.get(question_key="team").value == "0"
    other.context.close()


def test_words_are_saved_while_they_are_typed_and_survive_a_lost_connection(page: Page, live_server: Any) -> None:
    case = make_case(opens_at=timezone.now(), closes_at=None)
    enter(page, live_server, case.officer)
    page.goto(f"{live_server.url}/capacity/rounds/autumn/{case.romania.pk}/sections/money/")
    look(page, "section-en")

    page.context.set_offline(True)
    page.locator("#v-plan").fill("Two lines\nof a plan")
    page.get_by_text("Not saved yet").wait_for()
    page.context.set_offline(False)
    page.locator("#q-plan").get_by_text("Saved at").wait_for()
    page.locator("#v-share").fill("101")
    page.get_by_text("Enter a number from 0 to 100.").wait_for()
    page.locator("#v-share").fill("12.5")
    page.locator("#q-share").get_by_text("Saved at").wait_for()

    stored = {answer.question_key: answer.value for answer in Answer.objects.all()}
    assert stored == {"plan": "Two lines\nof a plan", "share": 12.5}


@pytest.mark.parametrize("language", ["en", "ro"])
def test_pages_of_team_and_holder_have_no_barriers_and_fit_a_phone(page: Page, live_server: Any, language: str) -> None:
    case = make_case(opens_at=timezone.now(), closes_at=timezone.now() + timedelta(days=9))
    Assessment.objects.update(invited_at=timezone.now())
    give(case, case.officer, team="2", share=10)
    add_remark(by=case.officer, assessment=case.romania, question_key="team", text="Since when?")
    round = f"{live_server.url}/capacity/rounds/autumn/"
    case.officer.language = case.europe.language = language
    case.officer.save()
    case.europe.save()

    enter(page, live_server, case.officer)
    for path in ("", "answers/", "sections/governance/", "needs/", "people/", "import/", "privacy/", "change/"):
        page.goto(f"{round}{case.romania.pk}/{path}")
        look(page, f"assessment-{path.partition('/')[0] or 'overview'}-{language}")
    enter(page, live_server, case.europe)
    for path in ("", "edit/", "remind/", "deadline/", "version/", "respondents/"):
        page.goto(f"{round}{path}")
        look(page, f"round-{path.partition('/')[0] or 'page'}-{language}")
