"""What was removed from a hub: the list of it, and bringing one back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.permissions import Refused, require
from capacities.core.removal import KEPT_FOR
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.hub.structure.removed import bring_back, removed_from
from capacities.web.navigation import Link


@require_safe
def removed(request: HttpRequest, slug: str) -> HttpResponse:
    """List what can come back, and until when."""
    hub = hub_or_404(request, slug)
    require(request.user, "hub.edit", hub)
    context = hub_page(request, hub, "", Link(_("Removed"))) | {
        "rows": removed_from(asker(request), hub),
        "days": KEPT_FOR.days,
    }
    return render(request, "hub/removed.html", context)


@require_POST
def back(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponse:
    """Bring something back, and go to its page if it has one."""
    hub = hub_or_404(request, slug)
    require(request.user, "hub.edit", hub)
    try:
        record = bring_back(by=asker(request), hub=hub, key=key, number=number)
    except Refused as refused:
        messages.warning(request, str(refused.reason))
        return redirect("hub-removed", hub.slug)
    if record is None:
        raise Http404
    messages.success(request, _("“%(what)s” is back.") % {"what": record})
    here = request.POST.get("next", "")
    if here and url_has_allowed_host_and_scheme(here, allowed_hosts={request.get_host()}):
        return redirect(here)
    return redirect(record if hasattr(record, "get_absolute_url") else reverse("hub-removed", args=[hub.slug]))
