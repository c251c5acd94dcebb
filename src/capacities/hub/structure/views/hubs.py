"""Pages of hubs: the list, one hub, a new one from a pattern, its texts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from capacities.core.organisations.names import country_name
from capacities.core.people.asker import asker
from capacities.core.people.queries import countries_of_hub_team, holds
from capacities.core.people.roles import country_scope
from capacities.core.permissions import may, require
from capacities.core.texts import told_in
from capacities.hub.structure import services
from capacities.hub.structure.acts import saved
from capacities.hub.structure.forms import HubChangeForm, HubForm
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.hub.structure.models import Body, Hub
from capacities.hub.structure.outline import Line, chart_sentence, draw, outline
from capacities.hub.structure.patterns import Pattern, patterns
from capacities.hub.structure.queries import bodies_on, hubs_visible_to
from capacities.hub.structure.sections import OVERVIEW
from capacities.hub.structure.todo import waiting_for
from capacities.web.navigation import Link


@require_safe
def hubs(request: HttpRequest) -> HttpResponse:
    """List the hubs that the reader may see."""
    found = list(hubs_visible_to(request.user).select_related("organisation"))
    rows = [(hub, ", ".join(country_name(code) for code in hub.countries)) for hub in found]
    context = {
        "here": "country",
        "crumbs": [Link(_("Europe"), reverse("network")), Link(_("Hubs"))],
        "rows": sorted(rows, key=lambda row: row[1]),
        "may_make": _may_make(request),
    }
    return render(request, "hub/hubs.html", context)


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a hub: what it is, its bodies, and what other parts add."""
    hub = hub_or_404(request, slug)
    lines = outline(bodies_on(request.user, hub, timezone.localdate(), mandates=False))
    context = hub_page(request, hub, "overview") | {
        "countries": [(country_name(code), reverse("country", args=[code.lower()])) for code in hub.countries],
        "lines": lines,
        "drawing": draw(lines, chart_sentence(lines)) if lines else "",
        "today": waiting_for(asker(request), hub, timezone.localdate()) if request.user.is_authenticated else [],
        "day": timezone.localdate(),
        "sections": [html for section in OVERVIEW if (html := section(request, hub))],
    }
    return render(request, "hub/overview.html", context)


@require_safe
def choose_pattern(request: HttpRequest) -> HttpResponse:
    """Show the patterns of governance with their charts."""
    _require_making(request)
    shown = []
    for pattern in patterns().values():
        lines = _pattern_lines(pattern)
        shown.append((pattern, lines, draw(lines, chart_sentence(lines), counts_seats=False)))
    crumbs = [Link(_("Europe"), reverse("network")), Link(_("Hubs"), reverse("hubs")), Link(_("New hub"))]
    return render(request, "hub/patterns.html", {"here": "country", "patterns": shown, "crumbs": crumbs})


@require_http_methods(["GET", "HEAD", "POST"])
def new_hub(request: HttpRequest, pattern: str) -> HttpResponse:
    """Make a hub from a pattern."""
    _require_making(request)
    chosen = patterns().get(pattern)
    if chosen is None:
        return redirect("hub-patterns")
    countries = _countries_to_choose(request)
    initial = {"countries": countries[:1]}
    form = HubForm(request.POST if request.method == "POST" else None, countries=countries, initial=initial)
    if request.method == "POST" and form.is_valid():
        hub = services.create_hub(by=asker(request), pattern=chosen, **form.cleaned_data)
        messages.success(request, _("The hub is made. Its bodies stand below; give them seats."))
        return redirect("hub-structure", hub.slug)
    lines = _pattern_lines(chosen)
    crumbs = [
        Link(_("Hubs"), reverse("hubs")),
        Link(_("New hub"), reverse("hub-patterns")),
        Link(told_in(chosen.name).text),
    ]
    context = {"here": "country", "pattern": chosen, "form": form, "lines": lines, "crumbs": crumbs}
    context["drawing"] = draw(lines, chart_sentence(lines))
    return render(request, "hub/new.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_hub(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a hub says of itself."""
    hub = hub_or_404(request, slug)
    require(request.user, "hub.edit", hub)
    fields = ("name", "countries", "organisation", "summary", "url", "contact", "visibility")
    initial = {field: getattr(hub, field) for field in fields}
    countries = sorted({*_countries_to_choose(request), *hub.countries})
    form = HubChangeForm(request.POST if request.method == "POST" else None, initial=initial, countries=countries)
    context = hub_page(request, hub, "", Link(_("Change"))) | {"title": _("Change %(hub)s") % {"hub": hub}}

    def save(data: dict[str, Any]) -> Hub:
        return services.change_hub(by=asker(request), hub=hub, **data)

    return saved(request, form, context | {"button": _("Save")}, save, record=hub)


def _pattern_lines(pattern: Pattern) -> list[Line]:
    """Return the bodies that a pattern would make, as the outline has them."""
    made: dict[str, Body] = {}
    for number, entry in enumerate(pattern.bodies, start=1):
        above = made.get(entry.reports_to)
        made[entry.slug] = Body(pk=number, name=dict(entry.name), kind=entry.kind, reports_to=above)
    return outline(made.values())


def _countries_to_choose(request: HttpRequest) -> list[str]:
    """Return the countries whose hub team the reader is; all (an empty list) for stewards."""
    return [] if holds(request.user, "steward") else sorted(countries_of_hub_team(request.user))


def _may_make(request: HttpRequest) -> bool:
    return holds(request.user, "steward") or bool(countries_of_hub_team(request.user))


def _require_making(request: HttpRequest) -> None:
    """Refuse whoever keeps no country, with the words of the permission."""
    countries = countries_of_hub_team(request.user)
    own = country_scope(min(countries)) if countries else None
    if not (own and may(request.user, "hub.edit", own)):
        require(request.user, "hub.edit", own)
