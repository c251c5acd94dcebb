"""The list of a hub's cities, and one city."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.audit import history
from capacities.core.people.asker import asker
from capacities.core.people.models import Person
from capacities.core.people.queries import holders, names_of
from capacities.core.people.roles import country_scope
from capacities.core.permissions import Refused, may, require, require_visible
from capacities.core.places.queries import place_by_slug
from capacities.facts.folding import fold
from capacities.hub.cities import services
from capacities.hub.cities.forms import CitiesFilter, CityForm, ContactForm, FollowForm, MessageForm
from capacities.hub.cities.models import CityFile
from capacities.hub.cities.phases import ContractStatus, Phase
from capacities.hub.cities.prepared import prepared_message
from capacities.hub.cities.queries import (
    SILENT_AFTER_DAYS,
    CityRow,
    city_of_hub,
    city_rows,
    phase_steps,
    silent_first,
)
from capacities.hub.meetings.queries import decisions_about_place
from capacities.hub.structure.acts import saved, warn_of_past
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.hub.structure.models import Hub
from capacities.web.files import file_response
from capacities.web.navigation import Link
from capacities.web.sorting import Sorting

CITIES = Sorting(
    {
        "name": pgettext_lazy("order", "City"),
        "phase": pgettext_lazy("order", "Phase"),
        "contract": pgettext_lazy("order", "Contract"),
        "last": pgettext_lazy("order", "Last contact or progress"),
        "next": pgettext_lazy("order", "Next step"),
        "emissions": pgettext_lazy("order", "Emissions, t CO₂e"),
    },
    default="name",
    greatest_first=frozenset({"emissions"}),
)
COLUMNS = (
    "country", "town", "role", "phase", "contract", "needs", "last contact", "days of silence", "next step", "until",
    "waits for", "in whose hands", "waits since", "what it takes", "followed by", "emissions_t",
    "emissions_t_p5", "emissions_t_p95", "tier",
)  # fmt: skip
_FIELDS = (
    "phase", "contract", "follower", "next_step", "next_due", "waits_for", "waits_on", "waits_since", "unblocks",
    "effort", "needs", "topics", "contact_email",
)  # fmt: skip
SHOWN = 8


@require_safe
def cities(request: HttpRequest, slug: str) -> HttpResponse:
    """List the cities of a hub, filtered by what stands in the address; first those left behind."""
    hub = seen_hub(request, slug)
    rows = city_rows(request.user, hub)
    narrow = CitiesFilter(request.GET, followers=_followers(rows))
    context = hub_page(request, hub, "cities") | {
        "rows": _listed(request, rows, narrow),
        "count": len(rows),
        "silent": silent_first(rows),
        "limit": SILENT_AFTER_DAYS,
        "form": FollowForm(),
        "narrow": narrow,
        "is_filtered": any(request.GET.get(name) for name in narrow.fields),
        "sorting": CITIES,
        "order": CITIES.chosen(request),
    }
    return render(request, "hub_cities/cities.html", context)


@require_safe
def cities_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Return the list as a file."""
    hub = seen_hub(request, slug)
    rows = city_rows(request.user, hub)
    rows = _listed(request, rows, CitiesFilter(request.GET, followers=_followers(rows)))
    return file_response(kind, f"{hub.slug}-cities", COLUMNS, _file_rows(rows))


@require_POST
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a town into the list."""
    hub = seen_hub(request, slug)
    require(request.user, "hub.edit", hub)
    form = FollowForm(request.POST)
    if not form.is_valid():
        messages.warning(request, " ".join(str(error) for error in form.errors["place"]))
        return redirect("hub-cities", hub.slug)
    try:
        file = services.follow_city(by=asker(request), hub=hub, place=form.cleaned_data["place"])
    except Refused as refused:
        messages.warning(request, str(refused.reason))
        return redirect("hub-cities", hub.slug)
    return redirect(file)


@require_safe
def city(request: HttpRequest, slug: str, country: str, place: str) -> HttpResponse:
    """Show a city within the hub: where it stands, contacts, decisions, changes, the prepared message."""
    hub, row = _city(request, slug, country, place)
    file = row.file
    keeps = bool(may(request.user, "hub.edit", hub))
    subject, text = prepared_message(row, asker(request))
    changes = history(model=CityFile, object_id=file.pk, limit=20) if file and keeps else []
    context = _frame(request, hub, row) | {
        "row": row,
        "file": file,
        "contacts": list(file.contacts.select_related("by")[:50]) if file else [],
        "decisions": list(decisions_about_place(request.user, row.place.pk, hub)[:SHOWN]),
        "contact_form": ContactForm(),
        "message_form": MessageForm(initial={"subject": subject, "text": text}),
        "changes": changes,
        "names": names_of(changes),
        "limit": SILENT_AFTER_DAYS,
        "steps": phase_steps(file) if file else [],
    }
    return render(request, "hub_cities/city.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_city(request: HttpRequest, slug: str, country: str, place: str) -> HttpResponse:
    """Note where a city stands."""
    hub, row = _city(request, slug, country, place)
    require(request.user, "hub.edit", hub)
    file = row.file or CityFile(hub=hub, place=row.place)
    initial = {field: getattr(file, field) for field in _FIELDS}
    form = CityForm(request.POST if request.method == "POST" else None, initial=initial, team=_team(hub))
    context = _frame(request, hub, row, _("Change")) | {"title": row.place.name, "button": _("Save")}

    def save(values: dict[str, Any]) -> CityFile:
        kept = services.follow_city(by=asker(request), hub=hub, place=row.place)
        warn_of_past(request, values["next_due"])
        return services.change_city(by=asker(request), file=kept, **values)

    return saved(request, form, context, save, record=row.file)


@require_POST
def act_on_city(request: HttpRequest, slug: str, country: str, place: str, what: str) -> HttpResponse:
    """Note a contact, send the message, stop following or follow again."""
    hub, row = _city(request, slug, country, place)
    require(request.user, "hub.edit", hub)
    by = asker(request)
    file = services.follow_city(by=by, hub=hub, place=row.place) if what != "stop" else row.file
    if file is None or what not in ("contact", "message", "stop", "follow"):
        raise Http404
    contact, message = ContactForm(request.POST), MessageForm(request.POST)
    try:
        if what == "contact" and contact.is_valid():
            services.add_contact(by=by, file=file, **contact.cleaned_data)
            messages.success(request, _("The contact is noted."))
        elif what == "message" and message.is_valid():
            services.send_message(by=by, file=file, **message.cleaned_data)
            messages.success(request, _("The message is on its way; it is noted as a contact."))
        elif what == "stop":
            services.stop_following(by=by, file=file)
            messages.success(request, _("The town is off your list. What you noted comes back if you follow it again."))
        elif what in ("contact", "message"):
            messages.warning(request, _("Fill in what is missing: the text, and for a contact its date."))
    except Refused as refused:
        messages.warning(request, str(refused.reason))
    return redirect(request.POST.get("next") or file.get_absolute_url()) if _is_own(request) else redirect(file)


def seen_hub(request: HttpRequest, slug: str) -> Hub:
    hub = hub_or_404(request, slug)
    require_visible(request.user, "hub.see_private", hub)
    return hub


def _city(request: HttpRequest, slug: str, country: str, place: str) -> tuple[Hub, CityRow]:
    hub = seen_hub(request, slug)
    found = place_by_slug(country, place)
    row = city_of_hub(request.user, hub, found) if found else None
    if row is None:
        raise Http404
    return hub, row


def _frame(request: HttpRequest, hub: Hub, row: CityRow, *more: str) -> dict[str, Any]:
    here = reverse("hub-city", args=[hub.slug, *row.place.address.split("/")])
    way = [Link(_("Cities"), reverse("hub-cities", args=[hub.slug])), Link(row.place.name, here)]
    return hub_page(request, hub, "cities", *way, *(Link(one) for one in more))


def _followers(rows: list[CityRow]) -> list[Person]:
    """Return who follows any city of a list, by name."""
    found = {row.file.follower.pk: row.file.follower for row in rows if row.file and row.file.follower}
    return sorted(found.values(), key=lambda person: fold(str(person)))


def _team(hub: Hub) -> Any:
    members = [holders("hub_team", country_scope(code)) for code in hub.countries]
    return members[0].union(*members[1:]) if len(members) > 1 else members[0]


def _is_own(request: HttpRequest) -> bool:
    """Return whether the page to go back to is one of ours."""
    return url_has_allowed_host_and_scheme(request.POST.get("next", ""), allowed_hosts={request.get_host()})


def _listed(request: HttpRequest, rows: list[CityRow], form: CitiesFilter) -> list[CityRow]:
    wanted = form.cleaned_data if form.is_valid() else {}
    text, phase, contract = fold(wanted.get("q", "")), wanted.get("phase"), wanted.get("contract")
    role, follower, silent = wanted.get("role"), wanted.get("follower"), wanted.get("silent")
    found = [
        row
        for row in rows
        if (not text or text in fold(row.place.name))
        and (not phase or (row.file is not None and row.file.phase == phase))
        and (not contract or row.contract == contract)
        and (not role or (row.role or "other") == role)
        and (not follower or str((row.file.follower_id if row.file else None) or 0) == follower)
        and (not silent or row.is_silent)
    ]
    order = CITIES.chosen(request)
    known = [row for row in found if _value(row, order.key) is not None]
    known.sort(key=lambda row: _value(row, order.key), reverse=order.descending)
    return known + [row for row in found if _value(row, order.key) is None]


def _value(row: CityRow, key: str) -> Any:
    """Return what a row is ordered by, or None where it is not known: unknown ones come last either way."""
    file = row.file
    if key == "phase":
        return Phase.values.index(file.phase) if file and file.phase else None
    if key == "contract":
        return ContractStatus.values.index(row.contract)
    if key == "last":
        return row.last
    if key == "next":
        return file.next_due if file else None
    if key == "emissions":
        return row.total_t.p50 if row.total_t else None
    return fold(row.place.name)


def _file_rows(rows: list[CityRow]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        file = row.file
        noted = (
            str(Phase(file.phase).label) if file and file.phase else "",
            str(ContractStatus(row.contract).label),
            file.needs if file else "",
        )
        yield (
            row.place.country_id, row.place.name, row.role, *noted, str(row.last or ""), row.silent_days,
            file.next_step if file else "", str(file.next_due or "") if file else "", file.waits_for if file else "",
            file.waits_on if file else "", str(file.waits_since or "") if file else "",
            str(file.get_effort_display()) if file else "", str(file.follower or "") if file else "",
            row.total_t and row.total_t.p50, row.total_t and row.total_t.p5,
            row.total_t and row.total_t.p95, int(row.tier) if row.tier else None,
        )  # fmt: skip
