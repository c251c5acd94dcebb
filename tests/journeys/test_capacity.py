"""A European coordinator and one country: from an empty template to the map and the draft of a session's event.

Filling in together, the choice of sessions and matches have journeys of their own; here the parts are joined. What
fifteen countries do alike, one does in the browser and the others through the services' data.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from django.utils.translation import gettext, override

from capacities.capacity.questionnaires.models import Question, Template
from capacities.capacity.rounds.models import Answer, Assessment, AssessmentState, Round
from capacities.capacity.sessions.models import PlannedSession
from capacities.core.people.roles import EVERYWHERE, country_scope
from tests.capacity.sessions.factories import make_trainer
from tests.cast import make_person
from tests.journeys.axe import assert_accessible
from tests.journeys.entering import enter

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from capacities.core.people.models import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("CAPACITY_PICTURES", "")
TOPIC = "finance-private"
ASKED, STRONG, LAGGING = 15, ("AT", "SE"), ("FI", "PL")
MAP = {
    "en": ("Where Europe needs help", "Finance: 6 of 13 countries need help. 2 countries could help.", "Romania"),
    "ro": ("Unde are nevoie Europa de ajutor", "Finanțare: 6 din 13 țări au nevoie de ajutor. 2 țări ar putea ajuta.",
           "România"),
}  # fmt: skip
NOTHING_OPEN = {"en": "Too few answers are open to you", "ro": "Prea puține răspunsuri vă sunt accesibile"}


class Walk:
    """Somebody at a screen: goes to pages, looks at each, and clicks what is named in their language."""

    def __init__(self, page: Page, live_server: Any, language: str) -> None:
        self.page, self.server, self.language, self.seen = page, live_server, language, 0

    def enter(self, person: Person) -> None:
        """Sit down as somebody."""
        enter(self.page, self.server, person)

    def go(self, path: str) -> None:
        """Open a page and look at it."""
        self.page.goto(self.server.url + path)
        self.look()

    def click(self, words: str, role: Any = "button") -> None:
        """Click the first button or link with these words (English, translated), and look at what comes."""
        with override(self.language):
            name = gettext(words)
        self.page.get_by_role(role, name=name).first.click()
        self.page.wait_for_load_state()
        self.look()

    def look(self) -> None:
        """Check the page at both widths."""
        self.seen += 1
        assert_accessible(self.page)
        for width in (390, 1280):
            self.page.set_viewport_size({"width": width, "height": 900})
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width, (self.page.url, width)
            if PICTURES:
                name = f"{PICTURES}/{self.language}-{self.seen:02}-{width}.png"
                self.page.screenshot(path=name, full_page=True)

    def fill(self, **texts: str) -> None:
        """Fill boxes by the names of their fields."""
        for name, text in texts.items():
            self.page.locator(f"[name='{name}']").fill(text)


def answer_for_the_others(round: Round) -> None:
    """Let all but Romania and those who lag answer and sign: two are strong, five are weak, the others in between."""
    others = round.assessments.exclude(country__in=("RO", *LAGGING)).order_by("country")
    weak = [one.country for one in others if one.country not in STRONG][:5]
    key = Question.objects.get(section__version=round.version).key
    for one in others:
        level = "4" if one.country in STRONG else "0" if one.country in weak else "2"
        Answer.objects.create(assessment=one, question_key=key, value=level)
    others.update(state=AssessmentState.SIGNED_OFF)


@pytest.mark.parametrize("language", ["en", "ro"])
def test_from_a_template_to_the_draft_of_an_event(page: Page, live_server: Any, places: None, language: str) -> None:
    europe = make_person("europe", ("european_team", EVERYWHERE), language=language)
    romania = make_person("romania", ("hub_team", country_scope("RO")), language=language)
    for code in LAGGING:
        make_person(code.lower(), ("hub_team", country_scope(code)))
    make_trainer(topics=(TOPIC,))
    walk = Walk(page, live_server, language)
    title, found, own_name = MAP[language]

    walk.enter(europe)
    write_template(walk)
    round = send_round(walk)
    walk.enter(romania)
    assessment = answer(walk, round)
    answer_for_the_others(round)

    walk.enter(europe)
    walk.go("/capacity/")
    assert page.get_by_role("heading", level=1).inner_text() == title
    assert found in page.locator(".lede").inner_text()
    assert page.locator("#map tbody tr").get_by_text(own_name, exact=True).count() == 1
    walk.click("Remind those who lag", "link")
    assert page.locator("[name=who]:checked").count() == len(LAGGING)
    walk.click("Send the reminder")
    assert set(round.assessments.exclude(reminded_at=None).values_list("country", flat=True)) == set(LAGGING)

    walk.go("/capacity/")
    walk.click("Plan the sessions that meet most need", "link")
    walk.click("Draft the series")
    walk.click("Accept this series")
    walk.click("Draft the event")
    session = PlannedSession.objects.get(is_chosen=True)
    assert session.event is not None
    assert (session.event.is_draft, session.topics) == (True, [TOPIC])

    page.context.clear_cookies()
    page.context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
    walk.go("/capacity/")
    assert NOTHING_OPEN[language] in page.locator(".lede").inner_text()  # all chose "the group"
    hidden = page.goto(live_server.url + assessment.get_absolute_url())
    assert hidden is not None
    assert hidden.status == 404


def write_template(walk: Walk) -> None:
    """Write a template with one section and one question, and publish it."""
    walk.go("/capacity/templates/")
    walk.click("New template", "link")
    walk.fill(name_en="Private money", name_ro="Bani privați")
    walk.page.locator("[name=audience][value=country]").check()
    walk.click("Make the template")
    base = Template.objects.get(name__en="Private money").get_absolute_url() + "draft/"
    walk.go(f"{base}sections/new/")
    walk.fill(title_en="Money", title_ro="Bani")
    walk.click("Add the section")
    walk.page.locator("form[action*='/questions/new/'] button").first.click()
    walk.look()
    walk.fill(text_en="How far are you with private finance?", text_ro="Cât ați avansat cu finanțarea privată?")
    for level in range(5):
        walk.fill(**{f"options-{level}-texts_en": f"Step {level}", f"options-{level}-texts_ro": f"Pasul {level}"})
    walk.page.locator(f"[name=topics][value='{TOPIC}']").check()
    walk.click("Add the question")
    walk.click("Check and publish", "link")
    walk.click("Publish")


def send_round(walk: Walk) -> Round:
    """Make a round, ask all core countries, open it and invite."""
    walk.go("/capacity/rounds/")
    walk.click("New round", "link")
    walk.fill(name_en="Winter", name_ro="Iarna")
    version = walk.page.locator("[name=version] option", has_text="Private" if walk.language == "en" else "Bani")
    walk.page.locator("[name=version]").select_option(version.first.get_attribute("value"))
    walk.page.locator("main form[method=post] button.btn").last.click()
    walk.page.wait_for_load_state()
    walk.click("Choose who answers", "link")
    walk.page.locator("[name=all_core]").check()
    walk.click("Add these")
    walk.click("Open the round")
    walk.page.locator("button[value=invite]").click()
    walk.look()
    round = Round.objects.get()
    assert round.assessments.count() == ASKED
    return round


def answer(walk: Walk, round: Round) -> Assessment:
    """Answer one country's assessment, send it to review and sign it off."""
    walk.go("/capacity/rounds/mine/")
    assessment = round.assessments.get(country="RO")
    walk.go(assessment.get_absolute_url())
    walk.click("Begin", "link")
    saved = partial(Answer.objects.filter, assessment=assessment, value="0")
    walk.page.locator("input[type=radio][value='0']").check()
    walk.page.locator("[data-said]", has_text=":").first.wait_for()
    assert saved().count() == 1
    walk.go(assessment.get_absolute_url())
    walk.click("Send to review")
    walk.click("Sign off")
    assessment.refresh_from_db()
    assert assessment.state == AssessmentState.SIGNED_OFF
    return assessment
