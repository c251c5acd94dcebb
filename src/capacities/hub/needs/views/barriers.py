"""Barriers of several cities, the bodies they go to, and the decision log."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.permissions import require
from capacities.hub.needs import services
from capacities.hub.needs.barriers import decisions_of, proposals, signals_of
from capacities.hub.needs.exports import DECISION_COLUMNS, decision_rows
from capacities.hub.needs.forms import DecisionForm
from capacities.hub.needs.kinds import NeedKind
from capacities.hub.needs.models import BarrierDecision, Signal
from capacities.hub.needs.queries import needs_visible_to
from capacities.hub.needs.views.common import needs_page, or_404
from capacities.hub.structure.acts import done
from capacities.hub.structure.frame import hub_or_404
from capacities.hub.structure.models import Hub
from capacities.hub.structure.queries import bodies_visible_to
from capacities.web.acts import saved
from capacities.web.files import file_response
from capacities.web.navigation import Link


@require_safe
def barriers(request: HttpRequest, slug: str) -> HttpResponse:
    """Show barriers of several cities, where they wait, and what was decided."""
    hub = hub_or_404(request, slug)
    context = needs_page(
        request,
        hub,
        "barriers",
        proposals=proposals(request.user, hub),
        signals=list(signals_of(request.user, hub)),
        decisions=list(decisions_of(request.user, hub)),
        bodies=list(bodies_visible_to(request.user, hub)),
    )
    return render(request, "hub_needs/barriers.html", context)


@require_safe
def barriers_of_body(request: HttpRequest, slug: str, body_slug: str) -> HttpResponse:
    """Show what waits for the agenda of a body, with the evidence."""
    hub = hub_or_404(request, slug)
    body = bodies_visible_to(request.user, hub).filter(slug=body_slug).first()
    if body is None:
        raise Http404
    require(request.user, "hub.see_body", body)
    signals = list(signals_of(request.user, hub, body))
    crumb = Link(_("For the agenda of: %(body)s") % {"body": body})
    context = needs_page(request, hub, "barriers", crumb, body=body, signals=signals)
    return render(request, "hub_needs/agenda.html", context)


@require_POST
def barrier_signal(request: HttpRequest, slug: str, need_id: int) -> HttpResponse:
    """Send a barrier to a body."""
    hub = hub_or_404(request, slug)
    require(request.user, "needs.keep", hub)
    need = or_404(needs_visible_to(request.user, hub).select_related("hub"), need_id)
    number = request.POST.get("body", "")
    body = or_404(bodies_visible_to(request.user, hub), int(number) if number.isdigit() else 0)
    done(
        request,
        lambda: services.signal_barrier(by=asker(request), need=need, body=body),
        _("The barrier goes to the agenda of “%(body)s”, with its evidence.") % {"body": body},
    )
    return redirect("hub-barriers", hub.slug)


@require_POST
def signal_withdraw(request: HttpRequest, slug: str, signal_id: int) -> HttpResponse:
    """Take a barrier off a body's list, or put it back."""
    hub = hub_or_404(request, slug)
    require(request.user, "needs.keep", hub)
    signal = or_404(Signal.objects.filter(hub=hub).select_related("hub"), signal_id)
    done(
        request,
        lambda: services.withdraw_signal(by=asker(request), signal=signal),
        _("The list of the body is changed. Send the barrier again to undo this."),
    )
    return redirect("hub-barriers", hub.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Log a decision on a barrier."""
    hub = hub_or_404(request, slug)
    require(request.user, "needs.keep", hub)
    return _edit(request, hub, None)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_edit(request: HttpRequest, slug: str, decision_id: int) -> HttpResponse:
    """Correct a line of the decision log."""
    hub = hub_or_404(request, slug)
    decision = or_404(decisions_of(request.user, hub), decision_id)
    require(request.user, "needs.keep", hub)
    return _edit(request, hub, decision)


@require_safe
def decisions_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Return the decision log as a file."""
    hub = hub_or_404(request, slug)
    rows = decision_rows(decisions_of(request.user, hub))
    return file_response(kind, f"{hub.slug}-barriers", DECISION_COLUMNS, rows)


def _edit(request: HttpRequest, hub: Hub, decision: BarrierDecision | None) -> HttpResponse:
    names = ("need", "organisation", "responsible", "outcome", "decided_on", "due_on", "text")
    initial = {"need": request.GET.get("need")}
    if decision:
        initial = {name: getattr(decision, name) for name in names} | {"places": list(decision.places.all())}
    needs = needs_visible_to(request.user, hub).filter(kind=NeedKind.BARRIER)
    form = DecisionForm(request.POST if request.method == "POST" else None, hub=hub, needs=needs, initial=initial)

    def save(data: dict[str, Any]) -> str:
        values, places = form.values(), data["places"]
        services.log_decision(by=asker(request), hub=hub, values=values, places=places, decision=decision)
        return reverse("hub-barriers", args=[hub.slug])

    heading = _("Change the decision") if decision else _("Log a decision")
    context = needs_page(request, hub, "barriers", Link(heading), heading=heading)
    said = _("The decision is logged.")
    return saved(request, form, context, save, "hub_needs/form.html", record=decision, said=said)
