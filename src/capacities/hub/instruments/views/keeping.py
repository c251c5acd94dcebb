"""What a hub has in the atlas, and how its entries are added, changed, removed and checked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.people.templatetags.people import day as date_text
from capacities.core.permissions import may, require
from capacities.hub.instruments import services
from capacities.hub.instruments.forms import InstrumentForm
from capacities.hub.instruments.models import Instrument
from capacities.hub.instruments.queries import (
    due_for_review,
    instruments_for_hub,
)
from capacities.hub.instruments.views.common import found_or_404, public_page
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.hub.structure.models import Hub
from capacities.web.acts import saved
from capacities.web.navigation import Link


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
    one = found_or_404(request, slug)
    require(request.user, "instruments.keep", one)
    return _edit(request, one, None)


@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an entry out of the atlas, or bring it back."""
    one = found_or_404(request, slug)
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
    one = found_or_404(request, slug)
    require(request.user, "instruments.keep", one)
    day = services.note_checked(by=asker(request), instrument=one)
    messages.success(request, _("Noted. It comes up again on %(day)s.") % {"day": date_text(day)})
    target = request.POST.get("next", "")
    return redirect(target if target.startswith("/hubs/") else one.get_absolute_url())


def _edit(request: HttpRequest, one: Instrument | None, hub: Hub | None) -> HttpResponse:
    initial = InstrumentForm.initial_of(one) if one else None
    posted = request.POST if request.method == "POST" else None
    form = InstrumentForm(posted, initial=initial, countries=hub.countries if hub else ())

    def save(data: dict[str, Any]) -> Instrument:
        return services.save_instrument(by=asker(request), values=form.values(), places=data["places"], instrument=one)

    heading = _("Change the entry") if one else _("Add an instrument")
    context = public_page(Link(heading), heading=heading, one=one)
    said = _("The entry is saved.")
    return saved(request, form, context, save, "hub_instruments/form.html", record=one, said=said)
