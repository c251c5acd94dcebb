"""From a new programme to the published list: a hub officer and a town, in English and Romanian, with axe."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from capacities.core.people.roles import country_scope, place_scope
from capacities.hub.programmes.models import Application, Programme
from tests.cast import make_person
from tests.hub.factories import make_hub
from tests.hub.needs.factories import make_town
from tests.jobs import do_waiting_jobs
from tests.journeys.entering import enter
from tests.journeys.looking import look

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WORDS = {
    "en": {"apply": "Apply for a town", "missing": "Answer this before you send.", "selected": "Selected towns"},
    "ro": {
        "apply": "Candidați pentru o localitate",
        "missing": "Răspundeți înainte de a trimite.",
        "selected": "Localități selectate",
    },
}


@pytest.mark.parametrize("language", ["en", "ro"])
def test_from_a_new_programme_to_the_published_list(
    page: Page, live_server: Any, smtp_sink: list[EmailMessage], language: str
) -> None:
    w = WORDS[language]
    make_hub(contact="hub@example.org")
    make_town("suceava", 92_121)
    officer = make_person("officer", ("hub_team", country_scope("RO")), language=language)
    mayor = make_person("mayor", ("city_team", place_scope("ro", "suceava")), language=language)
    root = f"{live_server.url}/hubs/ro/programmes/"

    # The hub names the programme, asks two questions, sets a criterion, calls.
    enter(page, live_server, officer)
    page.goto(root)
    look(page, f"{language}-empty")
    page.goto(f"{root}new/")
    look(page, f"{language}-new")
    page.fill(f"[name=name_{language}]", "Pionieri")
    page.fill("[name=closes_at]", "2099-03-15T17:00")
    page.fill("[name=places]", "1")
    page.click("main form[method=post] button.btn")
    for kind, label, figure in (("number", "Locuitori", "inhabitants"), ("text", "De ce", "")):
        page.goto(f"{root}pionieri/form/questions/new/")
        page.select_option("[name=kind]", kind)
        page.fill(f"[name=label_{language}]", label)
        page.select_option("[name=prefill]", figure)
        page.click("main form[method=post] button.btn")
    page.goto(f"{root}pionieri/form/criteria/new/")
    page.fill(f"[name=name_{language}]", "Voința")
    page.click("main form[method=post] button.btn")
    look(page, f"{language}-form")
    page.goto(f"{root}pionieri/form/preview/")
    look(page, f"{language}-preview")
    page.goto(f"{root}pionieri/")
    page.click("form[action$='/act/call/'] button")

    # The town's team begins with its figure, is told what is missing, and sends.
    enter(page, live_server, mayor)
    page.goto(f"{root}pionieri/")
    look(page, f"{language}-programme")
    page.click(f"text={w['apply']}")
    look(page, f"{language}-apply")
    page.click("main form[method=post] button.btn")
    figure_box = page.locator("main input[inputmode], main input[type=text], main input[type=number]").first
    assert figure_box.input_value().replace(".", "").replace(",", "") == "92121"
    page.click("button[value=send]")
    assert w["missing"] in page.content()
    look(page, f"{language}-missing")
    page.fill("main textarea", "Termoficare")
    page.click("button[value=send]")
    look(page, f"{language}-sent")
    application = Application.objects.get()
    assert (application.state, application.by_team) == ("sent", True)

    # After the deadline the hub scores, decides, closes the choice, answers and publishes.
    Programme.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    enter(page, live_server, officer)
    page.goto(f"{root}pionieri/selection/")
    look(page, f"{language}-selection")
    page.goto(f"{root}pionieri/selection/{application.pk}/")
    look(page, f"{language}-reading")
    page.check("main .scale input[value='4']")
    page.click("main .scale button.btn")
    page.check("[name=outcome][value=selected]")
    page.fill("[name=reason]", "Plan bun")
    page.click("form[action$='/decision/'] button")
    look(page, f"{language}-decided")
    page.goto(f"{root}pionieri/selection/{application.pk}/answer/")
    look(page, f"{language}-answer")
    page.goto(f"{root}pionieri/selection/")
    page.click("form[action$='/act/close/'] button")
    page.click("form[action$='/selection/send/'] button")
    page.click("form[action$='/act/publish/'] button")
    do_waiting_jobs()

    # Everybody reads the list; the town has its confirmation and its answer.
    page.context.clear_cookies()
    page.goto(f"{root}pionieri/?lang={language}")
    look(page, f"{language}-published")
    assert w["selected"] in page.content()
    assert [mail["To"] for mail in smtp_sink] == ["mayor@example.org", "mayor@example.org"]
    assert "Plan bun" in smtp_sink[1].get_content()
