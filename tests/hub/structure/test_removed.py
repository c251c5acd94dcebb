"""What is removed can come back for 30 days: who may, what stands in the way, and what is cleared for good."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from capacities.core.files.models import StoredFile
from capacities.core.people.models import Person
from capacities.core.permissions import Refused
from capacities.hub.meetings import services as meetings
from capacities.hub.meetings.models import Action, AgendaItem, Decision, Meeting, Paper
from capacities.hub.structure import services
from capacities.hub.structure.models import Body, Mandate, Seat
from capacities.hub.structure.removed import bring_back, clear_old, removed_from
from tests.cast import make_cast
from tests.hub.conftest import NOW
from tests.hub.factories import make_body, make_guest, make_hub, make_meeting, make_seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.mark.parametrize("who", ["citizen", "city_team", "other_hub", "european_team"])
def test_others_neither_see_nor_bring_back_what_was_removed(who: str) -> None:
    person, hub = make_cast()[who], make_hub()

    with pytest.raises(Refused):
        removed_from(person, hub)
    with pytest.raises(Refused):
        bring_back(by=person, hub=hub, key="body", number=1)


def one_of_each(officer: Person) -> dict[str, Any]:
    """Remove a body, a seat, a mandate, a meeting, a point, a document, a decision and a task."""
    hub = make_hub()
    kept, gone = make_body(hub), make_body(hub, "gone")
    meeting, draft = make_meeting(hub, body=kept), make_meeting(hub, title={"en": "Draft"})
    item, other = meeting.items.create(title="Point"), meeting.items.create(title="Other")
    upload = SimpleUploadedFile("a.pdf", b"%PDF-1")
    records = {
        "body": gone,
        "seat": make_seat(kept),
        "mandate": Mandate.objects.create(body=kept, text={"en": "Advise"}),
        "meeting": draft,
        "point": item,
        "paper": meetings.add_paper(by=officer, item=other, upload=upload),
        "decision": meetings.decide(by=officer, hub=hub, text="Yes"),
        "action": meetings.add_action(by=officer, hub=hub, text="Ask", owner="Hub"),
    }
    for key in ("body", "seat", "mandate"):
        services.remove(by=officer, held=records[key])
    meetings.remove_meeting(by=officer, meeting=draft)
    meetings.remove_item(by=officer, item=item)
    meetings.remove_paper(by=officer, paper=records["paper"])
    meetings.remove_decision(by=officer, decision=records["decision"])
    meetings.remove_action(by=officer, action=records["action"])
    return records | {"hub": hub}


def test_everything_that_is_removed_leaves_all_lists_and_comes_back(officer: Person) -> None:
    records = one_of_each(officer)
    hub = records.pop("hub")
    counts = {"body": Body, "seat": Seat, "mandate": Mandate, "meeting": Meeting, "point": AgendaItem,
              "paper": Paper, "decision": Decision, "action": Action}  # fmt: skip
    left = {key: model.objects.count() for key, model in counts.items()}

    listed = removed_from(officer, hub)
    for key, record in records.items():
        bring_back(by=officer, hub=hub, key=key, number=record.pk)

    assert left == {
        "body": 1,
        "seat": 0,
        "mandate": 0,
        "meeting": 1,
        "point": 1,
        "paper": 0,
        "decision": 0,
        "action": 0,
    }
    assert sorted(one.kind.key for one in listed) == sorted(records)
    assert {one.until for one in listed} == {NOW + timedelta(days=30)}
    assert {key: model.objects.count() for key, model in counts.items()} == {key: left[key] + 1 for key in left}
    assert removed_from(officer, hub) == []


def test_a_removed_row_of_another_hub_is_not_found(officer: Person) -> None:
    records = one_of_each(officer)

    found = bring_back(by=officer, hub=make_hub("other"), key="seat", number=records["seat"].pk)

    assert found is None
    assert bring_back(by=officer, hub=records["hub"], key="nothing", number=1) is None


@pytest.mark.parametrize(("days", "cleared"), [(30, 0), (31, 8)])
def test_after_thirty_days_rows_and_their_files_are_deleted_for_good(officer: Person, days: int, cleared: int) -> None:
    one_of_each(officer)

    with time_machine.travel(NOW + timedelta(days=days), tick=False):
        done = clear_old(NOW + timedelta(days=days))

    assert done == cleared
    assert StoredFile.objects.count() == (0 if cleared else 1)
    assert Seat.everything.count() == (0 if cleared else 1)


def test_a_seat_or_mandate_of_a_removed_body_waits_for_its_body(officer: Person) -> None:
    hub = make_hub()
    body = make_body(hub)
    seat = make_seat(body)
    services.remove(by=officer, held=seat)
    services.remove(by=officer, held=body)

    with pytest.raises(Refused, match="Bring it back first"):
        bring_back(by=officer, hub=hub, key="seat", number=seat.pk)
    bring_back(by=officer, hub=hub, key="body", number=body.pk)
    bring_back(by=officer, hub=hub, key="seat", number=seat.pk)

    assert Seat.objects.get().body == body


@pytest.mark.parametrize("used_by", ["seat", "body", "meeting"])
def test_a_body_that_was_used_is_ended_instead(officer: Person, used_by: str) -> None:
    hub = make_hub()
    body = make_body(hub)
    {
        "seat": lambda: make_seat(body, valid_until=date(2020, 1, 1)),
        "body": lambda: make_body(hub, "below", reports_to=body),
        "meeting": lambda: make_meeting(hub, body=body),
    }[used_by]()

    with pytest.raises(Refused, match="Let it end instead"):
        services.remove(by=officer, held=body)


def test_an_address_of_a_removed_body_is_not_given_to_another(officer: Person) -> None:
    hub = make_hub()
    first = services.add_body(by=officer, hub=hub, name={"en": "Finance"}, kind="forum")
    services.remove(by=officer, held=first)

    second = services.add_body(by=officer, hub=hub, name={"en": "Finance"}, kind="forum")
    bring_back(by=officer, hub=hub, key="body", number=first.pk)

    assert [body.slug for body in Body.objects.order_by("pk")] == ["finance", "finance-2"]
    assert second.slug == "finance-2"


def test_a_meeting_that_guests_know_of_is_cancelled_before_it_is_removed(officer: Person) -> None:
    meeting = make_meeting(make_hub())
    make_guest(meeting)
    meetings.invite(by=officer, meeting=meeting)
    meeting.refresh_from_db()

    with pytest.raises(Refused, match="Cancel it first"):
        meetings.remove_meeting(by=officer, meeting=meeting)
    meeting = meetings.cancel_meeting(by=officer, meeting=meeting)
    meetings.remove_meeting(by=officer, meeting=meeting)

    assert not Meeting.objects.exists()


def test_a_meeting_with_decisions_stays(officer: Person) -> None:
    meeting = make_meeting(make_hub())
    meetings.decide(by=officer, hub=meeting.hub, meeting=meeting, text="Yes")

    with pytest.raises(Refused, match="Remove them first"):
        meetings.remove_meeting(by=officer, meeting=meeting)


def test_removing_on_the_page_offers_to_undo_it(office: Any) -> None:
    hub = make_hub()
    seat = make_seat(make_body(hub))

    page = office.post(f"/hubs/ro/bodies/finance/seats/{seat.pk}/remove/", follow=True)
    gone = Seat.objects.count()
    undo = f"/hubs/ro/removed/seat/{seat.pk}/back/"
    listed = office.get("/hubs/ro/removed/")
    office.post(undo)

    assert f'action="{undo}"' in page.text
    assert gone == 0
    assert "Member, sample (Working group finance)" in listed.text
    assert Seat.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_few_queries_for_any_length(
    office: Any, django_assert_num_queries: Any, rows: int
) -> None:
    body = make_body(make_hub())
    for _ in range(rows):
        make_seat(body, removed_at=NOW)
        Mandate.objects.create(body=body, text={"en": "X"}, removed_at=NOW)

    with django_assert_num_queries(22):
        assert office.get("/hubs/ro/removed/").status_code == 200
