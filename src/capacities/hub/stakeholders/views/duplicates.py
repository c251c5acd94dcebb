"""Pages of duplicates: which two may be one, merging them field by field, telling them apart."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.forms.people import MergeForm
from capacities.hub.stakeholders.imports.columns import ORGANISATION
from capacities.hub.stakeholders.likeness import ALIKE
from capacities.hub.stakeholders.models import Stakeholder
from capacities.hub.stakeholders.people_queries import duplicates, told_apart
from capacities.hub.stakeholders.queries import stakeholders_visible_to
from capacities.hub.stakeholders.services.merging import MERGED_FIELDS
from capacities.hub.stakeholders.stored import value_text
from capacities.hub.stakeholders.views.maps import map_context, map_or_404
from capacities.web.navigation import Link

PAIRS_SHOWN = 50


@require_safe
def pairs(request: HttpRequest, slug: str, map_id: int) -> HttpResponse:
    """List which two of a map may be one, and why."""
    hub, chosen = map_or_404(request, slug, map_id)
    found = duplicates(request.user, chosen)
    context = map_context(request, hub, chosen, Link(_("Duplicates"))) | {
        "pairs": found[:PAIRS_SHOWN],
        "count": len(found),
        "apart": told_apart(request.user, chosen),
        "everybody": stakeholders_visible_to(request.user, chosen),
        "alike": ALIKE,
    }
    return render(request, "hub_stakeholders/duplicates.html", context)


@require_safe
def choose(request: HttpRequest, slug: str, map_id: int) -> HttpResponse:
    """Go to the page that merges the two that the address names."""
    hub, chosen = map_or_404(request, slug, map_id)
    numbers = [request.GET.get(name, "") for name in ("one", "other")]
    if not all(number.isdecimal() and len(number) < 10 for number in numbers) or numbers[0] == numbers[1]:
        messages.warning(request, _("Choose two different stakeholders."))
        return redirect("hub-stakeholder-duplicates", hub.slug, chosen.pk)
    return redirect("hub-stakeholder-merge", hub.slug, chosen.pk, int(numbers[0]), int(numbers[1]))


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, slug: str, map_id: int, one_id: int, other_id: int) -> HttpResponse:
    """Show two side by side, and take the second into the first."""
    hub, chosen = map_or_404(request, slug, map_id)
    present = stakeholders_visible_to(request.user, chosen)
    one, other = get_object_or_404(present, pk=one_id), get_object_or_404(present, pk=other_id)
    if one == other:
        raise Http404
    form = MergeForm(request.POST or None, one=one, other=other)
    if request.method == "POST" and form.is_valid():
        services.merge_stakeholders(by=asker(request), kept=one, gone=other, values=form.values())
        told = _("“%(gone)s” is now part of “%(kept)s”. You can take it back for 30 days under Removed.")
        messages.success(request, told % {"gone": other, "kept": one})
        return redirect("hub-stakeholder", hub.slug, chosen.pk, one.pk)
    way = Link(_("Duplicates"), reverse("hub-stakeholder-duplicates", args=[hub.slug, chosen.pk]))
    context = map_context(request, hub, chosen, way, Link(_("Merge"))) | {
        "one": one,
        "other": other,
        "form": form,
        "fields": [
            (ORGANISATION[name], value_text(name, getattr(one, name)), value_text(name, getattr(other, name)))
            for name in MERGED_FIELDS
            if any(getattr(row, name) not in (None, "", []) for row in (one, other))
        ],
        "moves": [(row, _held(row)) for row in (one, other)],
    }
    return render(request, "hub_stakeholders/merge.html", context, status=400 if form.errors else 200)


@require_POST
def apart(request: HttpRequest, slug: str, map_id: int, one_id: int, other_id: int) -> HttpResponse:
    """Remember that two are not the same, or take that back."""
    hub, chosen = map_or_404(request, slug, map_id)
    present = stakeholders_visible_to(request.user, chosen)
    one, other = get_object_or_404(present, pk=one_id), get_object_or_404(present, pk=other_id)
    if one == other:
        raise Http404
    if request.POST.get("undo"):
        first, second = sorted((one.pk, other.pk))
        told = get_object_or_404(told_apart(request.user, chosen), first=first, second=second)
        services.forget_apart(by=asker(request), told=told)
        messages.success(request, _("They are compared again."))
    else:
        services.tell_apart(by=asker(request), one=one, other=other)
        messages.success(request, _("Remembered: these are two different ones."))
    return redirect("hub-stakeholder-duplicates", hub.slug, chosen.pk)


def _held(stakeholder: Stakeholder) -> dict[str, int]:
    """Return how much hangs on a stakeholder."""
    return {
        "offices": stakeholder.offices.filter(removed_at=None).count(),
        "relations": stakeholder.gives_to.filter(removed_at=None).count()
        + stakeholder.takes_from.filter(removed_at=None).count(),
        "talks": stakeholder.talks.count(),
    }
