"""What the pages of the atlas share: finding an entry, the filter, the way to a page."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from capacities.core.permissions import may
from capacities.hub.instruments.forms import InstrumentFilterForm
from capacities.hub.instruments.models import Instrument
from capacities.hub.instruments.queries import (
    InstrumentFilter,
    instrument_by_slug,
)
from capacities.web.navigation import Link


def found_or_404(request: HttpRequest, slug: str) -> Instrument:
    """Return an entry; a removed one only to those who keep it."""
    one = instrument_by_slug(slug)
    if one is None or (one.removed_at and not may(request.user, "instruments.keep", one)):
        raise Http404
    return one


def asked_of(request: HttpRequest) -> tuple[InstrumentFilterForm, InstrumentFilter]:
    """Return the form and what is asked for in the address."""
    form = InstrumentFilterForm(request.GET or None)
    form.is_valid()
    return form, form.wanted()


def public_page(*crumbs: Link, **context: Any) -> dict[str, Any]:
    """Return the context of a public page."""
    name = _("Instruments")
    way = [Link(name, reverse("instruments")), *crumbs] if crumbs else [Link(name)]
    return {"here": "network", "crumbs": [Link(_("Europe"), reverse("network")), *way], **context}
