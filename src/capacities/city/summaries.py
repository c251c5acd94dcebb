"""Reads of stored drafts across places, for pages of countries and of the network. Drafts are public."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class DraftWithSectors:
    """A stored draft with its sectors, t CO2e, and the figure to find first."""

    place: Place
    base_year: int
    total_t: Range
    tier: Tier
    sectors_t: dict[str, float]
    find_first: str


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


def totals_of_places(ids: Sequence[int]) -> dict[int, tuple[Range, Tier]]:
    """Return by id of a place its draft total with its range, and how near the source is; only stored drafts."""
    rows = StoredDraft.objects.filter(place_id__in=ids).annotate(tier=KT("document__inventory__tier"))
    fields = ("place_id", "total_p5_t", "total_t", "total_p95_t", "tier")
    return {
        place: (Range(low, best, high), Tier(int(tier))) for place, low, best, high, tier in rows.values_list(*fields)
    }


def drafts_with_sectors(country: str) -> list[DraftWithSectors]:
    """Return the stored drafts of a country with their sectors, for sums that explain themselves; by name."""
    rows = StoredDraft.objects.filter(place__country_id=country).select_related("place").order_by("place__name")
    found = []
    for row in rows.annotate(inventory=F("document__inventory"), first=KT("document__find_first__0__input")).defer(
        "document"
    ):
        inventory: dict[str, Any] = row.inventory
        sectors = {name: float(value["p50"]) for name, value in inventory["sectors"].items() if value}
        total = Range(row.total_p5_t, row.total_t, row.total_p95_t)
        tier = Tier(int(inventory["tier"]))
        found.append(DraftWithSectors(row.place, row.base_year, total, tier, sectors, row.first or ""))
    return found


def first_figure_of(place_id: int) -> str:
    """Return the id of the figure that a place should find first, from its stored draft; empty where none is stored."""
    rows = StoredDraft.objects.filter(place_id=place_id).annotate(first=KT("document__find_first__0__input"))
    return rows.values_list("first", flat=True).first() or ""
