"""What the pages of meetings share: finding what the reader may see, the frame of a meeting."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from capacities.core.permissions import may, require
from capacities.hub.meetings.models import Meeting
from capacities.hub.meetings.queries import meetings_visible_to
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.web.navigation import Link


def meeting_or_404(request: HttpRequest, slug: str, number: int) -> Meeting:
    """Return a meeting that the reader may know of."""
    hub = hub_or_404(request, slug)
    return get_object_or_404(meetings_visible_to(request.user, hub), pk=number)


def inside_or_404(request: HttpRequest, slug: str, number: int) -> Meeting:
    """Return a meeting whose papers and minutes the reader may see; for others these do not exist."""
    meeting = meeting_or_404(request, slug, number)
    if not may(request.user, "hub.see_body", meeting):
        raise Http404
    return meeting


def kept(request: HttpRequest, slug: str, number: int, permission: str = "hub.edit") -> Meeting:
    """Return a meeting that the reader may change."""
    meeting = meeting_or_404(request, slug, number)
    require(request.user, permission, meeting)
    return meeting


def meeting_context(request: HttpRequest, meeting: Meeting, *more: str) -> dict[str, Any]:
    """Return the frame of a meeting's pages."""
    way = [
        Link(_("Meetings"), reverse("hub-meetings", args=[meeting.hub.slug])),
        Link(str(meeting), meeting.get_absolute_url()),
    ]
    return hub_page(request, meeting.hub, "meetings", *way, *(Link(one) for one in more)) | {"meeting": meeting}
