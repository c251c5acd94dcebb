"""Pages of decisions and actions: the register across bodies, one decision, tasks of a meeting."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.audit import history
from capacities.core.people.asker import asker
from capacities.core.people.queries import names_of
from capacities.core.permissions import may, require
from capacities.core.topics import topic_names
from capacities.hub.meetings import services
from capacities.hub.meetings.forms import ActionForm, CloseForm, DecisionForm, RegisterFilter
from capacities.hub.meetings.kinds import DecisionStatus
from capacities.hub.meetings.models import Action, Decision
from capacities.hub.meetings.queries import decisions_visible_to, open_actions
from capacities.hub.meetings.registers import DECISIONS, decisions_listed, towns_of_decisions
from capacities.hub.meetings.views.common import kept, meeting_context
from capacities.hub.structure.acts import removed, saved, warn_of_past
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.hub.structure.models import Hub
from capacities.web.files import file_response
from capacities.web.navigation import Link

PER_PAGE = 30
_FIELDS = ("text", "status", "body", "decided_on", "organisation", "responsible", "due", "topics", "outcome")
COLUMNS = (
    "date",
    "decision",
    "status",
    "body",
    "responsible",
    "until",
    "towns",
    "topics",
    "what came of it",
    "meeting",
)


@require_safe
def register(request: HttpRequest, slug: str, kind: str = "") -> HttpResponseBase:
    """Show the decisions of all bodies, filtered by what stands in the address, or return them as a file."""
    hub = hub_or_404(request, slug)
    form = RegisterFilter(request.GET, hub=hub, towns=towns_of_decisions(request.user, hub))
    order = DECISIONS.chosen(request)
    found = decisions_listed(request.user, hub, form.cleaned_data if form.is_valid() else {}, order)
    if kind:
        return file_response(
            kind, f"{hub.slug}-decisions", COLUMNS, (_row(one) for one in found.prefetch_related("places"))
        )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = hub_page(request, hub, "decisions") | {
        "form": form,
        "sorting": DECISIONS,
        "order": order,
        "page": page,
        "rows": [(one, one.is_overdue(today)) for one in page],
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "actions": [(one, one.is_overdue(today)) for one in open_actions(request.user, hub)[:PER_PAGE]],
    }
    return render(request, "hub_meetings/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_decision(request: HttpRequest, slug: str, number: int = 0) -> HttpResponse:
    """Enter a decision, of a meeting or without one."""
    meeting = kept(request, slug, number, "hub.write_minutes") if number else None
    hub = meeting.hub if meeting else hub_or_404(request, slug)
    if meeting is None:
        require(request.user, "hub.edit", hub)
    day = meeting.local_start.date() if meeting and meeting.local_start else timezone.localdate()
    initial = {"decided_on": day, "body": meeting.body if meeting else None, "status": DecisionStatus.TAKEN}
    form = DecisionForm(request.POST if request.method == "POST" else None, hub=hub, initial=initial)
    title = _("New decision")
    frame = meeting_context(request, meeting, title) if meeting else hub_page(request, hub, "decisions", Link(title))

    def save(values: dict[str, Any]) -> str:
        decision = services.decide(by=asker(request), hub=hub, meeting=meeting, **values)
        warn_of_past(request, decision.due if decision.is_overdue(timezone.localdate()) else None)
        return f"{meeting.get_absolute_url()}#decisions" if meeting else decision.get_absolute_url()

    return saved(request, form, frame | {"title": title, "button": _("Enter the decision")}, save)


@require_safe
def decision_page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a decision with what followed."""
    hub, decision = _decision(request, slug, number)
    changes = history(model=Decision, object_id=decision.pk, limit=20) if may(request.user, "hub.edit", hub) else []
    context = hub_page(request, hub, "decisions", *_way(hub), Link(str(decision))) | {
        "decision": decision,
        "places": list(decision.places.all()),
        "actions": list(decision.actions.select_related("person")),
        "overdue": decision.is_overdue(timezone.localdate()),
        "changes": changes,
        "names": names_of(changes),
    }
    return render(request, "hub_meetings/decision.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_decision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Change a decision or follow it up."""
    hub, decision = _decision(request, slug, number)
    require(request.user, "hub.edit", hub)
    initial = {field: getattr(decision, field) for field in _FIELDS} | {"places": list(decision.places.all())}
    form = DecisionForm(request.POST if request.method == "POST" else None, hub=hub, initial=initial)
    link = Link(str(decision), decision.get_absolute_url())
    context = hub_page(request, hub, "decisions", *_way(hub), link, Link(_("Change")))

    def save(values: dict[str, Any]) -> str:
        return services.change_decision(by=asker(request), decision=decision, **values).get_absolute_url()

    context |= {"title": _("Change the decision"), "button": _("Save")}
    return saved(request, form, context, save, record=decision)


@require_POST
def remove_decision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Remove a decision that was entered by mistake."""
    hub, decision = _decision(request, slug, number)
    require(request.user, "hub.edit", hub)
    gone = removed(request, hub, decision, lambda: services.remove_decision(by=asker(request), decision=decision))
    return redirect("hub-decisions", slug) if gone else redirect(decision)


@require_http_methods(["GET", "HEAD", "POST"])
def new_action(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Enter a task of a meeting."""
    meeting = kept(request, slug, number, "hub.write_minutes")
    form = ActionForm(request.POST if request.method == "POST" else None)
    title = _("New task")
    context = meeting_context(request, meeting, title) | {"title": title, "button": _("Enter the task")}

    def save(values: dict[str, Any]) -> str:
        services.add_action(by=asker(request), hub=meeting.hub, meeting=meeting, **values)
        warn_of_past(request, values["due"])
        return f"{meeting.get_absolute_url()}#actions"

    return saved(request, form, context, save)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_action(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Change a task."""
    hub = hub_or_404(request, slug)
    require(request.user, "hub.edit", hub)
    action = get_object_or_404(Action.objects.select_related("hub", "meeting", "person"), hub=hub, pk=number)
    initial = {"text": action.text, "owner": action.owner, "email": action.address, "due": action.due}
    form = ActionForm(request.POST if request.method == "POST" else None, initial=initial)
    context = hub_page(request, hub, "decisions", *_way(hub), Link(_("Task")))

    def save(values: dict[str, Any]) -> str:
        services.change_action(by=asker(request), action=action, **values)
        warn_of_past(request, values["due"])
        return reverse("hub-decisions", args=[slug])

    context |= {"title": _("Change the task"), "button": _("Save")}
    return saved(request, form, context, save, record=action)


@require_POST
def remove_action(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Remove a task that was entered by mistake."""
    hub = hub_or_404(request, slug)
    require(request.user, "hub.edit", hub)
    action = get_object_or_404(Action.objects.select_related("hub"), hub=hub, pk=number)
    removed(request, hub, action, lambda: services.remove_action(by=asker(request), action=action))
    return redirect("hub-decisions", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def close_action(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say that a task is done, dropped, or open again: its owner, or the hub team."""
    hub = hub_or_404(request, slug)
    action = get_object_or_404(Action.objects.select_related("hub", "meeting", "person"), hub=hub, pk=number)
    if action.person_id != getattr(request.user, "pk", None) or action.person_id is None:
        require(request.user, "hub.edit", hub)
    form = CloseForm(request.POST if request.method == "POST" else None, initial={"state": "done", "note": action.note})
    context = hub_page(request, hub, "decisions", *_way(hub), Link(_("Task")))

    def save(values: dict[str, Any]) -> str:
        services.close_action(by=asker(request), action=action, **values)
        return reverse("hub-decisions", args=[slug])

    return saved(request, form, context | {"title": action.text, "button": _("Save")}, save)


def _row(one: Decision) -> tuple[str, ...]:
    return (
        str(one.decided_on or ""),
        one.text,
        str(one.get_status_display()),
        str(one.body or ""),
        one.who,
        str(one.due or ""),
        ", ".join(place.name for place in one.places.all()),
        ", ".join(topic_names(one.topics)),
        one.outcome,
        str(one.meeting or ""),
    )


def _decision(request: HttpRequest, slug: str, number: int) -> tuple[Hub, Decision]:
    hub = hub_or_404(request, slug)
    return hub, get_object_or_404(decisions_visible_to(request.user, hub), pk=number)


def _way(hub: Hub) -> list[Link]:
    return [Link(_("Decisions"), reverse("hub-decisions", args=[hub.slug]))]
