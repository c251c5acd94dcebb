"""Reads of organisations. All of them are public."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.db.models.functions import Lower

from capacities.core.organisations.models import EUROPE, Organisation


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """What a list of organisations is narrowed to; empty means all."""

    country: str = ""
    kind: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        """Return whether anything is asked for."""
        return bool(self.country or self.kind or self.text)


def organisations_matching(wanted: OrganisationFilter) -> QuerySet[Organisation]:
    """Return organisations by country, European ones first, then by name."""
    found = Organisation.objects.all()
    if wanted.country:
        found = found.filter(country=wanted.country)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    for word in wanted.text.split():
        found = found.filter(search__contains=word.lower())
    return found.order_by(Lower("name"))


def organisations_of_country(country: str) -> QuerySet[Organisation]:
    """Return the organisations of a country, its hub first."""
    return Organisation.objects.filter(country=country).order_by("-is_hub", "kind", Lower("name"))


def european_organisations() -> QuerySet[Organisation]:
    """Return the bodies that belong to no single country."""
    return Organisation.objects.filter(country=EUROPE).order_by(Lower("name"))


def national_organisations() -> QuerySet[Organisation]:
    """Return the bodies that belong to a country, by name."""
    return Organisation.objects.exclude(country=EUROPE).order_by(Lower("name"))


def organisation_counts() -> dict[str, int]:
    """Return how many organisations each country has, by code."""
    return dict(Organisation.objects.values_list("country").annotate(count=Count("pk")))
