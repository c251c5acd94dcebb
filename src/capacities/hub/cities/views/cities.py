"""The list of a hub's cities, one city, the work list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.audit import history
from capacities.core.people.asker import asker
from capacities.core.people.queries import holders, names_of, open_requests
from capacities.core.people.roles import country_scope
from capacities.core.permissions import Refused, may, require, require_visible
from capacities.core.places.queries import place_by_slug
from capacities.facts.folding import fold
from capacities.hub.cities import services
from capacities.hub.cities.forms import CityForm, ContactForm, FollowForm, MessageForm
from capacities.hub.cities.models import CityFile
from capacities.hub.cities.phases import ContractStatus, Phase
from capacities.hub.cities.prepared import prepared_message
from capacities.hub.cities.queries import (
    SILENT_AFTER_DAYS,
    CityRow,
    city_of_hub,
    city_rows,
    silent_first,
    waiting_first,
    waiting_hands,
)
from capacities.hub.meetings.queries import coming_meetings, decisions_about_place, decisions_visible_to, open_actions
from capacities.hub.stakeholders.engagement import steps_due
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.hub.structure.models import Hub
from capacities.web.files import file_response
from capacities.web.navigation import Link

COLUMNS = (
    "country", "town", "role", "phase", "contract", "needs", "last contact", "days of silence", "next step", "until",
    "waits for", "in whose hands", "waits since", "followed by", "emissions_t", "emissions_t_p5", "emissions_t_p95",
    "tier",
)  # fmt: skip
_FIELDS = (
    "phase", "contract", "follower", "next_step", "next_due", "waits_for", "waits_on", "waits_since", "unblocks",
    "needs", "topics", "contact_email",
)  # fmt: skip
SHOWN = 8
ENGAGED_WITHIN_DAYS = 14  # next steps with stakeholders that are due so soon stand on the work list


@require_safe
def cities(request: HttpRequest, slug: str) -> HttpResponse:
    """List the cities of a hub, filtered by what stands in the address; first those left behind."""
    hub = _seen(request, slug)
    rows = city_rows(request.user, hub)
    context = hub_page(request, hub, "cities") | {
        "rows": _filtered(request, rows),
        "count": len(rows),
        "silent": silent_first(rows),
        "limit": SILENT_AFTER_DAYS,
        "form": FollowForm(),
        "phases": Phase.choices,
        "wanted": {name: request.GET.get(name, "") for name in ("q", "phase", "role", "silent")},
    }
    return render(request, "hub_cities/cities.html", context)


@require_safe
def cities_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Return the list as a file."""
    hub = _seen(request, slug)
    rows = _filtered(request, city_rows(request.user, hub))
    return file_response(kind, f"{hub.slug}-cities", COLUMNS, _file_rows(rows))


@require_POST
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a town into the list."""
    hub = _seen(request, slug)
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
    if request.method == "POST" and form.is_valid():
        kept = services.follow_city(by=asker(request), hub=hub, place=row.place)
        services.change_city(by=asker(request), file=kept, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(kept)
    context = _frame(request, hub, row, _("Change")) | {"title": row.place.name, "button": _("Save"), "form": form}
    return render(request, "hub/form.html", context, status=400 if form.errors else 200)


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


@require_safe
def work(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what waits, the longest wait first, each with the prepared message; decisions, tasks, meetings."""
    hub = _seen(request, slug)
    rows = city_rows(request.user, hub)
    waiting, silent = waiting_first(rows), silent_first(rows)
    by = asker(request)
    longest = max((row.waits_days or 0 for row in waiting), default=0)
    today = timezone.localdate()
    decisions = decisions_visible_to(request.user, hub).filter(due__isnull=False)
    context = hub_page(request, hub, "work") | {
        "waiting": [(row, *prepared_message(row, by), (row.waits_days or 0) / max(1, longest)) for row in waiting],
        "longest": longest,
        "cities": len(rows),
        "silent": silent[:SHOWN],
        "silent_count": len(silent),
        "hands": list(waiting_hands(request.user, hub)[:SHOWN]),
        "requests": _requests(request, hub),
        "decisions": list(decisions.exclude(status__in=("done", "withdrawn")).order_by("due")[:SHOWN]),
        "actions": list(open_actions(request.user, hub)[:SHOWN]),
        "meetings": list(coming_meetings(request.user, hub)[:SHOWN]),
        "today": today,
        "engagements": list(steps_due(request.user, hub, today + timedelta(days=ENGAGED_WITHIN_DAYS))[:SHOWN]),
    }
    return render(request, "hub_cities/work.html", context)


def _requests(request: HttpRequest, hub: Hub) -> int:
    if not may(request.user, "people.see_requests"):
        return 0
    return open_requests(request.user).filter(country__in=hub.countries).count()


def _seen(request: HttpRequest, slug: str) -> Hub:
    hub = hub_or_404(request, slug)
    require_visible(request.user, "hub.see_private", hub)
    return hub


def _city(request: HttpRequest, slug: str, country: str, place: str) -> tuple[Hub, CityRow]:
    hub = _seen(request, slug)
    found = place_by_slug(country, place)
    row = city_of_hub(request.user, hub, found) if found else None
    if row is None:
        raise Http404
    return hub, row


def _frame(request: HttpRequest, hub: Hub, row: CityRow, *more: str) -> dict[str, Any]:
    here = reverse("hub-city", args=[hub.slug, *row.place.address.split("/")])
    way = [Link(_("Cities"), reverse("hub-cities", args=[hub.slug])), Link(row.place.name, here)]
    return hub_page(request, hub, "cities", *way, *(Link(one) for one in more))


def _team(hub: Hub) -> Any:
    members = [holders("hub_team", country_scope(code)) for code in hub.countries]
    return members[0].union(*members[1:]) if len(members) > 1 else members[0]


def _is_own(request: HttpRequest) -> bool:
    """Return whether the page to go back to is one of ours."""
    return url_has_allowed_host_and_scheme(request.POST.get("next", ""), allowed_hosts={request.get_host()})


def _filtered(request: HttpRequest, rows: list[CityRow]) -> list[CityRow]:
    text, phase = fold(request.GET.get("q", "")), request.GET.get("phase", "")
    role, silent = request.GET.get("role", ""), request.GET.get("silent", "")
    return [
        row
        for row in rows
        if (not text or text in fold(row.place.name))
        and (not phase or (row.file is not None and row.file.phase == phase))
        and (not role or (row.role or "other") == role)
        and (not silent or row.is_silent)
    ]


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
            str(file.follower or "") if file else "", row.total_t and row.total_t.p50, row.total_t and row.total_t.p5,
            row.total_t and row.total_t.p95, int(row.tier) if row.tier else None,
        )  # fmt: skip
