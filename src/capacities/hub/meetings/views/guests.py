"""What people without an account reach by the link in their mail, and calendars to subscribe to."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from capacities.core.calendars import calendar_of
from capacities.core.people.models import Person
from capacities.core.permissions import Refused
from capacities.dayone.numbers import date_text
from capacities.hub.meetings import services
from capacities.hub.meetings.forms import AnswerForm, CloseForm, PollForm
from capacities.hub.meetings.invitations import entry_of, guest_of
from capacities.hub.meetings.kinds import MeetingState
from capacities.hub.meetings.models import Guest, Meeting
from capacities.hub.meetings.pages import item_rows
from capacities.hub.meetings.queries import meetings_visible_to
from capacities.hub.meetings.services.decisions import action_of
from capacities.hub.meetings.views.minutes import minutes_response
from capacities.hub.structure.frame import hub_or_404

_CALENDAR_SALT = "hub-my-meetings"


@require_http_methods(["GET", "HEAD", "POST"])
def guest_page(request: HttpRequest, token: str) -> HttpResponse:
    """Let a guest answer to proposed dates or to the invitation, and read the agenda."""
    guest = _guest(token)
    with timezone.override(guest.person.time_zone if guest.person else guest.meeting.time_zone):
        return _guest_page(request, guest, token)


def _guest_page(request: HttpRequest, guest: Guest, token: str) -> HttpResponse:
    meeting = guest.meeting
    data = request.POST if request.method == "POST" else None
    form: PollForm | AnswerForm | None = None
    if meeting.state == MeetingState.POLL:
        form = _poll_form(meeting, guest, data)
    elif meeting.state == MeetingState.INVITED and not meeting.is_over:
        form = AnswerForm(data, initial={"answer": guest.answer})
    if data is not None and form is not None and form.is_valid():
        try:
            if isinstance(form, PollForm):
                services.answer_dates(guest=guest, answers=form.answers())
            else:
                services.answer_invitation(guest=guest, answer=form.cleaned_data["answer"])
        except Refused as refused:
            messages.warning(request, str(refused.reason))
        else:
            messages.success(request, _("Thank you. Your answer is kept; you can change it here at any time."))
        return redirect(request.path)
    context = {
        "here": "country",
        "guest": guest,
        "meeting": meeting,
        "form": form,
        "items": item_rows(meeting),
        "token": token,
    }
    return render(request, "hub_meetings/guest.html", context, status=400 if form and form.errors else 200)


@require_safe
def guest_file(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """Return the approved minutes as a file to a guest."""
    guest = _guest(token)
    if guest.meeting.state != MeetingState.APPROVED:
        raise Http404
    return minutes_response(guest.meeting, kind)


@require_http_methods(["GET", "HEAD", "POST"])
def action_owner(request: HttpRequest, token: str) -> HttpResponse:
    """Let the owner of a task say what became of it."""
    action = action_of(token)
    if action is None:
        raise Http404
    form = CloseForm(request.POST if request.method == "POST" else None, initial={"state": "done", "note": action.note})
    if request.method == "POST" and form.is_valid():
        services.close_action(action=action, **form.cleaned_data)
        messages.success(request, _("Thank you. The hub team sees it."))
        return redirect(request.path)
    context = {"here": "country", "action": action, "form": form}
    return render(request, "hub_meetings/owner.html", context, status=400 if form.errors else 200)


@require_safe
def hub_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the meetings of a hub whose dates the reader may know, to subscribe to."""
    hub = hub_or_404(request, slug)
    dated = meetings_visible_to(request.user, hub).filter(starts_at__isnull=False).order_by("-starts_at")[:500]
    return _calendar(list(dated), str(hub))


@require_safe
def own_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Return the meetings to which somebody is invited, under an address that only they know."""
    try:
        number = signing.loads(token, salt=_CALENDAR_SALT)
    except signing.BadSignature:
        raise Http404 from None
    person = Person.objects.filter(pk=number, is_active=True).first()
    if person is None:
        raise Http404
    invited = Guest.objects.filter(person=person, removed_at=None).values("meeting_id")
    known = (MeetingState.INVITED, MeetingState.APPROVED, MeetingState.CANCELLED)
    meetings = Meeting.objects.filter(pk__in=invited, starts_at__isnull=False, state__in=known).select_related("hub")
    with translation.override(person.language):
        return _calendar(list(meetings.order_by("-starts_at")[:500]), _("My meetings"))


def calendar_token(person: Person) -> str:
    """Return what makes the address of somebody's own calendar."""
    return signing.dumps(person.pk, salt=_CALENDAR_SALT)


def _calendar(meetings: list[Meeting], name: str) -> HttpResponse:
    language = (get_language() or "en")[:2]
    text = calendar_of((entry_of(one, language) for one in meetings), now=timezone.now(), name=name)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _guest(token: str) -> Guest:
    guest = guest_of(token)
    if guest is None:
        raise Http404
    return guest


def _poll_form(meeting: Meeting, guest: Guest, data: object) -> PollForm:
    options = list(meeting.options.all())
    said = {f"option{answer.option_id}": answer.answer for answer in guest.date_answers.all()}
    language = (get_language() or "en")[:2]
    labels = []
    for option in options:
        local = timezone.localtime(option.starts_at)
        labels.append(f"{date_text(local.date().isoformat(), language)}, {local:%H:%M}")
    return PollForm(data, options=options, labels=labels, initial=said)
