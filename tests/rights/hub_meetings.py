"""What the addresses in hub_meetings.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from capacities.core.files.services import store_file
from capacities.core.people.models import Person
from capacities.hub.meetings.invitations import guest_link
from capacities.hub.meetings.models import Action, Decision, Paper
from capacities.hub.meetings.services.decisions import action_link
from capacities.hub.meetings.views.guests import calendar_token
from tests.hub.factories import make_guest, make_hub, make_meeting


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Make a public meeting to which the city team is invited, a closed one, a decision and a task."""
    hub = make_hub()
    meeting = make_meeting(hub, visibility="public", state="invited")
    guest = make_guest(meeting, email="city_team@example.org", person=cast["city_team"])
    item = meeting.items.create(title="Heat")
    paper = Paper.objects.create(item=item, file=store_file(by=None, upload=SimpleUploadedFile("a.txt", b"a")))
    action = Action.objects.create(hub=hub, meeting=meeting, text="Ask", owner="Hub")
    return {
        "meeting": meeting.pk,
        "closed": make_meeting(hub, state="invited").pk,
        "guest": guest.pk,
        "guest_link": guest_link(guest),
        "action_link": action_link(action),
        "item": item.pk,
        "paper": paper.pk,
        "decision": Decision.objects.create(hub=hub, meeting=meeting, text="Yes").pk,
        "action": action.pk,
        "calendar": calendar_token(cast["citizen"]),
    }
