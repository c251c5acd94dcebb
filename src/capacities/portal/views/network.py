"""The network page: countries, European initiatives, organisations with filter, and the same as files."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from capacities.core.organisations.kinds import kind_name
from capacities.core.organisations.models import EUROPE, Organisation
from capacities.core.organisations.names import country_name
from capacities.core.organisations.queries import (
    european_organisations,
    national_organisations,
    organisation_counts,
    organisations_matching,
)
from capacities.core.permissions import may
from capacities.core.places.queries import countries
from capacities.portal.cities import City, read_cities
from capacities.portal.countries import country_rows
from capacities.portal.forms import OrganisationFilterForm
from capacities.web.files import Row, file_response
from capacities.web.navigation import Link

PER_PAGE = 30
ORGANISATION_COLUMNS = (
    "country", "name", "acronym", "kind", "is_hub", "role", "url", "confidence", "source", "as_of_year",
)  # fmt: skip
CITY_COLUMNS = (
    "country", "name", "place", "population", "latitude", "longitude", "programme", "status", "label_date", "source",
)  # fmt: skip


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """Show who takes part; the filter stands in the address."""
    counts = organisation_counts()
    form = OrganisationFilterForm(request.GET, countries=list(counts))
    wanted = form.wanted()
    found = organisations_matching(wanted) if wanted else national_organisations()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [] if wanted else country_rows(list(countries()), read_cities(), counts)
    context = {
        "here": "network",
        "crumbs": [Link(_("Europe"))],
        "form": form,
        "is_filtered": bool(wanted),
        "page": page,
        "rows": [organisation_row(one) for one in page],
        "total": sum(counts.values()),
        "european": [] if wanted else [organisation_row(one) for one in european_organisations()],
        "country_count": len(rows) or countries().count(),
        "countries": rows,
        "kinds": ("csv", "xlsx", "json"),
        "sees_same": bool(may(request.user, "organisations.see_same")),
    }
    return render(request, "portal/network.html", context)


def organisation_row(one: Organisation) -> dict[str, object]:
    """Return an organisation with the names that a page shows."""
    url = "" if one.country == EUROPE else f"/countries/{one.country.lower()}/"
    return {"item": one, "kind": kind_name(one.kind), "country": country_name(one.country), "country_url": url}


@require_safe
def organisations_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Return the organisations that the filter in the address leaves, as a file."""
    form = OrganisationFilterForm(request.GET, countries=list(organisation_counts()))
    found = organisations_matching(form.wanted()).values_list(*ORGANISATION_COLUMNS)
    return file_response(kind, "organisations", ORGANISATION_COLUMNS, found.iterator(chunk_size=500))


@require_safe
def cities_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Return Mission cities and candidates, one row for each programme, as a file."""
    return file_response(kind, "cities", CITY_COLUMNS, _city_rows(read_cities()))


def _city_rows(cities: list[City]) -> Iterator[Row]:
    for city in cities:
        place = city.place
        for one in city.memberships:
            yield (
                place.country_id, one.name, place.address, place.population, place.latitude, place.longitude,
                one.programme, one.status, one.label_date, one.source,
            )  # fmt: skip
