"""A hub officer and two cities, from needs to a published portfolio, in English and Romanian, with axe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from capacities.core.people.roles import country_scope, place_scope
from capacities.hub.instruments.services import load_instruments
from capacities.hub.structure.models import Visibility
from tests.cast import make_person
from tests.hub.factories import make_body, make_hub
from tests.hub.needs.factories import make_need, make_town
from tests.journeys.entering import enter
from tests.journeys.looking import look

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WORDS = {
    "en": {
        "state": "State the need", "suggest": "Suggest topics from my words", "title": "In one sentence",
        "own": "We have this too", "support": "Support this need", "cost": "What it costs you a year, € (optional)",
        "merge": "Merge", "add": "Add a measure", "measure": "Measure", "price": "Cost, €", "save": "Save",
        "answers": "It answers a need", "need": "Need", "link": "Add the need", "begin": "Begin a dialogue",
        "invite": "Invite", "open": "Open the next round", "rate": "Rate the measures", "store": "Store my ratings",
        "close": "Close round 1 and show its results", "make": "Make a portfolio", "budget": "Budget in all, € (optional)",
        "choose": "Choose the measures", "publish": "Publish the portfolio", "proved": "No other choice within the limits covers more.",
        "agree": "the group agrees", "emails": "E-mail addresses of accounts (optional)", "seen": "Seen by",
        "set": "Set who sees it", "language": "English",
    },
    "ro": {
        "state": "Spuneți nevoia", "suggest": "Propune teme după cuvintele mele", "title": "Într-o propoziție",
        "own": "O avem și noi", "support": "Susțineți această nevoie", "cost": "Cât vă costă pe an, € (opțional)",
        "merge": "Unificați", "add": "Adăugați o măsură", "measure": "Măsură", "price": "Cost, €", "save": "Salvați",
        "answers": "Răspunde la o nevoie", "need": "Nevoie", "link": "Adăugați nevoia", "begin": "Începeți un dialog",
        "invite": "Invitați", "open": "Deschideți runda următoare", "rate": "Evaluați măsurile", "store": "Păstrați evaluările mele",
        "close": "Închideți runda 1 și arătați rezultatele", "make": "Faceți un portofoliu", "budget": "Buget total, € (opțional)",
        "choose": "Alegeți măsurile", "publish": "Publicați portofoliul", "proved": "Nicio altă alegere în aceste limite nu acoperă mai mult.",
        "agree": "grupul este de acord", "emails": "Adresele de e-mail ale unor conturi (opțional)", "seen": "Văzut de",
        "set": "Stabiliți cine o vede", "language": "Română",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ro"])
def test_from_needs_to_a_published_portfolio(page: Page, live_server: Any, language: str) -> None:
    w, hub = WORDS[language], make_hub()
    make_body(hub, "data", topics=["monitoring-data"])
    make_town("suceava"), make_town("falticeni")
    people = {
        "officer": make_person("officer", ("hub_team", country_scope("RO")), language=language),
        "suceava": make_person("suceava", ("city_team", place_scope("ro", "suceava")), language=language),
        "falticeni": make_person("falticeni", ("city_team", place_scope("ro", "falticeni")), language=language),
    }
    root = f"{live_server.url}/hubs/ro/needs/"

    # Suceava states a need in plain words; the topic comes from them.
    enter(page, live_server, people["suceava"])
    page.goto(f"{root}new/")
    page.get_by_label(w["title"]).fill("Nu avem date despre consum, iar personalul e puțin")
    page.locator("select[name=place]").select_option(label="Suceava (RO)")
    page.get_by_role("button", name=w["suggest"]).click()
    assert page.locator("input[name=topics][value=monitoring-data]").is_checked()
    look(page, f"need-form-{language}")
    page.get_by_role("button", name=w["state"]).click()
    stated = page.url

    # The hub opens it; Fălticeni supports it with what it costs there.
    enter(page, live_server, people["officer"])
    page.goto(stated)
    page.get_by_label(w["seen"]).select_option("public")
    page.get_by_role("button", name=w["set"]).click()
    make_need(hub, "Nu primim date despre consum", visibility=Visibility.PUBLIC)
    enter(page, live_server, people["falticeni"])
    page.goto(stated)
    page.get_by_text(w["own"]).click()
    page.get_by_label(w["cost"]).fill("12000")
    page.get_by_role("button", name=w["support"]).click()

    # The hub merges its twin, adds a measure and says what it answers.
    enter(page, live_server, people["officer"])
    page.goto(f"{root}similar/")
    look(page, f"similar-{language}")
    page.get_by_role("button", name=w["merge"]).first.click()
    page.goto(stated)
    look(page, f"need-{language}")
    page.goto(f"{root}measures/")
    page.get_by_role("link", name=w["add"]).first.click()
    page.locator("input[name=title_en]").fill("Rule on energy data")
    page.get_by_label(w["price"], exact=True).fill("40000")
    page.get_by_role("button", name=w["save"]).click()
    page.get_by_text(w["answers"], exact=True).click()
    page.locator("select[name=need]").select_option(index=1)
    page.get_by_role("button", name=w["link"]).click()
    look(page, f"measure-{language}")

    # A dialogue with three raters.
    page.goto(f"{root}dialogues/")
    page.get_by_role("link", name=w["begin"]).first.click()
    page.locator("input[name=title_en]").fill("Which first?")
    page.locator("input[name=measures]").first.check()
    page.locator("input[name=criterion2_en]").fill("")
    page.locator("input[name=criterion2_ro]").fill("")
    page.get_by_role("button", name=w["save"]).click()
    dialogue = page.url
    page.get_by_label(w["emails"]).fill("officer@example.org\nsuceava@example.org\nfalticeni@example.org")
    page.get_by_role("button", name=w["invite"], exact=True).click()
    page.get_by_role("button", name=w["open"]).click()
    for name, score in (("suceava", "8"), ("falticeni", "7"), ("officer", "8")):
        enter(page, live_server, people[name])
        page.goto(dialogue)
        page.get_by_role("link", name=w["rate"]).click()
        page.locator("input[type=number]").first.fill(score)
        if name == "officer":
            look(page, f"rate-{language}")
        page.get_by_role("button", name=w["store"]).click()
    page.get_by_role("button", name=w["close"]).click()
    assert page.get_by_text(w["agree"]).first.is_visible()
    look(page, f"dialogue-{language}")

    # The portfolio: chosen, proved, published, seen by a visitor.
    page.goto(f"{root}portfolios/")
    page.get_by_role("link", name=w["make"]).first.click()
    page.locator("input[name=title_en]").fill("First steps")
    page.get_by_label(w["budget"]).fill("50000")
    look(page, f"portfolio-form-{language}")
    page.get_by_role("button", name=w["save"]).click()
    page.get_by_role("button", name=w["choose"]).click()
    assert page.get_by_text(w["proved"]).is_visible()
    page.get_by_role("button", name=w["publish"]).click()
    look(page, f"portfolio-{language}")
    published = page.url
    for path in ("", "measures/", "barriers/", "portfolios/"):
        page.goto(root + path)
        look(page, f"list-{path.strip('/') or 'needs'}-{language}")
    page.context.clear_cookies()
    answer = page.goto(published)
    assert answer is not None
    assert answer.status == 200


@pytest.mark.parametrize("language", ["en", "ro"])
def test_the_atlas_is_found_compared_and_matched(page: Page, live_server: Any, language: str) -> None:
    load_instruments()
    make_hub()
    make_town("suceava", 90_000)
    enter(page, live_server, make_person("officer", ("hub_team", country_scope("RO")), language=language))

    for path in (
        "",
        "elena/",
        "compare/?a=elena&b=life",
        "deadlines/?month=2023-04",
        "for/",
        "for/ro/suceava/?topic=finance-cases",
    ):
        page.goto(f"{live_server.url}/instruments/{path}")
        look(page, f"atlas-{path.partition('/')[0] or 'list'}{'-town' if 'suceava' in path else ''}-{language}")
    for path in ("", "new/", "import/"):
        page.goto(f"{live_server.url}/hubs/ro/instruments/{path}")
        look(page, f"hub-instruments-{path.strip('/')}-{language}")
