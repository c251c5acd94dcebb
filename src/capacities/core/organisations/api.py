"""Organisations of the network for programs. All of them are public."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router, Schema

from capacities.core.organisations.queries import OrganisationFilter, organisations_matching

router = Router(tags=["organisations"])


class OrganisationOut(Schema):
    """An organisation with the source of what is said of it; country EU stands for a European body."""

    name: str
    acronym: str
    country: str
    kind: str
    role: str
    url: str
    source: str


class OrganisationsIn(Schema):
    """What the list is narrowed to."""

    country: str = ""
    kind: str = ""
    q: str = ""


@router.get("/organisations", response=list[OrganisationOut], summary="Organisations of the network")
def organisations(request: HttpRequest, asked: Query[OrganisationsIn]) -> list[OrganisationOut]:
    """Return organisations by name."""
    wanted = OrganisationFilter(asked.country.upper(), asked.kind, asked.q)
    return [
        OrganisationOut(
            name=row.name, acronym=row.acronym, country=row.country, kind=row.kind, role=row.role, url=row.url,
            source=row.source,
        )
        for row in organisations_matching(wanted)
    ]  # fmt: skip
