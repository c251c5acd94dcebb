"""Reads of stored drafts across places, for pages of countries and of the network. Drafts are public."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, IntegerField, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from capacities.city.models import StoredDraft
from capacities.core.places.models import Place
from capacities.dayone.result import Range, Tier


@dataclass(frozen=True, slots=True)
class Specimen:
    """A stored draft shown as an example: the place, its total and how near the source is."""

    place: Place
    base_year: int
    total_t: Range
    tier: Tier


@dataclass(frozen=True, slots=True)
class DraftTotals:
    """Sums over the stored drafts of one base year: best estimates, t CO2e and EUR.

    ``tiers`` counts the drafts by how near the source of their inventory is, the nearest first.
    """

    base_year: int
    drafts: int
    people: int
    total_t: float
    residual_t: float
    investment_eur: float
    tiers: dict[Tier, int]

    @property
    def weakest(self) -> Tier:
        """Return the tier of the least certain part: a sum is as good as that."""
        return max(self.tiers)


def specimen_draft(address: str) -> Specimen | None:
    """Return the stored draft of a place (country/slug), else of the first Mission city that has one, else none."""
    country, _, slug = address.partition("/")
    drafts = StoredDraft.objects.select_related("place__country").annotate(tier=KT("document__inventory__tier"))
    drafts = drafts.defer("document")
    found = drafts.filter(place__country_id=country.upper(), place__slug=slug).first()
    found = found or drafts.order_by(F("place__role").desc(), "place__name").first()
    if found is None:
        return None
    total = Range(found.total_p5_t, found.total_t, found.total_p95_t)
    return Specimen(found.place, found.base_year, total, Tier(int(found.tier)))


def drafts_of_country(country: str) -> list[DraftTotals]:
    """Return sums over the stored drafts of a country, one for each base year: years are never mixed."""
    rows = (
        StoredDraft.objects.filter(place__country_id=country)
        .values("base_year")
        .annotate(
            tiers=ArrayAgg(Cast(KT("document__inventory__tier"), IntegerField()), order_by="pk"),
            drafts=Count("pk"),
            people=Sum("place__population"),
            total=Sum("total_t"),
            residual=Sum("residual_t"),
            investment=Sum("investment_eur"),
        )
        .order_by("-drafts", "-base_year")
    )
    return [
        DraftTotals(
            base_year=row["base_year"],
            drafts=row["drafts"],
            people=row["people"] or 0,
            total_t=row["total"],
            residual_t=row["residual"],
            investment_eur=row["investment"],
            tiers={Tier(tier): count for tier, count in sorted(Counter(row["tiers"]).items())},
        )
        for row in rows
    ]


def count_drafts() -> int:
    """Return how many drafts are stored."""
    return StoredDraft.objects.count()
