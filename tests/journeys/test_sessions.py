"""A holder of a round and two countries, from an empty page to a session and a match, with axe, at both widths."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from capacities.capacity.sessions.models import Match, PlannedSession
from capacities.core.people.roles import EVERYWHERE, country_scope
from tests.capacity.sessions.factories import TOPICS, make_needs_round, make_team, make_trainer, say
from tests.cast import make_person
from tests.journeys.axe import assert_accessible
from tests.journeys.entering import enter

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("SESSIONS_PICTURES", "")
WORDS = {
    "en": {"draft": "Draft the series", "accept": "Accept this series", "event": "Draft the event",
           "publish": "Publish the event", "propose": "Draft proposals", "send": "Send all proposals",
           "yes": "We accept", "answer": "Send the answer", "both": "Both accepted", "met": "We have met"},
    "ro": {"draft": "Schițați seria", "accept": "Acceptați această serie", "event": "Schițați evenimentul",
           "publish": "Publicați evenimentul", "propose": "Schițați propuneri", "send": "Trimiteți toate propunerile",
           "yes": "Acceptăm", "answer": "Trimiteți răspunsul", "both": "Ambele părți au acceptat",
           "met": "Ne-am întâlnit"},
}  # fmt: skip


def look(page: Page, name: str) -> None:
    """Check the page; keep pictures of both widths where somebody asked for them."""
    assert_accessible(page)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("language", ["en", "ro"])
def test_from_needs_to_a_session_and_a_match(page: Page, live_server: Any, places: None, language: str) -> None:
    words, root = WORDS[language], live_server.url
    europe = make_person("europe", ("european_team", EVERYWHERE), language=language)
    hubs = [make_person(code.lower(), ("hub_team", country_scope(code)), language=language) for code in ("RO", "AT")]
    round = make_needs_round()
    make_team(round, "RO", 0, 2)
    say(make_team(round, "AT", 4, 1), "offer")
    make_trainer(topics=TOPICS)

    enter(page, live_server, europe)
    page.goto(f"{root}/capacity/sessions/rounds/autumn/")
    look(page, f"{language}-empty")
    page.get_by_role("button", name=words["draft"]).click()
    look(page, f"{language}-series")
    page.get_by_role("button", name=words["accept"]).click()
    page.get_by_role("button", name=words["event"]).first.click()
    look(page, f"{language}-event")
    page.get_by_role("button", name=words["publish"]).click()
    page.goto(f"{root}/capacity/sessions/")
    look(page, f"{language}-sessions")
    assert PlannedSession.objects.filter(event__is_draft=False).count() == 1
    for name in ("sessions/trainers/", "sessions/trainers/new/", "sessions/rounds/autumn/limits/"):
        page.goto(f"{root}/capacity/{name}")
        look(page, f"{language}-{name.strip('/').replace('/', '-')}")

    page.goto(f"{root}/capacity/matches/rounds/autumn/")
    page.get_by_role("button", name=words["propose"]).click()
    look(page, f"{language}-proposals")
    page.get_by_role("button", name=words["send"]).click()
    match = Match.objects.get()
    for hub in hubs:
        enter(page, live_server, hub)
        page.goto(root + match.get_absolute_url())
        look(page, f"{language}-match-{hub.name}")
        page.get_by_label(words["yes"]).check()
        page.get_by_role("button", name=words["answer"]).click()
    assert page.get_by_text(words["both"]).count() == 1
    look(page, f"{language}-accepted")
    page.get_by_role("link", name=words["met"]).click()
    page.goto(f"{root}/capacity/matches/")
    look(page, f"{language}-mine")
