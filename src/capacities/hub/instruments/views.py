"""Pages of the atlas: the list, an entry, comparing two, deadlines, what fits a town, keeping and importing."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.people.templatetags.people import day as date_text
from capacities.core.permissions import may, require
from capacities.core.places.queries import place_by_address
from capacities.hub.instruments import services
from capacities.hub.instruments.exports import deadline_calendar, rows
from capacities.hub.instruments.forms import ImportForm, InstrumentFilterForm, InstrumentForm, MatchForm
from capacities.hub.instruments.imports import COLUMNS, Table, read_instruments
from capacities.hub.instruments.matching import fits_for
from capacities.hub.instruments.models import Instrument
from capacities.hub.instruments.queries import (
    InstrumentFilter,
    deadlines,
    due_for_review,
    instrument_by_slug,
    instruments,
    instruments_for_hub,
    instruments_matching,
)
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.hub.structure.models import Hub
from capacities.hub.structure.queries import hubs_of_team
from capacities.web.acts import saved
from capacities.web.files import file_response
from capacities.web.navigation import Link
from capacities.web.uploads import upload_was_too_large

PER_PAGE = 30
MOST_IMPORT_BYTES = 2_000_000  # kept with the session until the import is confirmed
_KEPT_TABLE = "instruments-import"


@require_safe
def atlas(request: HttpRequest) -> HttpResponse:
    """List the instruments of all countries."""
    form, wanted = _filter(request)
    page = Paginator(instruments_matching(wanted), PER_PAGE).get_page(request.GET.get("page"))
    context = _public(page=page, form=form, is_filtered=bool(wanted), query=request.GET.urlencode())
    context["keeps"] = bool(hubs_of_team(request.user)) if request.user.is_authenticated else False
    return render(request, "hub_instruments/atlas.html", context)


@require_safe
def atlas_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Return the atlas, narrowed as the page is, as a file that an import can read."""
    _form, wanted = _filter(request)
    return file_response(kind, "instruments", COLUMNS, rows(instruments_matching(wanted)))


@require_safe
def instrument(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an entry."""
    one = _found(request, slug)
    others = instruments().exclude(pk=one.pk).filter(kind=one.kind)[:100]
    keeps = bool(may(request.user, "instruments.keep", one))
    context = _public(Link(str(one)), one=one, others=others, keeps=keeps, places=list(one.places.all()))
    return render(request, "hub_instruments/instrument.html", context)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Put two entries side by side."""
    pair = [instrument_by_slug(request.GET.get(name, "")) for name in ("a", "b")]
    if any(one is None or one.removed_at for one in pair):
        raise Http404
    return render(request, "hub_instruments/compare.html", _public(Link(_("Compare")), pair=pair))


@require_safe
def deadline_list(request: HttpRequest) -> HttpResponse:
    """Show coming deadlines as a list and as a month."""
    now = timezone.now()
    form, wanted = _filter(request)
    month = _month(request.GET.get("month", ""), timezone.localdate())
    shown = _month_view(month, wanted)
    asked = request.GET.copy()
    asked.pop("month", None)
    context = _public(
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
    found = deadlines(now - timedelta(days=30), _filter(request)[1])
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
    context = _public(Link(_("What a town could ask for")), form=form)
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
    context = _public(Link(_("What a town could ask for"), reverse("instruments-match")), Link(place.name))
    context |= {"form": form, "place": place, "fitting": fitting, "rest": rest, "elsewhere": elsewhere}
    return render(request, "hub_instruments/match.html", context)


@require_safe
def hub_instruments(request: HttpRequest, slug: str) -> HttpResponse:
    """List what a hub's countries have."""
    hub = hub_or_404(request, slug)
    found = list(instruments_for_hub(hub.countries))
    own = [one for one in found if one.countries]
    context = hub_page(request, hub, "instruments", Link(_("Instruments")))
    keeps = bool(may(request.user, "instruments.keep", hub))
    due = list(due_for_review(hub.countries, timezone.localdate())) if keeps else []
    context |= {"own": own, "european": [one for one in found if not one.countries], "due": due}
    return render(request, "hub_instruments/hub.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hub_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an entry for a hub's countries."""
    hub = hub_or_404(request, slug)
    require(request.user, "instruments.keep", hub)
    return _edit(request, None, hub)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change an entry."""
    one = _found(request, slug)
    require(request.user, "instruments.keep", one)
    return _edit(request, one, None)


@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an entry out of the atlas, or bring it back."""
    one = _found(request, slug)
    require(request.user, "instruments.keep", one)
    back = one.removed_at is not None
    services.remove_instrument(by=asker(request), instrument=one, back=back)
    messages.success(
        request, _("The entry is back.") if back else _("The entry is removed. You can bring it back here.")
    )
    return redirect(one)


@require_POST
def checked(request: HttpRequest, slug: str) -> HttpResponse:
    """Note that an entry was looked at and still holds."""
    one = _found(request, slug)
    require(request.user, "instruments.keep", one)
    day = services.note_checked(by=asker(request), instrument=one)
    messages.success(request, _("Noted. It comes up again on %(day)s.") % {"day": date_text(day)})
    target = request.POST.get("next", "")
    return redirect(target if target.startswith("/hubs/") else one.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
def hub_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a table, show what would be stored, and store it once that is confirmed."""
    hub = hub_or_404(request, slug)
    require(request.user, "instruments.keep", hub)
    if request.method == "POST" and "confirm" in request.POST:
        return _store_import(request, hub)
    form = ImportForm(request.POST or None, request.FILES or None)
    table: Table | None = None
    upload = request.FILES.get("file")
    if upload_was_too_large(request) or (upload and (upload.size or 0) > MOST_IMPORT_BYTES):
        form.add_error("file", _("The file is larger than 2 MB."))
    elif request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        data = upload.read()
        table = read_instruments(data, upload.name)
        if not table.faults:
            request.session[_KEPT_TABLE] = {"hub": hub.slug, "name": upload.name, "data": data.hex()}
    context = hub_page(request, hub, "instruments", Link(_("Import")))
    context |= {"form": form, "table": table, "columns": COLUMNS}
    bad = bool(form.errors) or bool(table and table.faults)
    return render(request, "hub_instruments/import.html", context, status=400 if bad else 200)


def _store_import(request: HttpRequest, hub: Hub) -> HttpResponse:
    kept = request.session.pop(_KEPT_TABLE, None)
    if not kept or kept["hub"] != hub.slug:
        messages.warning(request, _("The table is no longer there; choose the file again."))
        return redirect("hub-instruments-import", hub.slug)
    table = read_instruments(bytes.fromhex(kept["data"]), kept["name"])
    try:
        count = services.import_instruments(by=asker(request), rows=table.rows)
    except ValidationError as error:
        messages.warning(request, _("Nothing was stored: %(why)s") % {"why": " ".join(error.messages)})
        return redirect("hub-instruments-import", hub.slug)
    words = ngettext("%(count)s entry is stored.", "%(count)s entries are stored.", count)
    messages.success(request, words % {"count": count})
    return redirect("hub-instruments", hub.slug)


def _edit(request: HttpRequest, one: Instrument | None, hub: Hub | None) -> HttpResponse:
    initial = InstrumentForm.initial_of(one) if one else None
    posted = request.POST if request.method == "POST" else None
    form = InstrumentForm(posted, initial=initial, countries=hub.countries if hub else ())

    def save(data: dict[str, Any]) -> Instrument:
        return services.save_instrument(by=asker(request), values=form.values(), places=data["places"], instrument=one)

    heading = _("Change the entry") if one else _("Add an instrument")
    context = _public(Link(heading), heading=heading, one=one)
    said = _("The entry is saved.")
    return saved(request, form, context, save, "hub_instruments/form.html", record=one, said=said)


def _found(request: HttpRequest, slug: str) -> Instrument:
    one = instrument_by_slug(slug)
    if one is None or (one.removed_at and not may(request.user, "instruments.keep", one)):
        raise Http404
    return one


def _filter(request: HttpRequest) -> tuple[InstrumentFilterForm, InstrumentFilter]:
    form = InstrumentFilterForm(request.GET or None)
    form.is_valid()
    return form, form.wanted()


def _public(*crumbs: Link, **context: Any) -> dict[str, Any]:
    name = _("Instruments")
    way = [Link(name, reverse("instruments")), *crumbs] if crumbs else [Link(name)]
    return {"here": "network", "crumbs": [Link(_("Europe"), reverse("network")), *way], **context}


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
