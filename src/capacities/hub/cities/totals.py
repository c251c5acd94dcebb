"""National totals that explain themselves: inventories of a country's cities from stored drafts and published ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from capacities.city.summaries import DraftWithSectors, drafts_with_sectors
from capacities.dayone.result import Tier
from capacities.dayone.texts import ask
from capacities.engines.comparability import Basis, Gwps, Inventory, LeftOut, Sum, add_up, choose_basis
from capacities.facts.climate import gwps as gwps_of
from capacities.facts.regions import published_inventories

OWN, DRAFT = "own", "draft"
# What the parts of the boundary of a published figure are, as far as the facts compare it with a draft.
_COMPARED = "energy, transport, waste"
_AS_REPORTED = "as reported"


@dataclass(frozen=True, slots=True)
class Total:
    """A national total with what a page needs: the sum, all bases to choose from, and the drafts behind it by city."""

    sum: Sum
    bases: tuple[Basis, ...]
    drafts: Mapping[str, DraftWithSectors]

    def tiers(self) -> dict[Tier, int]:
        """Return how many cities of the sum are how near; an own inventory is the city's own."""
        counts: dict[Tier, int] = {}
        for row in self.sum.cities:
            tier = Tier.CITY if row.method == OWN else self.drafts[row.city].tier
            counts[tier] = counts.get(tier, 0) + 1
        return dict(sorted(counts.items()))

    def fix(self, left: LeftOut) -> str:
        """Return in words the single step that would bring a city in."""
        basis, row = self.sum.basis, left.inventory
        if left.fix in ("total", "method") and basis.method == OWN:
            draft = self.drafts.get(row.city)
            figure = first_figure(draft.find_first) if draft else ""
            if figure:
                return _("No inventory of its own. The first figure to find: %(figure)s.") % {"figure": figure}
            return _("No inventory of its own. A first draft is on its page.")
        words = {
            "total": _("No draft is stored yet. Open the page of the town once."),
            "method": _("It has an inventory of its own; look at the sum of own inventories."),
            "year": _("Its figures are of %(year)s; those of %(wanted)s are needed."),
            "boundary": _("It counts other things (%(what)s): a total of %(wanted_boundary)s is needed."),
            "gwp": _("Its set of warming potentials is not known: it says with which report its gases were weighted."),
            "inventory": _("Year and boundary differ: an inventory of %(wanted)s with %(wanted_boundary)s is needed."),
        }
        return words[left.fix] % {
            "year": row.year,
            "wanted": basis.year,
            "what": boundary_name(row.boundary),
            "wanted_boundary": boundary_name(basis.boundary),
        }


def national_total(country: str, method: str = "", year: int = 0) -> Total | None:
    """Return the total of a country's cities, by the given method and year or by the best basis; None without data."""
    drafts = drafts_with_sectors(country)
    rows = [*_own_rows(country, drafts), *_draft_rows(drafts)]
    by_method = {name: [row for row in rows if row.method == name] for name in (OWN, DRAFT)}
    wanted = method if by_method.get(method) else (DRAFT if by_method[DRAFT] else OWN)
    candidates = [row for row in by_method[wanted] if not year or row.year == year] or by_method[wanted]
    basis = choose_basis(candidates, _gwps())
    if basis is None:
        return None
    if wanted == OWN:
        owners = {row.city for row in by_method[OWN]}
        rows = [*by_method[OWN], *(_without_total(row) for row in by_method[DRAFT] if row.city not in owners)]
    else:
        rows = by_method[DRAFT]
    bases = sorted({Basis(r.year, r.boundary, r.gwp, r.method) for r in by_method[OWN] + by_method[DRAFT]}, key=str)
    return Total(add_up(rows, basis, _gwps()), tuple(bases), {draft.place.name: draft for draft in drafts})


def boundary_name(boundary: str) -> str:
    """Return what a boundary counts, in words."""
    return {
        _COMPARED: _("energy, transport and waste of the city"),
        _AS_REPORTED: _("what the city itself counts"),
        "all": _("all sectors of the draft"),
    }.get(boundary, boundary)


def _own_rows(country: str, drafts: Iterable[DraftWithSectors]) -> list[Inventory]:
    """Return the totals that cities published in their contracts; comparable ones share a boundary."""
    names = {draft.place.slug: draft.place for draft in drafts}
    rows = []
    for (code, slug), figures in published_inventories().items():
        if code != country:
            continue
        total = next((one for one in figures if one.what == "total"), None)
        if total is None:
            continue
        place = names.get(slug)
        rows.append(
            Inventory(
                city=place.name if place else total.city,
                people=int(total.population or (place.population if place and place.population else 0)),
                year=total.year,
                boundary=_COMPARED if total.comparable else _AS_REPORTED,
                gwp="",  # contracts do not say it in their headline figures
                method=OWN,
                total_t=float(total.tonnes),
                sectors_t={
                    one.what: float(one.tonnes) for one in figures if one.what != "total" and one.year == total.year
                },
            )
        )
    return rows


def _draft_rows(drafts: Iterable[DraftWithSectors]) -> list[Inventory]:
    return [
        Inventory(
            city=draft.place.name,
            people=draft.place.population or 0,
            year=draft.base_year,
            boundary="all",
            gwp="ar5",
            method=DRAFT,
            total_t=draft.total_t.p50,
            low_t=draft.total_t.p5,
            high_t=draft.total_t.p95,
            sectors_t=draft.sectors_t,
        )
        for draft in drafts
    ]


def _without_total(row: Inventory) -> Inventory:
    return Inventory(row.city, row.people, row.year, row.boundary, row.gwp, OWN, None)


@cache
def _gwps() -> Gwps:
    return {report: (gwps_of(report)["CH4"], gwps_of(report)["N2O"]) for report in ("ar4", "ar5", "ar6")}


def first_figure(input: str) -> str:
    """Return the name of a figure to find, in the page's language."""
    return ask(input, (get_language() or "en")[:2]).name if input else ""
