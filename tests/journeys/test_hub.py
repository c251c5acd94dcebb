"""A hub officer sets up a hub, maps stakeholders, holds a meeting, decides, follows it up, and looks after a town."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from capacities.core.organisations.models import Organisation
from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.roles import country_scope
from capacities.core.places.models import Place
from capacities.hub.cities.models import CityFile, RaisedHand
from capacities.hub.meetings.models import Action, Decision, Meeting
from capacities.hub.stakeholders.models import Contact, Relation, Stakeholder, StakeholderMap
from capacities.hub.structure.models import Hub
from capacities.hub.structure.weekly import stop_link
from tests.cast import make_person
from tests.hub.factories import make_body, make_hub, make_seat
from tests.hub.stakeholders.files import workbook
from tests.journeys.axe import assert_accessible
from tests.journeys.entering import enter

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from capacities.core.people.models import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SAVED = {"en": "Saved", "ro": "Salvat"}
CLASH = {"en": "changed the same passage", "ro": "a schimbat același pasaj"}
TODAY = {"en": "Your tasks", "ro": "Sarcinile dumneavoastră"}
# What a small hub keeps in Excel: a title above, merged cells, a section row, two addresses of one person, a second
# sheet, a firm written twice, a note below.
ACTORS = [
    ["Lista actorilor – încălzire, actualizată la 12.03.2026"],
    [],
    ["Nr. crt.", "Denumire instituție", "Tip", "Putere", "Interes", "Rol", "Persoană de contact", None, None],
    [None, None, None, None, None, None, "Nume și prenume", "Funcția", "E-mail"],
    ["AUTORITĂȚI", None, None, None, None, None, None, None, None],
    [1, "Primăria Municipiului Suceava", "primărie", 4, 5, "executant", "Persoana A, exemplu", "Manager energetic",
     "a@example.org; a2@example.org"],
    [None, None, None, None, None, None, "Persoana B, exemplu", "Arhitect-șef", "b@example.org"],
    ["FIRME", None, None, None, None, None, None, None, None],
    [2, "Căldura, exemplu S.A.", "companie", 5, 2, "deținător de date", "Persoana C, exemplu", "Director",
     "c@example.org"],
    [3, "CALDURA, EXEMPLU SA", "companie", None, 2, None, None, None, None],
]  # fmt: skip
MERGES = {"Actori": ["A1:I1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:F4", "G3:I3", "A5:I5", "B6:B7"]}
RELATIONS = [
    ["De la", "Relație", "Către"],
    ["Căldura, exemplu S.A.", "execută pentru", "Primăria Municipiului Suceava"],
]
ASKED = {"en": "open the link in the mail", "ro": "deschideți linkul din mesajul"}


def submit(page: Page) -> None:
    """Press the main button of the form on the page."""
    page.locator("main form .btn:not(.two):not(.link)").first.click()
    page.wait_for_load_state()


def map_stakeholders(page: Page, hub: str) -> None:
    """Make a map and fill it from a workbook; the firm that stands there twice comes once."""
    page.goto(f"{hub}stakeholders/new/")
    page.fill("[name=name]", "Încălzirea Sucevei")
    submit(page)
    assert_accessible(page)
    chosen = StakeholderMap.objects.get()
    page.goto(f"{hub}stakeholders/{chosen.pk}/import/")
    assert_accessible(page)
    data = workbook({"Actori": ACTORS, "Relații": RELATIONS}, MERGES)
    page.set_input_files("[name=file]", {"name": "actori.xlsx", "mimeType": "application/zip", "buffer": data})
    submit(page)
    assert_accessible(page)
    page.select_option("[name=basis]", "public_task")
    page.fill("[name=expires]", "2032-01-01")
    submit(page)
    assert_accessible(page)
    page.locator("form[action$='/act/write/'] .btn:not(.two)").click()
    page.wait_for_load_state()

    found = {one.name: (one.helix, one.power, one.interest) for one in Stakeholder.objects.all()}
    assert found == {"Primăria Municipiului Suceava": ("public", 4, 5), "Căldura, exemplu S.A.": ("business", 5, 2)}
    people = {(one.office.title, one.name): sorted(one.emails) for one in Contact.objects.all()}
    assert people == {
        ("Manager energetic", "Persoana A, exemplu"): ["a2@example.org", "a@example.org"],
        ("Arhitect-șef", "Persoana B, exemplu"): ["b@example.org"],
        ("Director", "Persoana C, exemplu"): ["c@example.org"],
    }
    assert [(one.giver.name, one.kind) for one in Relation.objects.all()] == [("Căldura, exemplu S.A.", "delivers")]
    for part in ("", f"{Stakeholder.objects.earliest('pk').pk}/", "matrix/", "network/", "plan/"):
        page.goto(f"{hub}stakeholders/{chosen.pk}/{part}")
        assert_accessible(page)


def follow_up(page: Page, root: str, meeting: Meeting, officer: Person, language: str) -> None:
    """Give the officer a task that came of the meeting, find it under Today, and close it with what came of it."""
    page.goto(f"{root}{meeting.get_absolute_url()}actions/new/")
    page.fill("[name=text]", "Scrie ministerului")
    page.fill("[name=owner]", officer.name)
    page.fill("[name=email]", officer.email)
    page.fill("[name=due]", str(timezone.localdate()))
    submit(page)
    page.goto(f"{root}{meeting.hub.get_absolute_url()}")
    assert_accessible(page)
    assert TODAY[language] in page.content()
    page.get_by_role("link", name="Scrie ministerului").click()
    page.fill("[name=note]", "Ministerul a răspuns.")
    submit(page)
    action = Action.objects.get()
    assert (action.state, action.note) == ("done", "Ministerul a răspuns.")


@pytest.mark.parametrize("language", ["en", "ro"])
def test_a_hub_officer_moves_in_within_an_afternoon(
    page: Page, browser: Browser, live_server: Any, places: None, language: str
) -> None:
    root = live_server.url
    officer = make_person("officer", ("hub_team", country_scope("RO")), language=language)
    colleague = make_person("colleague", ("hub_team", country_scope("RO")), language=language)
    enter(page, live_server, officer)

    # From a pattern to a hub with a seat.
    page.goto(f"{root}/hubs/new/")
    assert_accessible(page)
    page.locator('a[href="/hubs/new/coordination/"]').click()
    page.fill("[name=name_en]", "Hub of towns")
    page.fill("[name=name_ro]", "Hubul orașelor")
    page.select_option("[name=countries]", ["RO"])
    submit(page)
    assert_accessible(page)
    page.goto(f"{root}/hubs/hub-of-towns/bodies/committee/seats/new/")
    page.fill("[name=person_name]", "Member, sample")
    page.fill("[name=email]", "member@example.org")
    submit(page)
    assert "member@example.org" in page.content()

    map_stakeholders(page, f"{root}/hubs/hub-of-towns/")

    # Dates are proposed; the member answers on a phone, without an account.
    hub = Hub.objects.get()
    committee = hub.bodies.get(slug="committee")
    page.goto(f"{root}/hubs/hub-of-towns/meetings/new/?body={committee.pk}")
    page.fill("[name=title_ro]", "Încălzirea")
    submit(page)
    meeting = Meeting.objects.get()
    page.goto(f"{root}{meeting.get_absolute_url()}dates/")
    page.fill("[name=date0]", "2031-03-03T10:00")
    page.fill("[name=date1]", "2031-03-04T10:00")
    submit(page)
    link = re.search(r"/m/\S+", OutgoingMail.objects.get(kind="meeting_poll").body)
    assert link is not None
    phone = browser.new_context(viewport={"width": 390, "height": 800}, locale=f"{language}-{language.upper()}")
    guest = phone.new_page()
    guest.goto(f"{root}{link[0]}")
    assert guest.evaluate("document.documentElement.scrollWidth") == 390
    assert_accessible(guest)
    guest.locator("input[type=radio][value=no]").first.check()
    guest.locator("input[type=radio][value=yes]").last.check()
    submit(guest)
    phone.close()

    # The second date wins, and the guests are invited to it.
    page.goto(f"{root}{meeting.get_absolute_url()}")
    assert_accessible(page)
    page.locator("tfoot form button").last.click()
    page.wait_for_load_state()
    meeting.refresh_from_db()
    assert (meeting.state, meeting.starts_at and meeting.starts_at.day) == ("invited", 4)
    assert OutgoingMail.objects.filter(kind="meeting_invited").count() == 1

    # Two people write one point at once: what clashes is shown to the second, and nothing is lost.
    page.goto(f"{root}{meeting.get_absolute_url()}items/new/")
    page.fill("[name=title]", "Cine plătește")
    submit(page)
    item = meeting.items.get()
    path = f"{root}{meeting.get_absolute_url()}items/{item.pk}/minutes/"
    other_context = browser.new_context()
    other = other_context.new_page()
    enter(other, live_server, colleague)
    page.goto(path)
    other.goto(path)
    page.fill("[name=text]", "Statul plătește studiile.")
    submit(page)
    assert SAVED[language] in page.content()
    other.fill("[name=text]", "Orașele plătesc studiile.")
    submit(other)
    assert CLASH[language] in other.content()
    assert_accessible(other)
    assert other.input_value("[name=text]") == "Statul plătește studiile.\nOrașele plătesc studiile."
    other.fill("[name=text]", "Plătesc împreună.")
    submit(other)
    other_context.close()
    item.refresh_from_db()
    assert item.minutes == "Plătesc împreună."
    assert item.versions.count() == 2

    # A decision is entered and followed up in the register.
    page.goto(f"{root}{meeting.get_absolute_url()}decisions/new/")
    page.fill("[name=text]", "Se cere o linie pentru studii.")
    page.fill("[name=due]", "2031-06-30")
    page.fill("[name=places]", "Suceava")
    submit(page)
    decision = Decision.objects.get()
    page.goto(f"{root}{decision.get_absolute_url()}edit/")
    page.select_option("[name=status]", "done")
    page.fill("[name=outcome]", "Linia este deschisă.")
    submit(page)
    follow_up(page, root, meeting, officer, language)
    page.goto(f"{root}/hubs/hub-of-towns/decisions/")
    assert_accessible(page)
    assert "Se cere o linie pentru studii." in page.content()


@pytest.mark.parametrize("language", ["en", "ro"])
def test_a_small_town_raises_its_hand_and_is_answered(
    page: Page, browser: Browser, live_server: Any, places: None, language: str
) -> None:
    root = live_server.url
    officer = make_person("officer", ("hub_team", country_scope("RO")), language=language)
    Hub.objects.create(slug="ro", name={"en": "Hub"}, countries=["RO"])
    phone = browser.new_context(viewport={"width": 390, "height": 800}, locale=f"{language}-{language.upper()}")
    town = phone.new_page()

    town.goto(f"{root}/places/ro/reghin/help/?lang={language}")
    assert_accessible(town)
    assert town.evaluate("document.documentElement.scrollWidth") == 390
    town.fill("[name=text]", "Nu avem pe nimeni pentru inventar.")
    town.fill("[name=name]", "Mayor, sample")
    town.fill("main [name=email]", "town@example.org")
    submit(town)
    assert ASKED[language] in town.content()
    link = re.search(r"/h/\S+/prove/", OutgoingMail.objects.get(kind="hand_prove").body)
    assert link is not None
    town.goto(f"{root}{link[0]}")
    submit(town)
    phone.close()

    enter(page, live_server, officer)
    page.goto(f"{root}/hubs/ro/work/")
    assert_accessible(page)
    page.locator('a[href^="/hands/#"]').click()
    page.fill("[name=answer]", "Venim mâine.")
    page.locator("main form .btn.two").first.click()
    page.wait_for_load_state()
    assert RaisedHand.objects.get().state == "answered"
    page.goto(f"{root}/hubs/ro/cities/?q=reghin")
    assert_accessible(page)
    assert "Reghin" in page.locator("table").inner_text()
    page.goto(f"{root}/hubs/ro/totals/")
    assert_accessible(page)


def test_pages_of_care_have_no_barriers(page: Page, live_server: Any, places: None) -> None:
    officer = make_person("officer", ("hub_team", country_scope("RO")))
    hub = make_hub()
    body = make_body(hub)
    make_seat(body, removed_at=timezone.now())
    place = Place.objects.get(country_id="RO", slug="tulcea")
    file = CityFile.objects.create(
        hub=hub, place=place, waits_for="A vote", waits_since="2026-01-01", contact_email="tulcea@example.org"
    )
    decision = Decision.objects.create(hub=hub, text="Yes", body=body)
    for slug in ("once", "twice"):
        Organisation.objects.create(slug=slug, name="Ministry of Energy", country="RO", kind="ministry")
    enter(page, live_server, officer)

    for path in (
        "/hubs/ro/",
        "/hubs/ro/removed/",
        f"/hubs/ro/work/letters/?city={file.pk}",
        "/hubs/ro/decisions/?status=taken",
        "/hubs/ro/cities/?sort=-name",
        f"/hubs/ro/decisions/{decision.pk}/edit/",
        "/organisations/same/",
        "/account/",
        stop_link(officer),
    ):
        page.goto(f"{live_server.url}{path}")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
