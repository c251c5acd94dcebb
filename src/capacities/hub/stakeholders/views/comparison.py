"""What other countries have and a map lacks: page and file."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from capacities.hub.stakeholders.comparison import Comparison, Gap, comparison
from capacities.hub.stakeholders.views.maps import map_context, map_or_404
from capacities.web.files import Row, file_response
from capacities.web.navigation import Link

COLUMNS = ("part", "what others have", "in", "of", "example", "country", "source", "address")


@require_safe
def compare(request: HttpRequest, slug: str, map_id: int) -> HttpResponse:
    """Show what other countries have and this map lacks."""
    hub, chosen = map_or_404(request, slug, map_id)
    found = comparison(request.user, chosen)
    context = map_context(request, hub, chosen, Link(_("Comparison"))) | {
        "found": found,
        "count": sum(len(part) for part in found.parts),
    }
    return render(request, "hub_stakeholders/comparison.html", context)


@require_safe
def comparison_file(request: HttpRequest, slug: str, map_id: int, kind: str) -> HttpResponseBase:
    """Return the comparison, one row for each example."""
    hub, chosen = map_or_404(request, slug, map_id)
    root = request.build_absolute_uri("/").rstrip("/")
    rows = _rows(comparison(request.user, chosen), root)
    return file_response(kind, f"{hub.slug}-comparison"[:31], COLUMNS, rows)


def _rows(found: Comparison, root: str) -> Iterator[Row]:
    names = (_("missing role"), _("kind of organisation"), _("role on a published map"), _("body"), _("funding"))
    for name, part in zip(names, found.parts, strict=True):
        for gap in part:
            yield from _examples(name, gap, root)


def _examples(name: str, gap: Gap, root: str) -> Iterator[Row]:
    for one in gap.examples:
        url = f"{root}{one.url}" if one.url.startswith("/") else one.url
        yield (name, gap.what, gap.among, gap.of, one.name, one.country, one.source, url)
