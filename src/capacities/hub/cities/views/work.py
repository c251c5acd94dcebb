"""The work list: cities that wait, each with its prepared message, and sending several messages together."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from capacities.core.people.asker import asker
from capacities.core.people.queries import open_requests
from capacities.core.permissions import may, require
from capacities.facts.folding import fold
from capacities.hub.cities import services
from capacities.hub.cities.forms import LettersForm
from capacities.hub.cities.prepared import prepared_message
from capacities.hub.cities.queries import CityRow, city_rows, silent_first, waiting_first, waiting_hands
from capacities.hub.cities.views.cities import seen_hub
from capacities.hub.meetings.queries import coming_meetings, decisions_visible_to, open_actions
from capacities.hub.stakeholders.engagement import steps_due
from capacities.hub.structure.frame import hub_page
from capacities.hub.structure.models import Hub
from capacities.web.navigation import Link
from capacities.web.sorting import Order, Sorting

SHOWN = 8
ENGAGED_WITHIN_DAYS = 14  # next steps with stakeholders that are due so soon stand on the work list
WAITING = Sorting(
    {
        "pressing": pgettext_lazy("order", "Long waits that little would end"),
        "days": pgettext_lazy("order", "Longest wait"),
        "name": pgettext_lazy("order", "Name"),
    },
    default="-pressing",
    greatest_first=frozenset({"pressing", "days"}),
)


@require_safe
def work(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what waits, each city with the prepared message; then decisions, tasks, meetings."""
    hub = seen_hub(request, slug)
    rows, order = city_rows(request.user, hub), WAITING.chosen(request)
    waiting, silent = _ordered(waiting_first(rows), order), silent_first(rows)
    by = asker(request)
    longest = max((row.waits_days or 0 for row in waiting), default=0)
    today = timezone.localdate()
    decisions = decisions_visible_to(request.user, hub).filter(due__isnull=False)
    context = hub_page(request, hub, "work") | {
        "waiting": [(row, *prepared_message(row, by), (row.waits_days or 0) / max(1, longest)) for row in waiting],
        "longest": longest,
        "sorting": WAITING,
        "order": order,
        "reachable": sum(bool(row.file and row.file.contact_email) for row in waiting),
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


@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the messages to several cities, to be read and changed, and send them together."""
    hub = seen_hub(request, slug)
    require(request.user, "hub.edit", hub)
    by = asker(request)
    asked = request.POST if request.method == "POST" else request.GET
    wanted = set(asked.getlist("city"))
    chosen = [row for row in waiting_first(city_rows(by, hub)) if row.file and str(row.file.pk) in wanted]
    ready = [(row.file, *prepared_message(row, by)) for row in chosen if row.file and row.file.contact_email]
    if not ready:
        messages.warning(request, _("Tick cities whose address you have noted."))
        return redirect("hub-work", hub.slug)
    form = LettersForm(request.POST if request.method == "POST" else None, letters=ready)
    if request.method == "POST" and form.is_valid():
        sent = services.send_messages(by=by, letters=form.letters())
        count = len(sent.towns)
        said = ngettext(
            "%(count)s message is on its way: %(towns)s.", "%(count)s messages are on their way: %(towns)s.", count
        )
        if count:
            messages.success(request, said % {"count": count, "towns": ", ".join(sent.towns)})
        for reason in sent.refused:
            messages.warning(request, reason)
        return redirect("hub-work", hub.slug)
    title = _("Messages to cities")
    way = [Link(_("Work list"), reverse("hub-work", args=[hub.slug])), Link(title)]
    context = hub_page(request, hub, "work", *way) | {
        "form": form,
        "title": title,
        "cities": [file for file, _subject, _text in ready],
        "without": [row.place.name for row in chosen if row.file and not row.file.contact_email],
    }
    return render(request, "hub_cities/letters.html", context, status=400 if form.errors else 200)


def _ordered(waiting: list[CityRow], order: Order) -> list[CityRow]:
    """Return waiting cities in the order that was asked for; equal ones stay as they stood."""
    keys = {
        "pressing": lambda row: row.pressing,
        "days": lambda row: row.waits_days or 0,
        "name": lambda row: fold(row.place.name),
    }
    return sorted(waiting, key=keys[order.key], reverse=order.descending)


def _requests(request: HttpRequest, hub: Hub) -> int:
    if not may(request.user, "people.see_requests"):
        return 0
    return open_requests(request.user).filter(country__in=hub.countries).count()
