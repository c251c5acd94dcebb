"""Pages of a map's network: who links whom with the drawing, the measures, and both as files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from capacities.charts.network import standing_alone
from capacities.core.topics import topic_names
from capacities.hub.stakeholders.drawing import drawing_of
from capacities.hub.stakeholders.forms_network import LinkFilter
from capacities.hub.stakeholders.kinds import ROLES, Helix
from capacities.hub.stakeholders.measures import GLANCED, MEASURED, Findings, balance_counts, findings
from capacities.hub.stakeholders.models import StakeholderMap
from capacities.hub.stakeholders.network import Link, StakeholderNetwork, network_of_map
from capacities.hub.stakeholders.network_files import (
    LINK_COLUMNS,
    NODE_COLUMNS,
    OPEN_COLUMNS,
    as_graphml,
    as_json,
    link_rows,
    node_rows,
)
from capacities.hub.stakeholders.queries import known_elsewhere, roles_missing
from capacities.hub.stakeholders.views.maps import map_context, map_or_404
from capacities.web.files import file_response
from capacities.web.navigation import Link as Crumb

PER_PAGE = 40


@require_safe
def network(request: HttpRequest, slug: str, map_id: int) -> HttpResponse:
    """Show who links whom, the same as a drawing, and what stands out."""
    hub, chosen = map_or_404(request, slug, map_id)
    whole = network_of_map(request.user, chosen)
    told = findings(whole, GLANCED)
    form = LinkFilter(request.GET)
    context = map_context(request, hub, chosen, Crumb(_("Network"))) | {
        "network": whole,
        "told": told,
        "sentences": sentences(told, len(whole.nodes)),
        "form": form,
        "page": Paginator(link_lines(whole, form.narrowed(whole)), PER_PAGE).get_page(request.GET.get("page")),
        "is_filtered": form.is_filtered,
        "drawing": drawing_of(whole, drawing_label(told, len(whole.nodes))),
        "balance": [(str(Helix(kind).label), count) for kind, count in balance_counts(told.balance).items()],
        "missing": _missing(request, chosen),
    }
    return render(request, "hub_stakeholders/network.html", context)


@require_safe
def measures(request: HttpRequest, slug: str, map_id: int) -> HttpResponse:
    """Show the measures of each stakeholder, the best linked first."""
    hub, chosen = map_or_404(request, slug, map_id)
    told = findings(network_of_map(request.user, chosen))
    way = Crumb(_("Network"), reverse("hub-stakeholder-network", args=[hub.slug, chosen.pk]))
    context = map_context(request, hub, chosen, way, Crumb(_("Measures"))) | {
        "told": told,
        "limit": MEASURED,
        "page": Paginator(told.rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "hub_stakeholders/measures.html", context)


@require_safe
def network_file(request: HttpRequest, slug: str, map_id: int, what: str, kind: str) -> HttpResponseBase:
    """Return nodes or links as a table, or the whole as GraphML, JSON or SVG."""
    hub, chosen = map_or_404(request, slug, map_id)
    return as_file(request, network_of_map(request.user, chosen), f"{hub.slug}-network", what, kind)


def as_file(
    request: HttpRequest, network: StakeholderNetwork, name: str, what: str, kind: str, *, is_open: bool = False
) -> HttpResponseBase:
    """Return a network as a file; ``is_open`` leaves out what only the hub's team sees."""
    root = request.build_absolute_uri("/").rstrip("/")
    if what == "nodes":
        columns = OPEN_COLUMNS if is_open else NODE_COLUMNS
        return file_response(kind, f"{name}-nodes"[:31], columns, node_rows(network, is_open=is_open))
    if what == "links":
        return file_response(kind, f"{name}-links"[:31], LINK_COLUMNS, link_rows(network, root))
    if what != "graph":
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    if kind == "json":
        return JsonResponse(as_json(network, is_open=is_open, root=root), headers=headers)
    if kind == "graphml":
        return HttpResponse(as_graphml(network, is_open=is_open), "application/graphml+xml", headers=headers)
    drawing = drawing_of(network, name) if kind == "svg" else None
    if drawing is None:
        raise Http404
    return HttpResponse(standing_alone(drawing.svg), "image/svg+xml", headers=headers)


def link_lines(network: StakeholderNetwork, links: Sequence[Link]) -> list[dict[str, Any]]:
    """Return links as the list shows them: both ends, the relation, where it comes from."""
    return [{"giver": network.nodes[one.giver], "taker": network.nodes[one.taker], "link": one} for one in links]


def sentences(told: Findings, count: int) -> list[str]:
    """Return the finding of a network in at most three sentences."""
    if not told.linked_pairs:
        return [_("No link between the stakeholders is known yet.")] if count > 1 else []
    first = told.rows[0]
    found = [
        ngettext(
            "%(name)s has the most links: with %(count)s other.",
            "%(name)s has the most links: with %(count)s others.",
            first.degree,
        )
        % {"name": first.node.name, "count": first.degree}
    ]
    broker = max(told.brokers, key=lambda row: len(row.cuts_off), default=None)
    if broker:
        lost = len(broker.cuts_off)
        found.append(
            ngettext(
                "Without %(name)s, %(count)s stakeholder would have no way to the rest.",
                "Without %(name)s, %(count)s stakeholders would have no way to the rest.",
                lost,
            )
            % {"name": broker.node.name, "count": lost}
        )
    if told.isolated:
        alone = len(told.isolated)
        found.append(
            ngettext(
                "%(count)s stakeholder has much power and no link.",
                "%(count)s stakeholders have much power and no link.",
                alone,
            )
            % {"count": alone}
        )
    return found


def drawing_label(told: Findings, count: int) -> str:
    """Return the drawing in words, for those who do not see it."""
    return " ".join([_("Network of the stakeholders; the list before it says the same."), *sentences(told, count)])


def _missing(request: HttpRequest, chosen: StakeholderMap) -> list[dict[str, Any]]:
    """Return the roles that nobody fills, for which topics, and who fills them on other maps of the hub."""
    roles = roles_missing(request.user, chosen)
    known = known_elsewhere(request.user, chosen, roles)
    topics = topic_names(chosen.topics)
    return [
        {"role": str(ROLES[role]), "topics": topics, "known": known.get(role, [])} for role in roles if role in ROLES
    ]
