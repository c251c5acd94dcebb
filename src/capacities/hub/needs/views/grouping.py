"""Merging, taking apart, splitting; needs that are alike; towns that left."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.permissions import require
from capacities.hub.needs import services
from capacities.hub.needs.forms import DepartureForm, SplitForm
from capacities.hub.needs.likeness import alike
from capacities.hub.needs.models import Departure, Need
from capacities.hub.needs.queries import departures_of, groups_visible_to, needs_visible_to
from capacities.hub.needs.views.common import needs_page, or_404
from capacities.hub.structure.acts import accepted, done
from capacities.hub.structure.frame import hub_or_404
from capacities.hub.structure.models import Hub
from capacities.web.navigation import Link


@require_safe
def similar(request: HttpRequest, slug: str) -> HttpResponse:
    """List pairs of needs that are alike, and towns that left, for the hub team."""
    hub = _kept(request, slug)
    return _similar(request, hub, DepartureForm())


@require_POST
def merge(request: HttpRequest, slug: str, need_id: int) -> HttpResponse:
    """Let a need stand behind another."""
    hub = _kept(request, slug)
    need = _need(request, hub, need_id)
    into = _need(request, hub, int(request.POST["into"]) if request.POST.get("into", "").isdigit() else 0)
    words = _("“%(need)s” now stands behind “%(into)s”, with all that was said. To undo it, take it apart there.")
    ok = done(
        request,
        lambda: services.merge_need(by=asker(request), need=need, into=into),
        words % {"need": need.title, "into": into.title},
    )
    return redirect(into if ok else need)


@require_POST
def unmerge(request: HttpRequest, slug: str, need_id: int) -> HttpResponse:
    """Take a merged need out again."""
    need = _need(request, _kept(request, slug), need_id)
    done(
        request,
        lambda: services.unmerge_need(by=asker(request), need=need),
        _("“%(need)s” stands for itself again, with all that was said of it.") % {"need": need.title},
    )
    return redirect(need)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, slug: str, need_id: int) -> HttpResponse:
    """Write a need as several."""
    hub = _kept(request, slug)
    need = _need(request, hub, need_id)
    form = SplitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        parts: list[dict[str, Any]] = [dict(part) for part in form.parts()]
        ok = done(
            request,
            lambda: services.split_need(by=asker(request), need=need, parts=parts),
            _("The need is split. What was said of the whole stands behind each part."),
        )
        if ok:
            return redirect(need)
    crumbs = [Link(need.title, need.get_absolute_url()), Link(_("Split"))]
    context = needs_page(request, hub, "needs", *crumbs, form=form, need=need)
    return render(request, "hub_needs/split.html", context, status=400 if form.errors else 200)


@require_POST
def unsplit(request: HttpRequest, slug: str, need_id: int) -> HttpResponse:
    """Undo a split."""
    need = _need(request, _kept(request, slug), need_id)
    done(
        request,
        lambda: services.undo_split(by=asker(request), need=need),
        _("The need stands for itself again; its parts stand behind it."),
    )
    return redirect(need)


@require_POST
def departure(request: HttpRequest, slug: str) -> HttpResponse:
    """Note that a town left."""
    hub = _kept(request, slug)
    form = DepartureForm(request.POST)
    if (
        form.is_valid()
        and accepted(form, lambda: services.note_departure(by=asker(request), hub=hub, **form.cleaned_data)) is not None
    ):
        messages.success(request, _("The town’s voice counts no more; what it said is kept."))
        return redirect("hub-needs-similar", hub.slug)
    return _similar(request, hub, form, status=400)


@require_POST
def departure_undo(request: HttpRequest, slug: str, departure_id: int) -> HttpResponse:
    """Let a town count again."""
    hub = _kept(request, slug)
    found: Departure = or_404(departures_of(hub), departure_id)
    done(
        request,
        lambda: services.undo_departure(by=asker(request), departure=found),
        _("The town’s voice counts again, as before."),
    )
    return redirect("hub-needs-similar", hub.slug)


def _kept(request: HttpRequest, slug: str) -> Hub:
    hub = hub_or_404(request, slug)
    require(request.user, "needs.keep", hub)
    return hub


def _need(request: HttpRequest, hub: Hub, need_id: int) -> Need:
    return or_404(needs_visible_to(request.user, hub).select_related("hub"), need_id)


def _similar(request: HttpRequest, hub: Hub, form: DepartureForm, status: int = 200) -> HttpResponse:
    heads = {group.head.pk: group.head for group in groups_visible_to(request.user, hub)}
    pairs = alike(
        {pk: f"{need.title} {need.text}" for pk, need in heads.items()}, {pk: n.topics for pk, n in heads.items()}
    )
    rows = [(heads[pair.one], heads[pair.other], pair) for pair in pairs]
    gone = list(departures_of(hub))
    context = needs_page(request, hub, "needs", Link(_("Alike")), rows=rows, gone=gone, form=form)
    return render(request, "hub_needs/similar.html", context, status=status)
