"""The engagement plan: who must not see it, quadrants, order, changes in place, files, reminders; and matrix moves."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
import vobject
from docx import Document
from openpyxl import load_workbook

from capacities.core.audit import history
from capacities.core.people.roles import country_scope
from capacities.core.permissions import Refused
from capacities.hub.stakeholders.engagement import plan_of_map, plan_step, steps_due, ways_of
from capacities.hub.stakeholders.models import Stakeholder, StakeholderMap
from tests.cast import make_person
from tests.hub.factories import make_hub
from tests.hub.stakeholders.factories import make_map, make_stakeholder

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    """Everything happens on one day, also what fixtures make."""
    with time_machine.travel("2026-11-25T12:00Z", tick=False):
        yield


@pytest.fixture
def officer(client: Any) -> Any:
    person = make_person("officer", ("hub_team", country_scope("RO")))
    client.force_login(person)
    return person


@pytest.fixture
def chosen() -> StakeholderMap:
    chosen = make_map(make_hub())
    make_stakeholder(chosen, "Watched", power=2, interest=2)
    make_stakeholder(chosen, "Close", power=5, interest=4)
    make_stakeholder(chosen, "Late", power=1, interest=5, next_step="Call", next_on=date(2026, 11, 1))
    make_stakeholder(chosen, "Soon", power=4, interest=1, next_step="Write", next_on=date(2026, 12, 1))
    make_stakeholder(chosen, "Unplaced", power=4)
    return chosen


@pytest.mark.parametrize("role", [("hub_team", country_scope("AT")), ("european_team", "")])
def test_outside_the_team_there_is_no_plan(role: Any, chosen: StakeholderMap) -> None:
    other = make_person("other", role)

    assert plan_of_map(other, chosen, TODAY) == []
    assert not steps_due(other, chosen.hub, date(2030, 1, 1)).exists()
    with pytest.raises(Refused):
        plan_step(by=other, stakeholder=chosen.stakeholders.first(), next_step="x", next_on=None, next_by=None)


def test_overdue_comes_first_then_the_nearest_day_then_who_counts_most(officer: Any, chosen: StakeholderMap) -> None:
    plan = plan_of_map(officer, chosen, TODAY)

    assert [(row.one.name, row.way, row.is_overdue) for row in plan] == [
        ("Late", "keep_informed", True),
        ("Soon", "keep_satisfied", False),
        ("Close", "manage_closely", False),
        ("Unplaced", "unplaced", False),
        ("Watched", "monitor", False),
    ]


@pytest.mark.parametrize(
    ("power", "interest", "way"),
    [
        (4, 4, "manage_closely"),
        (4, 3, "keep_satisfied"),
        (3, 4, "keep_informed"),
        (3, 3, "monitor"),
        (None, 5, "unplaced"),
    ],
)
def test_four_and_five_are_much(power: int | None, interest: int | None, way: str) -> None:
    assert ways_of([Stakeholder(name="x", power=power, interest=interest)]) == [way]


def test_a_step_is_changed_in_place_and_recorded(client: Any, officer: Any, chosen: StakeholderMap) -> None:
    one = chosen.stakeholders.get(name="Close")
    data = {f"s{one.pk}-next_step": "Visit", f"s{one.pk}-next_on": "2026-12-24", f"s{one.pk}-next_by": officer.pk}

    answer = client.post(f"/hubs/ro/stakeholders/{chosen.pk}/{one.pk}/step/?way=manage_closely", data)

    assert answer["Location"] == f"/hubs/ro/stakeholders/{chosen.pk}/plan/?way=manage_closely#s{one.pk}"
    one.refresh_from_db()
    assert (one.next_step, one.next_on, one.next_by) == ("Visit", date(2026, 12, 24), officer)
    assert one.power == 5
    latest = history(model=Stakeholder, object_id=one.pk)[0]
    assert (latest.person_id, latest.before_after["next_step"]) == (officer.pk, ("", "Visit"))


def test_what_does_not_fit_is_said_at_its_field_and_all_that_was_typed_stays(
    client: Any, officer: Any, chosen: StakeholderMap
) -> None:
    one = chosen.stakeholders.get(name="Close")
    stranger = make_person("stranger")
    data = {f"s{one.pk}-next_step": "Our words", f"s{one.pk}-next_on": "soon", f"s{one.pk}-next_by": stranger.pk}

    page = client.post(f"/hubs/ro/stakeholders/{chosen.pk}/{one.pk}/step/", data)

    assert page.status_code == 400
    form = next(form for row, form in page.context["lines"] if row.one.pk == one.pk)
    assert sorted(form.errors) == ["next_by", "next_on"]
    assert "Our words" in page.content.decode()
    one.refresh_from_db()
    assert one.next_step == ""


def test_files_say_the_same_as_the_page(client: Any, officer: Any, chosen: StakeholderMap) -> None:
    Stakeholder.objects.filter(name="Soon").update(next_by=officer)
    root = f"/hubs/ro/stakeholders/{chosen.pk}/plan/plan."

    sheet = load_workbook(io.BytesIO(b"".join(client.get(f"{root}xlsx").streaming_content))).active
    document = Document(io.BytesIO(client.get(f"{root}docx").content))
    calendar = vobject.readOne(client.get(f"{root}ics").content.decode())
    mine = client.get(f"{root}csv?mine=on").getvalue().decode().splitlines()

    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][:7] == ("Late", "Keep informed", 1, 5, "Call", "2026-11-01", True)
    table = document.tables[-1]
    assert [cell.text for cell in table.rows[1].cells][:3] == ["Late", "Keep informed", "Call"]
    assert "overdue" in table.rows[1].cells[3].text
    days = {event.summary.value: event.dtstart.value for event in calendar.vevent_list}
    assert days == {"Late: Call": date(2026, 11, 1), "Soon: Write": date(2026, 12, 1)}
    assert len(mine) == 2
    assert mine[1].startswith("Soon,")


def test_the_work_list_reminds_of_what_is_due_within_two_weeks(
    client: Any, officer: Any, chosen: StakeholderMap
) -> None:
    make_stakeholder(chosen, "Far away", next_step="Later", next_on=date(2027, 1, 1))

    page = client.get("/hubs/ro/work/").content.decode()

    assert [name in page for name in ("Late", "Soon", "Far away")] == [True, True, False]


def test_a_move_by_script_is_answered_in_words(client: Any, officer: Any, chosen: StakeholderMap) -> None:
    one = chosen.stakeholders.get(name="Close")
    address = f"/hubs/ro/stakeholders/{chosen.pk}/{one.pk}/move/"
    json = {"Accept": "application/json"}

    moved = client.post(address, {"step": "place", "power": "2", "interest": "1"}, headers=json)
    refused = client.post(address, {"step": "place", "power": "6", "interest": "1"}, headers=json)
    back = client.post(address, {"step": "undo"}, headers=json)
    again = client.post(address, {"step": "undo"}, headers=json)

    assert moved.json() == {"power": 2, "interest": 1, "said": "Close: power 2, interest 1.", "can_undo": True}
    assert (refused.status_code, refused.json()) == (400, {"error": "Power and interest go from 1 to 5."})
    assert back.json() == {"power": 5, "interest": 4, "said": "Close: power 5, interest 4.", "can_undo": False}
    assert again.status_code == 404
