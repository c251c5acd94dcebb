"""National totals that explain themselves, as page, file and answer to programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from capacities.core.organisations.names import country_name
from capacities.core.places.queries import counts_by_country
from capacities.dayone.texts import sector_name
from capacities.hub.cities.totals import DRAFT, OWN, Total, boundary_name, national_total
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.web.files import file_response

COLUMNS = (
    "country",
    "town",
    "in the sum",
    "people",
    "year",
    "counts",
    "method",
    "emissions_t",
    "what would bring it in",
)


@require_safe
def totals(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the sum of each country of a hub, and what was left out with the one fix for each."""
    hub = hub_or_404(request, slug)
    method, year = request.GET.get("method", ""), _year(request)
    shown = [_country(code, national_total(code, method, year)) for code in hub.countries]
    context = hub_page(request, hub, "totals") | {"countries": shown, "method": method if method == OWN else DRAFT}
    return render(request, "hub_cities/totals.html", context)


@require_safe
def totals_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Return the cities in the sum and those left out as a file."""
    hub = hub_or_404(request, slug)
    rows = _rows(hub.countries, request.GET.get("method", ""), _year(request))
    return file_response(kind, f"{hub.slug}-totals", COLUMNS, rows)


def _country(code: str, total: Total | None) -> dict[str, Any]:
    counts = counts_by_country().get(code)
    people = counts.people if counts else 0
    found: dict[str, Any] = {"name": country_name(code), "total": total, "people": people}
    if total is None:
        return found
    language = (get_language() or "en")[:2]
    return found | {
        "tiers": total.tiers(),
        "weakest": max(total.tiers(), default=4),
        "share": total.sum.people / people if people else 0,
        "counts": boundary_name(total.sum.basis.boundary),
        "sectors": sorted(
            ((sector_name(sector, language), tonnes) for sector, tonnes in total.sum.sectors_t.items()),
            key=lambda pair: -pair[1],
        ),
        "left": [(left, total.fix(left)) for left in total.sum.left_out],
        "years": sorted({basis.year for basis in total.bases if basis.method == total.sum.basis.method}),
    }


def _rows(countries: list[str], method: str, year: int) -> Iterator[tuple[Any, ...]]:
    for code in countries:
        total = national_total(code, method, year)
        if total is None:
            continue
        yes, no = _("yes"), _("no")
        for row in total.sum.cities:
            yield (code, row.city, yes, row.people, row.year, boundary_name(row.boundary), row.method, row.total_t, "")
        for left in total.sum.left_out:
            row = left.inventory
            counts = boundary_name(row.boundary)
            yield (code, row.city, no, row.people, row.year, counts, row.method, row.total_t, total.fix(left))


def _year(request: HttpRequest) -> int:
    text = request.GET.get("year", "")
    return int(text) if text.isdigit() and len(text) == 4 else 0
