"""Pages of mandates: a new one from a day on, correcting one, removing one that was entered by mistake."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from capacities.core.people.asker import asker
from capacities.hub.structure import services
from capacities.hub.structure.acts import removed, saved
from capacities.hub.structure.forms import MandateChangeForm, MandateForm
from capacities.hub.structure.models import Body
from capacities.hub.structure.views.bodies import body_context, kept_body

_FIELDS = ("text", "valid_from", "valid_until", "decided_by")


@require_http_methods(["GET", "HEAD", "POST"])
def new_mandate(request: HttpRequest, slug: str, body_slug: str) -> HttpResponse:
    """Give a body a new mandate."""
    hub, body = kept_body(request, slug, body_slug)
    form = MandateForm(request.POST if request.method == "POST" else None)
    title = _("New mandate")
    context = body_context(request, hub, body, title) | {"title": title, "button": _("Save the mandate")}

    def save(data: dict[str, Any]) -> Body:
        services.renew_mandate(by=asker(request), body=body, **data)
        return body

    return saved(request, form, context, save)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_mandate(request: HttpRequest, slug: str, body_slug: str, number: int) -> HttpResponse:
    """Correct a mandate."""
    hub, body = kept_body(request, slug, body_slug)
    mandate = get_object_or_404(body.mandates, pk=number)
    initial = {field: getattr(mandate, field) for field in _FIELDS}
    form = MandateChangeForm(request.POST if request.method == "POST" else None, initial=initial)
    title = _("Correct the mandate")
    context = body_context(request, hub, body, title) | {"title": title, "button": _("Save the mandate")}

    def save(data: dict[str, Any]) -> Body:
        services.change_mandate(by=asker(request), mandate=mandate, **data)
        return body

    return saved(request, form, context, save, record=mandate)


@require_POST
def remove_mandate(request: HttpRequest, slug: str, body_slug: str, number: int) -> HttpResponse:
    """Remove a mandate that was entered by mistake."""
    hub, body = kept_body(request, slug, body_slug)
    mandate = get_object_or_404(body.mandates, pk=number)
    removed(request, hub, mandate, lambda: services.remove(by=asker(request), held=mandate))
    return redirect(body)
