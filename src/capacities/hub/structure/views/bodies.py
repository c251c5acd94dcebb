"""Pages of the bodies of a hub: as of any day, one body, its seats and mandates, files of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
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
from capacities.hub.structure import services
from capacities.hub.structure.acts import done, removed, saved
from capacities.hub.structure.exports import COLUMNS, seat_rows, standing_alone
from capacities.hub.structure.forms import BodyForm, EndForm, NewBodyForm, SeatForm, SeatListForm
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.hub.structure.models import Body, Hub, Seat
from capacities.hub.structure.outline import chart_sentence, draw, outline, turns
from capacities.hub.structure.queries import bodies_on, bodies_visible_to, seats_visible_to
from capacities.web.files import file_response
from capacities.web.navigation import Link

_SEAT_FIELDS = ("role", "organisation", "place", "person_name", "note", "valid_from", "valid_until")
_BODY_FIELDS = ("name", "kind", "reports_to", "topics", "visibility", "valid_from", "valid_until")


@require_safe
def structure(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the bodies as they were on a day, drawn and listed, and what changed since."""
    hub = hub_or_404(request, slug)
    today, day, wrong = timezone.localdate(), _day(request), "on" in request.GET and _day(request) is None
    shown = day or today
    lines = outline(bodies_on(request.user, hub, shown))
    since = []
    if shown < today:
        bodies = bodies_visible_to(request.user, hub)
        since = turns(bodies, seats_visible_to(request.user, hub), shown, today)
    context = hub_page(request, hub, "structure") | {
        "lines": lines,
        "drawing": draw(lines, chart_sentence(lines)) if lines else "",
        "day": shown,
        "is_today": shown == today,
        "on_query": "" if shown == today else f"?on={shown.isoformat()}",
        "wrong_day": wrong,
        "turns": since,
    }
    return render(request, "hub/structure.html", context, status=400 if wrong else 200)


@require_safe
def structure_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Return the bodies and seats of a day as a file, or the chart as a drawing."""
    hub = hub_or_404(request, slug)
    lines = outline(bodies_on(request.user, hub, _day(request) or timezone.localdate()))
    if kind == "svg":
        drawing = standing_alone(str(draw(lines, chart_sentence(lines))))
        return HttpResponse(
            drawing,
            content_type="image/svg+xml",
            headers={"Content-Disposition": f'attachment; filename="{hub.slug}-bodies.svg"'},
        )
    rows = seat_rows(lines, with_addresses=bool(may(request.user, "hub.edit", hub)))
    return file_response(kind, f"{hub.slug}-bodies", COLUMNS, rows)


@require_safe
def body_page(request: HttpRequest, slug: str, body_slug: str) -> HttpResponse:
    """Show a body: mandate, seats of today, those of before, what its keepers may do."""
    hub, body = hub_and_body(request, slug, body_slug)
    today = timezone.localdate()
    seats = list(body.seats.select_related("organisation", "place", "person"))
    mandates = list(body.mandates.all())
    changes = history(model=Body, object_id=body.pk, limit=20) if may(request.user, "hub.edit", hub) else []
    context = body_context(request, hub, body) | {
        "present": [seat for seat in seats if seat.holds_on(today)],
        "coming": [seat for seat in seats if seat.valid_from and seat.valid_from > today],
        "former": [seat for seat in seats if seat.valid_until and seat.valid_until < today],
        "mandate": next((one for one in mandates if one.holds_on(today)), None),
        "mandates": [one for one in mandates if not one.holds_on(today)],
        "sees_addresses": bool(may(request.user, "hub.edit", hub)),
        "changes": changes,
        "names": names_of(changes),
        "today": today,
        "ended": body.valid_until is not None and body.valid_until < today,
        "end_form": EndForm(initial={"day": today}),
    }
    return render(request, "hub/body.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_body(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a body."""
    hub = hub_or_404(request, slug)
    require(request.user, "hub.edit", hub)
    form = NewBodyForm(request.POST if request.method == "POST" else None, hub=hub)
    title = _("New body")
    context = hub_page(request, hub, "structure", Link(title)) | {"title": title, "button": _("Add the body")}
    return saved(request, form, context, lambda data: services.add_body(by=asker(request), hub=hub, **data))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_body(request: HttpRequest, slug: str, body_slug: str) -> HttpResponse:
    """Change a body."""
    hub, body = kept_body(request, slug, body_slug)
    initial = {field: getattr(body, field) for field in _BODY_FIELDS}
    form = BodyForm(request.POST if request.method == "POST" else None, hub=hub, body=body, initial=initial)
    context = body_context(request, hub, body, _("Change")) | {"title": str(body), "button": _("Save")}

    def save(data: dict[str, Any]) -> Body:
        return services.change_body(by=asker(request), body=body, **data)

    return saved(request, form, context, save, record=body)


@require_http_methods(["GET", "HEAD", "POST"])
def new_seat(request: HttpRequest, slug: str, body_slug: str) -> HttpResponse:
    """Add a seat to a body."""
    hub, body = kept_body(request, slug, body_slug)
    form = SeatForm(
        request.POST if request.method == "POST" else None, countries=hub.countries, initial={"role": "member"}
    )
    title = _("New seat")
    context = body_context(request, hub, body, title) | {"title": title, "button": _("Add the seat")}
    return saved(request, form, context, lambda data: services.add_seat(by=asker(request), body=body, **data).body)


@require_http_methods(["GET", "HEAD", "POST"])
def new_seats(request: HttpRequest, slug: str, body_slug: str) -> HttpResponse:
    """Add the seats of many people at once, pasted from a spreadsheet."""
    hub, body = kept_body(request, slug, body_slug)
    form = SeatListForm(request.POST if request.method == "POST" else None, initial={"role": "member"})
    title = _("Several seats at once")
    context = body_context(request, hub, body, title) | {"title": title, "button": _("Add the seats")}

    def save(data: dict[str, Any]) -> Body:
        services.add_seats(by=asker(request), body=body, **data)
        return body

    return saved(request, form, context, save)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_seat(request: HttpRequest, slug: str, body_slug: str, seat_id: int) -> HttpResponse:
    """Change a seat."""
    hub, body = kept_body(request, slug, body_slug)
    seat = get_object_or_404(body.seats.select_related("person", "organisation", "place"), pk=seat_id)
    initial = {field: getattr(seat, field) for field in _SEAT_FIELDS} | {"email": seat.address}
    form = SeatForm(request.POST if request.method == "POST" else None, countries=hub.countries, initial=initial)
    context = body_context(request, hub, body, seat.holder) | {"title": seat.holder, "button": _("Save")}

    def save(data: dict[str, Any]) -> Body:
        return services.change_seat(by=asker(request), seat=seat, **data).body

    return saved(request, form, context, save, record=seat)


@require_POST
def act_on_body(request: HttpRequest, slug: str, body_slug: str, act: str) -> HttpResponse:
    """End a body, take its end back, or remove it."""
    hub, body = kept_body(request, slug, body_slug)
    gone = _act(request, hub, body, act) and act == "remove"
    return redirect("hub-structure", hub.slug) if gone else redirect(body)


@require_POST
def act_on_seat(request: HttpRequest, slug: str, body_slug: str, seat_id: int, act: str) -> HttpResponse:
    """End a seat, take its end back, or remove it."""
    hub, body = kept_body(request, slug, body_slug)
    _act(request, hub, get_object_or_404(body.seats.select_related("person"), pk=seat_id), act)
    return redirect(body)


def _act(request: HttpRequest, hub: Hub, held: Body | Seat, act: str) -> bool:
    """Do one of the three and say so; a refusal is told on the page."""
    form, by = EndForm(request.POST), asker(request)
    if act == "end" and not form.is_valid():
        messages.warning(request, _("Enter the last day."))
        return False
    if act == "end":
        said = _("It ends on that day, and stays to be seen as of the days before.")
        return done(request, lambda: services.end(by=by, held=held, day=form.cleaned_data["day"]), said)
    if act == "resume":
        return done(request, lambda: services.resume(by=by, held=held), _("The end is taken back."))
    if act == "remove":
        return removed(request, hub, held, lambda: services.remove(by=by, held=held))
    raise Http404


def hub_and_body(request: HttpRequest, slug: str, body_slug: str) -> tuple[Hub, Body]:
    hub = hub_or_404(request, slug)
    visible = bodies_visible_to(request.user, hub).select_related("hub", "reports_to")
    return hub, get_object_or_404(visible, slug=body_slug)


def kept_body(request: HttpRequest, slug: str, body_slug: str) -> tuple[Hub, Body]:
    hub, body = hub_and_body(request, slug, body_slug)
    require(request.user, "hub.edit", hub)
    return hub, body


def body_context(request: HttpRequest, hub: Hub, body: Body, *more: str) -> dict[str, Any]:
    way = [Link(_("Bodies"), reverse("hub-structure", args=[hub.slug])), Link(str(body), body.get_absolute_url())]
    return hub_page(request, hub, "structure", *way, *(Link(one) for one in more)) | {"body": body}


def _day(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None
