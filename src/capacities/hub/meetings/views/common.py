"""What the pages of meetings share: finding what the reader may see, saving a form, doing an act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from capacities.core.people.models import Person
from capacities.core.permissions import Refused, may, require
from capacities.hub.meetings.models import Meeting
from capacities.hub.meetings.queries import meetings_visible_to
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.web.navigation import Link


def asker(request: HttpRequest) -> Person:
    """Return the person who is signed in; the caller has asked for a permission."""
    return cast(Person, request.user)


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


def saved(
    request: HttpRequest,
    form: Any,
    context: dict[str, Any],
    save: Callable[[dict[str, Any]], str],
    template: str = "hub/form.html",
) -> HttpResponse:
    """Save a valid form and go to the address that saving returns; else show the form again with what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            target = save(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.reason))
        else:
            messages.success(request, _("Saved."))
            return redirect(target)
    return render(request, template, context | {"form": form}, status=400 if form.errors else 200)


def done(request: HttpRequest, act: Callable[[], object], said: str) -> bool:
    """Do something and say so; a refusal is told on the next page."""
    try:
        act()
    except Refused as refused:
        messages.warning(request, str(refused.reason))
        return False
    messages.success(request, said)
    return True
