"""The atlas for everybody: the list, an entry, comparing two, deadlines, what fits a town."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from capacities.core.permissions import may
from capacities.core.places.queries import place_by_address
from capacities.hub.instruments.exports import deadline_calendar, rows
from capacities.hub.instruments.forms import MatchForm
from capacities.hub.instruments.imports import COLUMNS
from capacities.hub.instruments.matching import fits_for
from capacities.hub.instruments.models import Instrument
from capacities.hub.instruments.queries import (
    InstrumentFilter,
    deadlines,
    instrument_by_slug,
    instruments,
    instruments_matching,
)
from capacities.hub.instruments.views.common import asked_of, found_or_404, public_page
from capacities.hub.structure.queries import hubs_of_team
from capacities.web.files import file_response
from capacities.web.navigation import Link

PER_PAGE = 30


@require_safe
def atlas(request: HttpRequest) -> HttpResponse:
    """List the instruments of all countries."""
    form, wanted = asked_of(request)
    page = Paginator(instruments_matching(wanted), PER_PAGE).get_page(request.GET.get("page"))
    context = public_page(page=page, form=form, is_filtered=bool(wanted), query=request.GET.urlencode())
    context["keeps"] = bool(hubs_of_team(request.user)) if request.user.is_authenticated else False
    return render(request, "hub_instruments/atlas.html", context)


@require_safe
def atlas_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Return the atlas, narrowed as the page is, as a file that an import can read."""
    _form, wanted = asked_of(request)
    return file_response(kind, "instruments", COLUMNS, rows(instruments_matching(wanted)))


@require_safe
def instrument(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an entry."""
    one = found_or_404(request, slug)
    others = instruments().exclude(pk=one.pk).filter(kind=one.kind)[:100]
    keeps = bool(may(request.user, "instruments.keep", one))
    context = public_page(Link(str(one)), one=one, others=others, keeps=keeps, places=list(one.places.all()))
    return render(request, "hub_instruments/instrument.html", context)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Put two entries side by side."""
    pair = [instrument_by_slug(request.GET.get(name, "")) for name in ("a", "b")]
    if any(one is None or one.removed_at for one in pair):
        raise Http404
    return render(request, "hub_instruments/compare.html", public_page(Link(_("Compare")), pair=pair))


@require_safe
def deadline_list(request: HttpRequest) -> HttpResponse:
    """Show coming deadlines as a list and as a month."""
    now = timezone.now()
    form, wanted = asked_of(request)
    month = _month(request.GET.get("month", ""), timezone.localdate())
    shown = _month_view(month, wanted)
    asked = request.GET.copy()
    asked.pop("month", None)
    context = public_page(
        Link(_("Deadlines")),
        form=form,
        is_filtered=bool(wanted),
        query=asked.urlencode(),
        coming=list(deadlines(now, wanted)),
        month=month,
        weeks=shown,
        before=month - timedelta(days=1),
        after=month + timedelta(days=32),
        now=now,
    )
    return render(request, "hub_instruments/deadlines.html", context)


@require_safe
def deadline_file(request: HttpRequest) -> HttpResponse:
    """Return coming deadlines as iCalendar, narrowed as the page is, to subscribe to."""
    now = timezone.now()
    found = deadlines(now - timedelta(days=30), asked_of(request)[1])
    text = deadline_calendar(found, host=request.get_host(), now=now, language=(get_language() or "en")[:2])
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    return response


@require_safe
def match(request: HttpRequest) -> HttpResponse:
    """Ask for a town and go to its page."""
    form = MatchForm(request.GET or None)
    if form.is_valid():
        place = form.cleaned_data["place"]
        query = f"?topic={form.cleaned_data['topic']}&eligible={form.cleaned_data['eligible']}"
        return redirect(reverse("instruments-for", args=[place.country_id.lower(), place.slug]) + query)
    context = public_page(Link(_("What a town could ask for")), form=form)
    return render(request, "hub_instruments/match.html", context, status=400 if form.errors else 200)


@require_safe
def match_town(request: HttpRequest, country: str, slug: str) -> HttpResponse:
    """Show what a town could ask for, and why not the rest."""
    place = place_by_address(country, slug)
    if place is None:
        raise Http404
    asked, eligible = request.GET.get("topic", ""), request.GET.get("eligible") or "municipality"
    form = MatchForm(initial={"place": place, "topic": asked, "eligible": eligible})
    topics = {key for _name, rows_ in form.fields["topic"].choices[1:] for key, _label in rows_}  # type: ignore[attr-defined]
    topic = asked if asked in topics else ""
    found = fits_for(place, topic=topic, eligible=eligible)
    fitting, rest = [one for one in found if one.fits], [one for one in found if not one.fits and one.is_here]
    elsewhere = [one for one in found if not one.is_here]
    context = public_page(Link(_("What a town could ask for"), reverse("instruments-match")), Link(place.name))
    context |= {"form": form, "place": place, "fitting": fitting, "rest": rest, "elsewhere": elsewhere}
    return render(request, "hub_instruments/match.html", context)


def _month(text: str, today: date) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        return today.replace(day=1)


def _month_view(first: date, wanted: InstrumentFilter) -> list[list[tuple[date, list[tuple[Instrument, bool]]]]]:
    """Return the weeks of a month: each day with what opens (False) or closes (True), by the clock of its zone."""
    by_day: dict[date, list[tuple[Instrument, bool]]] = {}
    for one in deadlines(timezone.now() - timedelta(days=3650), wanted):
        for at, closes in ((one.opens_there, False), (one.closes_there, True)):
            if at:
                by_day.setdefault(at.date(), []).append((one, closes))
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return [[(day, by_day.get(day, []) if day.month == first.month else []) for day in week] for week in weeks]
