"""Pages of what was removed, merged and imported in the last 30 days, to put it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.permissions import require_visible
from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.models.changes import ImportState
from capacities.hub.stakeholders.people_queries import (
    imports_of,
    mergings_to_undo,
    removed_maps,
    removed_offices,
    removed_relations,
    removed_stakeholders,
)
from capacities.hub.stakeholders.views.maps import map_context, map_or_404
from capacities.hub.structure.acts import done
from capacities.hub.structure.frame import hub_or_404
from capacities.web.navigation import Link


@require_safe
def removed(request: HttpRequest, slug: str, map_id: int) -> HttpResponse:
    """List what can be put back on a map."""
    hub, chosen = map_or_404(request, slug, map_id)
    user = request.user
    context = map_context(request, hub, chosen, Link(_("Removed"))) | {
        "stakeholders": removed_stakeholders(user, chosen),
        "offices": removed_offices(user, chosen),
        "relations": removed_relations(user, chosen),
        "mergings": mergings_to_undo(user, chosen),
        "imports": imports_of(user, chosen).filter(state=ImportState.WRITTEN).exclude(undo={}),
    }
    return render(request, "hub_stakeholders/removed.html", context)


@require_POST
def restore(request: HttpRequest, slug: str, map_id: int, what: str, number: int) -> HttpResponse:
    """Put something back on a map."""
    hub, chosen = map_or_404(request, slug, map_id)
    user, by = request.user, asker(request)
    ways: dict[str, tuple[QuerySet[Any], Callable[[Any], object]]] = {
        "stakeholder": (
            removed_stakeholders(user, chosen), lambda row: services.restore_stakeholder(by=by, stakeholder=row),
        ),
        "office": (removed_offices(user, chosen), lambda row: services.restore_office(by=by, office=row)),
        "relation": (removed_relations(user, chosen), lambda row: services.restore_relation(by=by, relation=row)),
        "merging": (mergings_to_undo(user, chosen), lambda row: services.undo_merging(by=by, merging=row)),
    }  # fmt: skip
    if what not in ways:
        raise Http404
    rows, put_back = ways[what]
    found = get_object_or_404(rows, pk=number)
    done(request, lambda: put_back(found), _("It is back."))
    return redirect("hub-stakeholder-removed", hub.slug, chosen.pk)


@require_POST
def map_act(request: HttpRequest, slug: str, map_id: int, act: str) -> HttpResponse:
    """Take a whole map away, or put it back."""
    hub = hub_or_404(request, slug)
    require_visible(request.user, "hub.see_stakeholders", hub)
    if act == "remove":
        _hub, chosen = map_or_404(request, slug, map_id)
        services.remove_map(by=asker(request), chosen=chosen)
        messages.success(request, _("The map is removed. You can put it back for 30 days, below."))
        return redirect("hub-stakeholders", hub.slug)
    if act == "restore":
        chosen = get_object_or_404(removed_maps(request.user, hub), pk=map_id)
        services.restore_map(by=asker(request), chosen=chosen)
        messages.success(request, _("It is back."))
        return redirect(chosen.get_absolute_url())
    raise Http404
