"""Pages of meetings: the list, one meeting, its making, its dates and guests."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.permissions import may, require
from capacities.hub.meetings import services
from capacities.hub.meetings.forms import (
    AttendanceForm,
    BilateralFilter,
    CancelForm,
    DatesForm,
    GuestForm,
    MeetingForm,
    OutcomeForm,
)
from capacities.hub.meetings.kinds import MeetingState
from capacities.hub.meetings.models import Meeting
from capacities.hub.meetings.pages import guest_rows, item_rows, poll_table
from capacities.hub.meetings.queries import (
    best_option,
    coming_meetings,
    meetings_around,
    past_meetings,
)
from capacities.hub.meetings.registers import BILATERALS, bilaterals_listed
from capacities.hub.meetings.views.common import kept, meeting_context, meeting_or_404
from capacities.hub.structure.acts import done, removed, saved
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.hub.structure.models import Hub
from capacities.web.files import file_response
from capacities.web.navigation import Link
from capacities.web.revisions import watched

PER_PAGE = 30
_FIELDS = (
    "kind", "title", "body", "counterpart_place", "counterpart_country", "counterpart_organisation", "time_zone",
    "minutes_long", "format", "venue", "join_url", "summary", "topics", "visibility",
)  # fmt: skip


@require_safe
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """List coming and past meetings."""
    hub = hub_or_404(request, slug)
    page = Paginator(past_meetings(request.user, hub), PER_PAGE).get_page(request.GET.get("page"))
    context = hub_page(request, hub, "meetings") | {
        "coming": list(coming_meetings(request.user, hub)[:PER_PAGE]),
        "page": page,
        "past": list(page),
    }
    return render(request, "hub_meetings/meetings.html", context)


def overview_section(request: HttpRequest, hub: Hub) -> str:
    """Return the coming meetings as a section of the hub's first page, or nothing where there are none."""
    now = timezone.now()
    around = meetings_around(request.user, hub)
    coming = [one for one in around if one.starts_at is None or one.starts_at >= now][:3]
    return render_to_string("hub_meetings/overview.html", {"hub": hub, "coming": coming}) if coming else ""


@require_safe
def bilaterals(request: HttpRequest, slug: str, kind: str = "") -> Any:
    """Show the register of bilateral meetings and what came of them, or return it as a file."""
    hub = hub_or_404(request, slug)
    require(request.user, "hub.see_private", hub)
    form, order = BilateralFilter(request.GET), BILATERALS.chosen(request)
    found = bilaterals_listed(request.user, hub, form.cleaned_data if form.is_valid() else {}, order)
    if kind:
        columns = ("date", "with", "title", "state", "what came of it", "open actions")
        rows = (
            (
                f"{one.local_start:%Y-%m-%d %H:%M}" if one.local_start else "",
                one.counterpart,
                str(one),
                str(one.get_state_display()),
                one.outcome,
                getattr(one, "open_actions", 0),
            )
            for one in found
        )
        return file_response(kind, f"{hub.slug}-bilateral-meetings", columns, rows)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    way = Link(_("Meetings"), reverse("hub-meetings", args=[hub.slug]))
    context = hub_page(request, hub, "meetings", way, Link(_("Bilateral meetings")))
    context |= {"page": page, "form": form, "sorting": BILATERALS, "order": order}
    context["is_filtered"] = any(request.GET.get(name) for name in form.fields)
    return render(request, "hub_meetings/bilaterals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """Draft a meeting."""
    hub = hub_or_404(request, slug)
    require(request.user, "hub.edit", hub)
    person = asker(request)
    initial = {"kind": request.GET.get("kind", "body"), "time_zone": person.time_zone, "visibility": "hub"}
    initial |= {"counterpart_place": request.GET.get("place", ""), "body": request.GET.get("body", "")}
    form = MeetingForm(request.POST if request.method == "POST" else None, hub=hub, initial=initial)
    title = _("New meeting")
    context = hub_page(request, hub, "meetings", Link(_("Meetings"), reverse("hub-meetings", args=[slug])), Link(title))
    context |= {"title": title, "button": _("Make the draft")}

    def save(data: dict[str, Any]) -> str:
        held = data.pop("held_already")
        meeting = services.create_meeting(by=person, hub=hub, **data)
        if held:
            Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.INVITED)
        return meeting.get_absolute_url()

    return saved(request, form, context, save)


@require_safe
def meeting_page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a meeting; those who are not of it see title and date only."""
    meeting = meeting_or_404(request, slug, number)
    if not may(request.user, "hub.see_body", meeting):
        return render(request, "hub_meetings/outside.html", meeting_context(request, meeting))
    keeps = bool(may(request.user, "hub.edit", meeting))
    guests = list(meeting.guests.filter(removed_at=None).select_related("person", "organisation", "place"))
    own = next((guest for guest in guests if guest.person_id == request.user.pk), None)
    context = meeting_context(request, meeting) | {
        "keeps": keeps,
        "writes": bool(may(request.user, "hub.write_minutes", meeting)) and not meeting.is_locked,
        "guests": guest_rows(guests, addresses=keeps),
        "own": own,
        "items": item_rows(meeting),
        "poll": poll_table(meeting, guests) if meeting.state == MeetingState.POLL else None,
        "best": best_option(meeting) if meeting.state == MeetingState.POLL else None,
        "decisions": list(meeting.decisions.select_related("hub", "organisation")),
        "actions": list(meeting.actions.select_related("person")),
        "today": timezone.localdate(),
        "cancel_form": CancelForm(),
        "outcome_form": watched(OutcomeForm(initial={"outcome": meeting.outcome})),
    }
    return render(request, "hub_meetings/meeting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_meeting(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Change a meeting; guests who were invited are told of another time or place."""
    meeting = kept(request, slug, number)
    initial = {field: getattr(meeting, field) for field in _FIELDS} | {"starts_at": meeting.local_start}
    data = request.POST if request.method == "POST" else None
    form = MeetingForm(data, hub=meeting.hub, meeting=meeting, initial=initial)
    context = meeting_context(request, meeting, _("Change")) | {"title": str(meeting), "button": _("Save")}

    def save(values: dict[str, Any]) -> str:
        del values["held_already"]
        return services.change_meeting(by=asker(request), meeting=meeting, **values).get_absolute_url()

    return saved(request, form, context, save, record=meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Propose dates to the guests."""
    meeting = kept(request, slug, number)
    form = DatesForm(request.POST if request.method == "POST" else None, meeting=meeting)
    title = _("Propose dates")
    context = meeting_context(request, meeting, title) | {"title": title, "button": _("Ask the guests")}

    def save(_values: dict[str, Any]) -> str:
        return services.propose_dates(by=asker(request), meeting=meeting, dates=form.dates()).get_absolute_url()

    return saved(request, form, context, save)


@require_POST
def act(request: HttpRequest, slug: str, number: int, what: str) -> HttpResponse:
    """Invite, fix a date, remind, cancel, approve, open again, send, or take in the members of the body."""
    meeting = kept(request, slug, number)
    by = asker(request)
    acts = {
        "invite": (lambda: services.invite(by=by, meeting=meeting), _("The guests are invited.")),
        "approve": (lambda: services.approve_minutes(by=by, meeting=meeting), _("The minutes are approved.")),
        "reopen": (lambda: services.reopen_minutes(by=by, meeting=meeting), _("The minutes are open again.")),
        "send": (lambda: services.send_minutes(by=by, meeting=meeting), _("The minutes are on their way.")),
        "remind": (
            lambda: services.remind_of_poll(by=by, meeting=meeting),
            _("Those who have not answered are reminded."),
        ),
        "members": (
            lambda: services.invite_body(by=by, meeting=meeting),
            _("The members of the body are on the list of guests."),
        ),
        "cancel": (
            lambda: services.cancel_meeting(by=by, meeting=meeting, reason=request.POST.get("reason", "")[:500]),
            _("The meeting is cancelled; the guests are told."),
        ),
    }
    if what == "fix":
        option = get_object_or_404(meeting.options, pk=request.POST.get("option", "0"))
        acts["fix"] = (lambda: services.fix_date(by=by, meeting=meeting, option=option), _("The guests are invited."))
    if what not in acts:
        raise Http404
    done(request, *acts[what])
    return redirect(meeting)


@require_POST
def remove_meeting(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Remove a meeting that was entered by mistake."""
    meeting = kept(request, slug, number)
    gone = removed(request, meeting.hub, meeting, lambda: services.remove_meeting(by=asker(request), meeting=meeting))
    return redirect("hub-meetings", slug) if gone else redirect(meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def new_guest(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Put somebody on the list of guests."""
    meeting = kept(request, slug, number)
    form = GuestForm(request.POST if request.method == "POST" else None)
    title = _("New guest")
    context = meeting_context(request, meeting, title) | {"title": title, "button": _("Add the guest")}

    def save(values: dict[str, Any]) -> str:
        services.add_guest(by=asker(request), meeting=meeting, **values)
        return meeting.get_absolute_url()

    return saved(request, form, context, save)


@require_POST
def guest_off(request: HttpRequest, slug: str, number: int, guest_id: int) -> HttpResponse:
    """Take somebody off the list of guests."""
    meeting = kept(request, slug, number)
    guest = get_object_or_404(meeting.guests.filter(removed_at=None).select_related("person"), pk=guest_id)
    done(request, lambda: services.take_off(by=asker(request), guest=guest), _("The guest is taken off the list."))
    return redirect(meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Tick off who came."""
    meeting = kept(request, slug, number, "hub.write_minutes")
    guests = list(meeting.guests.filter(removed_at=None).select_related("organisation", "place"))
    form = AttendanceForm(request.POST if request.method == "POST" else None, guests=guests)
    title = _("Who came?")
    context = meeting_context(request, meeting, title) | {"title": title, "button": _("Save")}

    def save(_values: dict[str, Any]) -> str:
        present = services.mark_attendance(by=asker(request), meeting=meeting, marks=form.marks())
        return f"{meeting.get_absolute_url()}?present={present}"

    return saved(request, form, context, save)


@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Write down what came of a meeting; usually from the meeting's own page."""
    meeting = kept(request, slug, number, "hub.write_minutes")
    form = OutcomeForm(request.POST if request.method == "POST" else None, initial={"outcome": meeting.outcome})
    context = meeting_context(request, meeting, _("What came of it")) | {"title": str(meeting), "button": _("Save")}

    def save(values: dict[str, Any]) -> Meeting:
        return services.note_outcome(by=asker(request), meeting=meeting, **values)

    return saved(request, form, context, save, record=meeting)
