"""People in offices: who must not see them, several addresses, bounced mail, successors, consent, keeping, erasure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.roles import country_scope
from capacities.core.permissions import Refused
from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.models import Contact, Office, Stakeholder, StakeholderMap, SuccessorRequest
from capacities.hub.stakeholders.people_queries import (
    all_held_about,
    answers_to_accept,
    contacts_visible_to,
    duplicates,
    offices_of,
    unreachable,
)
from capacities.hub.stakeholders.queries import contacts_expiring
from capacities.hub.stakeholders.samples_people import make_people
from capacities.hub.structure.models import Hub
from tests.cast import make_person
from tests.hub.factories import make_hub
from tests.hub.stakeholders.files import brought, workbook
from tests.jobs import do_waiting_jobs
from tests.stored import everything

pytestmark = pytest.mark.django_db
NAME = "Qwertyna Sample"


@pytest.fixture
def hub() -> Hub:
    return make_hub(contact="hub@example.org")


@pytest.fixture
def officer() -> Any:
    return make_person("officer", ("hub_team", country_scope("RO")))


@pytest.fixture
def town(hub: Hub, officer: Any) -> Stakeholder:
    chosen = services.make_map(by=officer, hub=hub, name="Heating")
    return services.add_stakeholder(by=officer, chosen=chosen, name="Town hall, sample", email="office@example.org")


def put_in_office(officer: Any, town: Stakeholder, **changes: Any) -> Contact:
    """Return somebody who heads the energy office until data may be kept no longer than 1 January 2028."""
    values = {
        "title": "Head of energy", "name": NAME, "basis": "public_task", "expires": date(2028, 1, 1),
        "since": date(2025, 1, 1), "emails": ["q@example.org", "q2@example.org"], **changes,
    }  # fmt: skip
    return services.name_successor(by=officer, stakeholder=town, **values)


def test_nobody_outside_the_team_sees_people_or_touches_them(hub: Hub, officer: Any, town: Stakeholder) -> None:
    contact = put_in_office(officer, town)
    other = make_person("other", ("european_team", ""))

    assert not contacts_visible_to(other, hub)
    assert not offices_of(other, town)
    assert all_held_about(other, hub, contact) == {}
    for act in (services.erase_contact, services.ask_consent):
        with pytest.raises(Refused):
            act(by=other, contact=contact)


def test_a_person_has_several_addresses_and_the_first_that_works_is_written_to(officer: Any, town: Stakeholder) -> None:
    contact = put_in_office(officer, town)
    assert (contact.emails, contact.good_email) == (["q@example.org", "q2@example.org"], "q@example.org")

    services.note_bounced_address(email="Q@example.org")
    contact = Contact.objects.get()

    assert contact.good_email == "q2@example.org"
    assert not SuccessorRequest.objects.exists()  # the person can still be reached


def test_a_bounced_mail_asks_the_organisation_once_and_tells_the_hub(
    officer: Any, town: Stakeholder, bouncing_server: None
) -> None:
    put_in_office(officer, town, emails=["q@example.org"])
    services.ask_consent(by=officer, contact=Contact.objects.get())
    do_waiting_jobs()  # every address of this server is unknown, also the organisation's own

    request = SuccessorRequest.objects.get()
    assert (request.sent_to, request.asked_by, bool(request.bounced_at)) == ("office@example.org", None, True)
    told = OutgoingMail.objects.get(kind="stakeholder_bounced")
    assert told.to == officer.email
    assert "office@example.org" in told.body
    assert NAME not in OutgoingMail.objects.get(kind="stakeholder_successor").body
    assert [row.summary for row in town.talks.filter(by=None)] == [
        "Întrebat la office@example.org cine ocupă acum funcția „Head of energy”."
    ]
    services.note_bounced_address(email="q@example.org")
    assert SuccessorRequest.objects.count() == 1
    assert [row.name for row in unreachable(officer, town.map.hub, date(2026, 12, 1))] == [NAME]


def test_without_a_general_address_the_office_waits_for_the_hub_team(officer: Any, town: Stakeholder) -> None:
    services.change_stakeholder(by=officer, stakeholder=town, email="")
    put_in_office(officer, town, emails=["q@example.org"])

    services.note_bounced_address(email="q@example.org")

    assert not SuccessorRequest.objects.exists()
    assert [row.name for row in unreachable(officer, town.map.hub, date(2026, 12, 1))] == [NAME]
    assert OutgoingMail.objects.get().to == officer.email


def test_the_organisation_names_the_successor_and_the_hub_accepts(
    client: Any, officer: Any, town: Stakeholder, smtp_sink: list[Any]
) -> None:
    former = put_in_office(officer, town)
    client.force_login(officer)
    base = f"/hubs/ro/stakeholders/{town.map_id}/{town.pk}/offices/{former.office_id}/"
    shown = client.get(f"{base}ask/").content.decode()  # the mail is in the hub's language, the page in the officer's
    assert "Cine ocupă acum funcția „Head of energy” la Town hall, sample?" in shown
    assert client.post(f"{base}ask/", {"to": "office@example.org"}).status_code == 302
    do_waiting_jobs()
    client.logout()
    link = link_in(smtp_sink[-1])

    without = client.post(link, {"name": "New, sample", "email": "new@example.org"})
    assert without.status_code == 400
    assert not SuccessorRequest.objects.exclude(answered_at=None).exists()
    client.post(link, {"name": "New, sample", "email": "new@example.org", "agreed": "on"})
    asked = answers_to_accept(officer, town.map.hub).get()
    client.force_login(officer)
    client.post(f"/hubs/ro/stakeholders/answers/{asked.pk}/accept/")

    held = {row.name: row for row in Contact.objects.all()}
    assert held[NAME].valid_until is not None
    new = held["New, sample"]
    assert (new.office_id, new.emails, new.basis) == (former.office_id, ["new@example.org"], "consent")
    assert new.consents.get().is_given
    assert "has agreed" in new.consents.get().wording


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_person_answers_by_their_link_and_the_answer_is_evidence(
    client: Any, officer: Any, town: Stakeholder, smtp_sink: list[Any], answer: str
) -> None:
    contact = put_in_office(officer, town)
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC), tick=False):
        services.ask_consent(by=officer, contact=contact)
        do_waiting_jobs()
        client.post(link_in(smtp_sink[-1]), {"answer": answer})

    contact = Contact.objects.get()
    evidence = contact.consents.get()
    assert (evidence.is_given, evidence.answered_at) == (answer == "yes", datetime(2026, 11, 25, 12, tzinfo=UTC))
    if answer == "yes":
        assert (contact.basis, contact.expires) == ("consent", date(2028, 11, 25))
        client.post(link_in(smtp_sink[-1]), {"answer": "no"})  # taken back as easily as given
    assert Contact.objects.get().name == ""
    assert NAME not in everything()
    assert client.get(link_in(smtp_sink[-1])).status_code == 404
    assert Office.objects.get().title == "Head of energy"


def test_the_hub_is_reminded_once_and_who_is_not_renewed_is_erased_after_grace(officer: Any, town: Stakeholder) -> None:
    contact = put_in_office(officer, town)
    due = contact.expires

    assert services.remind_of_expiring(due - timedelta(days=31)) == 0
    assert services.remind_of_expiring(due - timedelta(days=30)) == 1
    assert services.remind_of_expiring(due - timedelta(days=29)) == 0
    assert [row.name for row in contacts_expiring(officer, town.map.hub, due)] == [NAME]
    assert OutgoingMail.objects.get(kind="stakeholder_expiring").to == officer.email

    assert services.erase_expired(due + timedelta(days=30)) == 0
    services.renew_contact(by=officer, contact=contact, basis="consent", expires=due + timedelta(days=1))
    assert services.erase_expired(due + timedelta(days=31)) == 0
    assert services.remind_of_expiring(due) == 1  # a new end is a new reminder
    assert services.erase_expired(due + timedelta(days=32)) == 1
    assert Contact.objects.get().erased_at


def test_erasing_reaches_what_undoes_changes_and_files_that_wait(
    officer: Any, town: Stakeholder, django_capture_on_commit_callbacks: Any
) -> None:
    other = services.add_stakeholder(by=officer, chosen=town.map, name="Town", wants=f"{NAME} wants staff")
    contact = put_in_office(officer, town)
    services.merge_stakeholders(by=officer, kept=town, gone=other, values={"wants": "Nothing"})
    rows = [["Organisation", "Person", "Phone"], ["Bank, sample", NAME, "1"]]
    waiting = brought(officer, town.map, workbook({"A": rows}))

    with django_capture_on_commit_callbacks(execute=True):
        services.erase_people(by=officer, contacts=[contact])

    waiting.refresh_from_db()
    assert waiting.file is None
    assert NAME not in everything()


def test_everything_held_about_a_person_is_handed_out(hub: Hub, officer: Any, town: Stakeholder) -> None:
    contact = put_in_office(officer, town)
    second = services.make_map(by=officer, hub=hub, name="Transport")
    agency = services.add_stakeholder(by=officer, chosen=second, name="Agency, sample", wants=f"Ask {NAME}")
    put_in_office(officer, agency, name="Q. Sample", emails=["q2@example.org"], title="Member")
    services.note_talk(by=officer, stakeholder=agency, on=date(2026, 1, 1), kind="call", summary=f"{NAME} called")

    held = all_held_about(officer, hub, contact)

    assert [(row["map"], row["office"]) for row in held["offices"]] == [
        ("Transport", "Member"), ("Heating", "Head of energy"),
    ]  # fmt: skip
    assert [row["summary"] for row in held["contact_log"]] == [f"{NAME} called"]
    assert [row["name"] for row in held["named_in_notes"]] == ["Agency, sample"]


def test_removed_offices_and_maps_come_back_for_thirty_days_and_then_go(
    client: Any, officer: Any, town: Stakeholder
) -> None:
    contact = put_in_office(officer, town)
    client.force_login(officer)
    base = f"/hubs/ro/stakeholders/{town.map_id}/"
    client.post(f"{base}{town.pk}/offices/{contact.office_id}/act/remove/")
    assert not offices_of(officer, town)
    client.post(f"{base}removed/office/{contact.office_id}/")
    assert [office.title for office in offices_of(officer, town)] == ["Head of energy"]

    client.post(f"{base}act/remove/")
    assert client.get(base).status_code == 404
    client.post(f"{base}act/restore/")
    assert client.get(base).status_code == 200

    services.remove_stakeholder(by=officer, stakeholder=town)
    removed = Stakeholder.objects.get().removed_at
    assert removed
    services.let_go(removed + timedelta(days=30))
    assert Contact.objects.count() == 1
    services.let_go(removed + timedelta(days=31))
    assert (Stakeholder.objects.count(), Contact.objects.count()) == (0, 0)


def test_two_editors_lose_nothing(client: Any, officer: Any, town: Stakeholder) -> None:
    client.force_login(officer)
    address = f"/hubs/ro/stakeholders/{town.map_id}/{town.pk}/edit/"
    form = client.get(address).context["form"].initial
    mine = {key: value for key, value in form.items() if value not in (None, [], "")}
    services.change_stakeholder(by=officer, stakeholder=town, power=4, wants="Staff")

    shown = client.post(address, {**mine, "wants": "Money", "gives": "Land"})
    page = shown.content.decode()
    assert shown.status_code == 409
    assert "changed meanwhile to: Staff" in page
    assert "Money" in page
    town.refresh_from_db()
    assert (town.wants, town.gives) == ("Staff", "")

    again = {**mine, "wants": "Money", "gives": "Land", "power": "4"}
    again["revision"] = shown.context["form"].data["revision"]
    assert client.post(address, again).status_code == 302
    town.refresh_from_db()
    assert (town.power, town.wants, town.gives) == (4, "Money", "Land")


def test_what_only_the_other_editor_changed_stays(client: Any, officer: Any, town: Stakeholder) -> None:
    client.force_login(officer)
    address = f"/hubs/ro/stakeholders/{town.map_id}/{town.pk}/edit/"
    form = client.get(address).context["form"].initial
    mine = {key: value for key, value in form.items() if value not in (None, [], "")}
    services.change_stakeholder(by=officer, stakeholder=town, power=4)

    assert client.post(address, {**mine, "wants": "Staff"}).status_code == 302

    town.refresh_from_db()
    assert (town.power, town.wants) == (4, "Staff")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_people_asks_the_same_few_queries(
    client: Any, officer: Any, town: Stakeholder, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        put_in_office(
            officer, town, title=f"Office {number}", name=f"Person {number}", emails=[f"p{number}@example.org"]
        )
    client.force_login(officer)

    with django_assert_num_queries(10):
        page = client.get("/hubs/ro/stakeholders/people/").content.decode()
    assert page.count("Person ") >= rows


def link_in(message: Any) -> str:
    """Return the path of the link in a mail."""
    found = re.search(r"https?://[^/\s]+(/answers/\S+)", message.get_content())
    assert found
    return found[1]


def test_a_map_of_nobody_says_so(client: Any, officer: Any, hub: Hub) -> None:
    StakeholderMap.objects.create(hub=hub, name="Empty")
    client.force_login(officer)

    assert "Nobody yet" in client.get("/hubs/ro/stakeholders/people/").content.decode()


def test_who_never_had_an_address_is_not_told_to_be_unreachable(officer: Any, town: Stakeholder) -> None:
    put_in_office(officer, town, emails=[])

    assert unreachable(officer, town.map.hub, date(2026, 12, 1)) == []


def test_the_sample_map_shows_people_in_every_state_and_writes_to_nobody(officer: Any, town: Stakeholder) -> None:
    for name in ("Furnizor de căldură, exemplu", "Asociație de proprietari, exemplu", "Universitate tehnică, exemplu"):
        services.add_stakeholder(by=officer, chosen=town.map, name=name)

    make_people(town.map, officer)

    hub, today = town.map.hub, timezone.localdate()
    assert [row.name for row in unreachable(officer, hub, today)] == ["Secretar, exemplu"]
    assert [row.name for row in answers_to_accept(officer, hub)] == ["Decan, exemplu"]
    assert [row.name for row in contacts_expiring(officer, hub, today + timedelta(days=30))] == ["Secretar, exemplu"]
    assert len(duplicates(officer, town.map)) == 1
    assert not OutgoingMail.objects.exists()
