"""Pages of a town. Each finds the place, reads what the visitor asks, and shows the plan that services return."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from capacities.city import exports, own_figures
from capacities.city.forms import FiguresForm, FileForm
from capacities.city.page.levels import read_levels, result_of
from capacities.city.page.town import TownPage, town_page
from capacities.city.services import (
    PLANS_IN_MEMORY,
    DraftKey,
    compute_draft,
    current_draft,
    draft_of,
    plan_of,
    with_levels,
)
from capacities.core.places.models import Place
from capacities.core.places.queries import place_by_slug
from capacities.dayone.assemble import BadOption, Options
from capacities.dayone.find_first import STATED_BY
from capacities.dayone.result import DayOnePlan
from capacities.dayone.texts import error_text
from capacities.web.navigation import Levels, Link


def _language() -> str:
    return (get_language() or "en")[:2]


def _place(country: str, slug: str) -> Place:
    place = place_by_slug(country.upper(), slug)
    if place is None:
        raise Http404
    return place


def _plan(request: HttpRequest, place: Place) -> DayOnePlan:
    """Return the public draft, or the one with the figures that stand in the address."""
    given = own_figures.from_query(request.GET.getlist(own_figures.PARAMETER))
    return compute_draft(place, Options(known=given)) if given else draft_of(place)


def _bad_request(request: HttpRequest, place: Place, bad: BadOption) -> HttpResponse:
    context = {"place": place, "reason": error_text(bad.code, _language(), **bad.params), **_where(place)}
    return render(request, "city/bad_request.html", context, status=400)


def _where(place: Place) -> dict[str, object]:
    country = Link(place.country.name(_language()), reverse("country", args=[place.country_id.lower()]))
    here = reverse("town", args=[place.country_id.lower(), place.slug])
    county = [Link(place.county)] if place.county else []
    crumbs = [Link(_("Europe"), reverse("network")), country, *county, Link(place.name)]
    return {
        "join_url": reverse("join", args=[place.country_id.lower(), place.slug]),
        "here": "city",
        "levels": Levels(city=Link(place.name, here), country=country),
        "crumbs": crumbs,
    }


@lru_cache(maxsize=2 * PLANS_IN_MEMORY)
def _public_page(draft: DraftKey, language: str, year: int) -> TownPage:
    """Return the page of a stored draft, which is the same for every visitor who reads this language."""
    return town_page(plan_of(draft), language, this_year=year)


@require_safe
def town(request: HttpRequest, country: str, slug: str) -> HttpResponse:
    """Show the plan on day one of a municipality."""
    if country != country.lower():
        return HttpResponsePermanentRedirect(reverse("town", args=[country.lower(), slug]))
    place, year = _place(country, slug), timezone.localdate().year
    try:
        given = own_figures.from_query(request.GET.getlist(own_figures.PARAMETER))
        if given:
            plan = compute_draft(place, Options(known=given))
            page = town_page(plan, _language(), this_year=year, query=own_figures.to_query(given))
        else:
            draft = current_draft(place)
            plan, page = plan_of(draft), _public_page(draft, _language(), year)
    except BadOption as bad:
        return _bad_request(request, place, bad)
    return render(request, "city/town.html", {"place": place, "plan": plan, "page": page, **_where(place)})


@require_safe
def levels(request: HttpRequest, country: str, slug: str) -> HttpResponse:
    """Show what the plan comes to with other levels: a fragment for htmx, else the whole page."""
    place = _place(country, slug)
    plan = draft_of(place)
    try:
        strengths = read_levels(plan, request.GET.dict())
    except ValueError as bad:
        return _bad_request(request, place, BadOption("levels", "level_out_of_range", measure=str(bad)))
    changed = replace(plan, plan=with_levels(place, plan, strengths))
    result = result_of(plan, changed, _language())
    if getattr(request, "htmx", False):
        return render(request, "city/town/levels_result.html", {"result": result})
    page = town_page(changed, _language(), this_year=timezone.localdate().year)
    page = replace(page, levels_result=result)
    return render(request, "city/town.html", {"place": place, "plan": changed, "page": page, **_where(place)})


@require_safe
def plan_file(request: HttpRequest, country: str, slug: str, kind: str) -> HttpResponse:
    """Send the plan as a file: docx, pdf, xlsx, html, json, csv, inventory.csv or letters.docx."""
    if kind not in exports.KINDS:
        raise Http404
    place = _place(country, slug)
    try:
        plan = _plan(request, place)
    except BadOption as bad:
        return _bad_request(request, place, bad)
    return exports.file_response(plan, kind, _language())


@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest, country: str, slug: str) -> HttpResponse:
    """Take the figures that a town knows, typed or as a file, and lead to the plan that uses them."""
    place = _place(country, slug)
    plan = draft_of(place)
    first = [id for figure in plan.find_first for id in STATED_BY.get(figure.input, ())]
    try:
        given = own_figures.from_query(request.GET.getlist(own_figures.PARAMETER))
    except BadOption as bad:
        return _bad_request(request, place, bad)
    typed = FiguresForm(initial=FiguresForm.initial_from(given), first=first)
    file = FileForm()
    if request.method == "POST":
        if "file" in request.FILES or "send_file" in request.POST:
            file = FileForm(request.POST, request.FILES)
            if file.is_valid():
                return redirect(_town_with(place, given | dict(file.data_read.values)))
        else:
            typed = FiguresForm(request.POST, first=first)
            if typed.is_valid():
                return redirect(_town_with(place, typed.known()))
    status = 400 if typed.errors or file.errors else 200
    context = {"place": place, "plan": plan, "form": typed, "file_form": file, **_where(place)}
    return render(request, "city/figures.html", context, status=status)


def _town_with(place: Place, known: dict) -> str:
    return reverse("town", args=[place.country_id.lower(), place.slug]) + own_figures.to_query(known)


@require_safe
def figures_template(request: HttpRequest, country: str, slug: str, kind: str) -> HttpResponse:
    """Send the template for the figures of a town, as csv or xlsx."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    return exports.figures_template(_place(country, slug), kind, _language())
