"""Pages of a town. Each finds the place, reads what the visitor asks, and shows the plan that services return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from capacities.city import asked, exports
from capacities.city.forms import FiguresForm, FileForm
from capacities.city.page.levels import read_levels, result_of
from capacities.city.page.town import TownPage, town_page
from capacities.city.sections import TOWN
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
from capacities.tables.known import KnownValue
from capacities.web.navigation import Levels, Link
from capacities.web.uploads import upload_was_too_large


class Main(NamedTuple):
    """What a town's page is made of; between its two parts stands what higher parts add."""

    top: SafeString
    rest: SafeString


def _language() -> str:
    return (get_language() or "en")[:2]


def _place(country: str, slug: str) -> Place:
    place = place_by_slug(country.upper(), slug)
    if place is None:
        raise Http404
    return place


def _asked(request: HttpRequest) -> Options:
    """Return what the address asks beside the public draft. Raises BadOption."""
    return asked.from_query(request.GET, "," if _language() == "ro" else ".")


def _plan(place: Place, options: Options) -> DayOnePlan:
    """Return the public draft, or the plan that answers other figures and goals. Raises BadOption."""
    return draft_of(place) if options == Options() else compute_draft(place, options)


def _bad_request(request: HttpRequest, place: Place, bad: BadOption) -> HttpResponse:
    """Say what does not fit; a place whose population nobody knows is no fault of the asker's."""
    unknown = bad.code == "population_unknown"
    reason = error_text(bad.code, _language(), **bad.params)
    context = {"place": place, "reason": reason, "population_unknown": unknown, **_where(place)}
    return render(request, "city/bad_request.html", context, status=200 if unknown else 400)


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


def _page(place: Place, plan: DayOnePlan, options: Options) -> TownPage:
    return town_page(plan, _language(), this_year=timezone.localdate().year, query=asked.to_query(options))


def _show(request: HttpRequest, place: Place, main: Main, page: TownPage) -> HttpResponse:
    sections = [html for section in TOWN if (html := section(request, place))]
    context = {"place": place, "main": main, "page": page, "sections": sections, **_where(place)}
    return render(request, "city/town.html", context)


def _main(place: Place, plan: DayOnePlan, page: TownPage) -> Main:
    context = {"place": place, "plan": plan, "page": page, **_where(place)}
    return Main(render_to_string("city/town/top.html", context), render_to_string("city/town/rest.html", context))


@lru_cache(maxsize=2 * PLANS_IN_MEMORY)
def _public_page(draft: DraftKey, language: str, year: int) -> tuple[TownPage, Main]:
    """Return the page of a stored draft, which is the same for every visitor who reads this language."""
    plan = plan_of(draft)
    page = town_page(plan, language, this_year=year)
    return page, _main(_place(plan.place.country, plan.place.slug), plan, page)


@require_safe
def town(request: HttpRequest, country: str, slug: str) -> HttpResponse:
    """Show the plan on day one of a municipality."""
    if country != country.lower():
        return HttpResponsePermanentRedirect(reverse("town", args=[country.lower(), slug]))
    place = _place(country, slug)
    try:
        options = _asked(request)
        if options == Options():
            page, main = _public_page(current_draft(place), _language(), timezone.localdate().year)
        else:
            plan = compute_draft(place, options)
            page = _page(place, plan, options)
            main = _main(place, plan, page)
    except BadOption as bad:
        return _bad_request(request, place, bad)
    return _show(request, place, main, page)


@require_safe
def levels(request: HttpRequest, country: str, slug: str) -> HttpResponse:
    """Show what the plan comes to with other levels: a fragment for htmx, else the whole page."""
    place = _place(country, slug)
    try:
        options = _asked(request)
        plan = _plan(place, options)
        changed = replace(plan, plan=with_levels(plan, options, read_levels(plan, request.GET.dict())))
    except BadOption as bad:
        return _bad_request(request, place, bad)
    result = result_of(plan, changed, _language())
    if getattr(request, "htmx", False):
        return render(request, "city/town/levels_result.html", {"result": result})
    page = replace(_page(place, changed, options), levels_result=result)
    return _show(request, place, _main(place, changed, page), page)


@require_safe
def plan_file(request: HttpRequest, country: str, slug: str, kind: str) -> HttpResponse:
    """Send the plan as a file: docx, pdf, xlsx, html, json, csv, inventory.csv or letters.docx."""
    if kind not in exports.KINDS:
        raise Http404
    place = _place(country, slug)
    try:
        plan = _plan(place, _asked(request))
    except BadOption as bad:
        return _bad_request(request, place, bad)
    return exports.file_response(plan, kind, _language())


@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest, country: str, slug: str) -> HttpResponse:
    """Take the figures that a town knows, typed or as a file, and lead to the plan that uses them."""
    place = _place(country, slug)
    try:
        options = _asked(request)
    except BadOption as bad:
        return _bad_request(request, place, bad)
    first = _figures_to_find(place)
    typed, file = FiguresForm(initial=FiguresForm.initial_from(options.known), first=first), FileForm()
    if request.method == "POST":
        if "send_file" in request.POST:
            file = FileForm(request.POST, request.FILES, too_large=upload_was_too_large(request))
            if file.is_valid():
                return redirect(_town_with(place, options, dict(options.known) | dict(file.data_read.values)))
        else:
            typed = FiguresForm(request.POST, first=first)
            if typed.is_valid():
                return redirect(_town_with(place, options, typed.known()))
    status = 400 if typed.errors or file.errors else 200
    context = {"place": place, "form": typed, "file_form": file, **_where(place)}
    return render(request, "city/figures.html", context, status=status)


def _figures_to_find(place: Place) -> list[str]:
    """Return the inputs that help most; for a place without population, that comes first."""
    try:
        return [id for figure in draft_of(place).find_first for id in STATED_BY.get(figure.input, ())]
    except BadOption:
        return ["population"]


def _town_with(place: Place, options: Options, known: Mapping[str, KnownValue]) -> str:
    address = reverse("town", args=[place.country_id.lower(), place.slug])
    return address + asked.to_query(replace(options, known=known))


@require_safe
def figures_template(request: HttpRequest, country: str, slug: str, kind: str) -> HttpResponse:
    """Send the template for the figures of a town, as csv or xlsx."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    return exports.figures_template(_place(country, slug), kind, _language())
