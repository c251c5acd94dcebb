"""What stakeholder maps add to Today: whose next steps, what organisations answered; and two editors at one form."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from capacities.core.people.models import Person
from capacities.core.people.roles import country_scope
from capacities.hub.stakeholders.models import Office, StakeholderMap, SuccessorRequest
from capacities.hub.stakeholders.services import name_successor
from capacities.hub.structure.todo import waiting_for
from tests.cast import make_cast, make_person
from tests.hub.conftest import NOW
from tests.hub.factories import make_hub
from tests.hub.stakeholders.factories import make_map, make_stakeholder
from tests.hub.structure.test_revisions import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TODAY = NOW.date()


def chosen_map(officer: Person) -> StakeholderMap:
    """A map with steps of the officer, of nobody and of a colleague; one organisation has answered."""
    chosen = make_map(make_hub())
    colleague = make_person("colleague", ("hub_team", country_scope("RO")))
    for name, days, by in (
        ("Mine", 3, officer), ("Nobody’s", -2, None), ("Theirs", 1, colleague), ("Later", 8, officer),
    ):  # fmt: skip
        make_stakeholder(chosen, name, next_step="Call", next_on=TODAY + timedelta(days=days), next_by=by)
    make_stakeholder(chosen, "Gone", next_step="Call", next_on=TODAY, next_by=officer, removed_at=NOW)
    office = Office.objects.create(stakeholder=make_stakeholder(chosen, "Heat works"), title="Director")
    SuccessorRequest.objects.create(office=office, sent_to="x@example.org", name="New, sample", answered_at=NOW)
    SuccessorRequest.objects.create(office=office, sent_to="y@example.org")
    return chosen


def test_own_steps_and_those_of_nobody_stand_in_today(officer: Person) -> None:
    chosen = chosen_map(officer)

    groups = {group.key: group.lines for group in waiting_for(officer, chosen.hub, TODAY)}

    steps = [(line.text, line.late) for line in groups["stakeholders"]]
    assert steps == [("Nobody’s: Call", True), ("Mine: Call", False)]
    assert [line.text for line in groups["asked"]] == ["Heat works names New, sample"]


@pytest.mark.parametrize("who", ["citizen", "city_team", "other_hub", "european_team"])
def test_nobody_outside_the_team_is_told(officer: Person, places: None, who: str) -> None:
    chosen = chosen_map(officer)

    keys = {group.key for group in waiting_for(make_cast()[who], chosen.hub, TODAY)}

    assert not keys & {"stakeholders", "asked"}


@pytest.fixture
def colleague() -> Client:
    client = Client()
    client.force_login(make_person("second", ("hub_team", country_scope("RO"))))
    return client


def test_two_editors_of_a_map_a_stakeholder_an_office_and_a_person_overwrite_nothing_unseen(
    officer: Person, office: Any, colleague: Any
) -> None:
    chosen = make_map(make_hub())
    one = make_stakeholder(chosen, "Heat works")
    contact = name_successor(
        by=officer, stakeholder=one, title="Director", name="Director, sample", basis="public_task",
        expires=timezone.localdate() + timedelta(days=300), since=None, emails=["d@example.org"],
    )  # fmt: skip
    base = "/hubs/ro/stakeholders/"
    for url, field in (
        (f"{base}{chosen.pk}/edit/", "name"),
        (f"{base}{chosen.pk}/{one.pk}/edit/", "wants"),
        (f"{base}{chosen.pk}/{one.pk}/offices/{contact.office_id}/edit/", "title"),
        (f"{base}people/{contact.pk}/edit/", "name"),
    ):
        mine, theirs = opened(office, url), opened(colleague, url)
        assert colleague.post(url, theirs | {field: "Theirs"}).status_code == 302, url
        clash = office.post(url, mine | {field: "Mine"})
        assert clash.status_code == 409, url
        assert "Theirs" in str(clash.context["form"].errors[field])
        assert clash.context["form"][field].value() == "Mine"


def test_what_two_change_of_a_person_is_joined(officer: Person, office: Any, colleague: Any) -> None:
    one = make_stakeholder(make_map(make_hub()), "Heat works")
    contact = name_successor(
        by=officer, stakeholder=one, title="Director", name="Director, sample", basis="public_task",
        expires=timezone.localdate() + timedelta(days=300), since=None, emails=["d@example.org"],
    )  # fmt: skip
    url = f"/hubs/ro/stakeholders/people/{contact.pk}/edit/"
    mine, theirs = opened(office, url), opened(colleague, url)

    colleague.post(url, theirs | {"emails": "d@example.org\r\nsecond@example.org"})
    office.post(url, mine | {"phone": "+40 230 000 000"})

    contact.refresh_from_db()
    assert (contact.phone, sorted(contact.emails)) == ("+40 230 000 000", ["d@example.org", "second@example.org"])


def test_what_two_change_of_a_stakeholder_is_joined(office: Any, colleague: Any) -> None:
    one = make_stakeholder(make_map(make_hub()), "Heat works", roles=["user"], next_on=TODAY, power=2)
    url = f"/hubs/ro/stakeholders/{one.map_id}/{one.pk}/edit/"
    mine, theirs = opened(office, url), opened(colleague, url)

    colleague.post(url, theirs | {"power": "4", "roles": ["user", "financier"]})
    assert office.post(url, mine | {"wants": "Staff"}).status_code == 302

    one.refresh_from_db()
    assert (one.power, sorted(one.roles), one.wants, one.next_on) == (4, ["financier", "user"], "Staff", TODAY)
