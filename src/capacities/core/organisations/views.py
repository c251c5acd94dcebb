"""Pages for stewards and hub teams: organisations that may be the same, merged or told apart."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from capacities.core.organisations.merging import (
    UNDONE_WITHIN,
    call_different,
    merge_organisations,
    merges_visible_to,
    pairs_visible_to,
    undo_merge,
)
from capacities.core.organisations.models import Organisation
from capacities.core.organisations.names import country_name
from capacities.core.people.asker import asker
from capacities.core.permissions import Refused, require


@require_safe
def same(request: HttpRequest) -> HttpResponse:
    """List organisations that may be the same, and the merges that can still be undone."""
    require(request.user, "organisations.see_same")
    pairs = [(pair, country_name(pair.first.country)) for pair in pairs_visible_to(request.user)]
    context = {"pairs": pairs, "merges": list(merges_visible_to(request.user)), "days": UNDONE_WITHIN.days}
    return render(request, "organisations/same.html", context)


@require_POST
def merge(request: HttpRequest) -> HttpResponse:
    """Let one organisation go into another, or note that two are different; then offer to undo it."""
    require(request.user, "organisations.see_same")
    stays = get_object_or_404(Organisation, pk=_number(request, "stays"))
    gone = get_object_or_404(Organisation, pk=_number(request, "gone"))
    try:
        if request.POST.get("what") == "different":
            call_different(by=asker(request), first=stays, second=gone)
            messages.success(request, _("Noted: these are two organisations."))
        else:
            made = merge_organisations(by=asker(request), gone=gone, stays=stays)
            said = _("“%(gone)s” has become part of “%(stays)s”.") % {"gone": gone, "stays": stays}
            undo = reverse("organisations-unmerge", args=[made.pk])
            messages.success(request, said, extra_tags=f"undo:{undo}")
    except Refused as refused:
        messages.warning(request, str(refused.reason))
    return redirect("organisations-same")


@require_POST
def unmerge(request: HttpRequest, number: int) -> HttpResponse:
    """Undo a merge."""
    require(request.user, "organisations.see_same")
    found = get_object_or_404(merges_visible_to(request.user), pk=number)
    gone = undo_merge(by=asker(request), merge=found)
    messages.success(request, _("“%(gone)s” stands for itself again.") % {"gone": gone})
    return redirect("organisations-same")


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdigit() and len(text) < 10 else 0
