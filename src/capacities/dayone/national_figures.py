"""National figures, each with whose it is: the country's own, its neighbours' median, or Europe's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from capacities.dayone.result import Tier
from capacities.facts.climate import CountryClimate, climate_by_country

# Who stands in for a country whose figure is missing: neighbours with a like energy system.
NEIGHBOURS: Mapping[str, tuple[str, ...]] = {
    "north": ("DK", "EE", "FI", "IS", "LT", "LV", "NO", "SE"),
    "west": ("AT", "BE", "CH", "DE", "FR", "GB", "IE", "LI", "LU", "NL"),
    "south": ("CY", "ES", "GR", "IL", "IT", "MT", "PT", "TR"),
    "east": ("BG", "CZ", "HR", "HU", "PL", "RO", "SI", "SK"),
    "balkans": ("AL", "BA", "ME", "MK", "RS", "XK"),
    "far_east": ("AM", "GE", "MD", "UA"),
}
EU = (
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE",
    "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
)  # fmt: skip
# Figures that the table's own notes call too low for their country.
SUSPECT = frozenset({("SK", "fec_road_transport_mwh_cap"), ("SK", "co2_transport_t_cap")})


@dataclass(frozen=True, slots=True)
class Filled:
    """A national figure and whose it is: the country's own, its neighbours' median, or the EU's."""

    value: float
    tier: Tier
    stands_in: str = ""  # name of the neighbour group, or EU


def figure(country: str, column: str) -> Filled:
    """Return one national figure, from the neighbour group's or the EU's median where the country has none."""
    table = climate_by_country()
    value = _own(table.get(country), column)
    if value is not None:
        return Filled(value, Tier.NATIONAL)
    for group, members in NEIGHBOURS.items():
        if country in members:
            values = [v for m in members if m != country and (v := _own(table.get(m), column)) is not None]
            if len(values) >= 2:
                return Filled(median(values), Tier.EUROPEAN, group)
    return Filled(median(v for m in EU if (v := _own(table[m], column)) is not None), Tier.EUROPEAN, "EU")


def _own(row: CountryClimate | None, column: str) -> float | None:
    if row is None or (row.iso2, column) in SUSPECT:
        return None
    value = getattr(row, column)
    return None if value is None else float(value)


def figures_behind(source: str) -> set[str]:
    """Return the national figures that a source's estimate rests on."""
    sector, _, carrier = source.partition("_")
    by_sector = {
        "res": {"fec_households_mwh_cap"},
        "ser": {"fec_services_mwh_cap"},
        "ind": {"fec_industry_mwh_cap", "ghg_manufacturing_energy_tco2e_cap"},
        "waste": {"ghg_waste_tco2e_cap", "municipal_waste_kg_cap"},
        "wastewater": {"ghg_waste_tco2e_cap"},
        "ippu": {"ghg_industrial_processes_tco2e_cap"},
        "livestock": {"ghg_agriculture_tco2e_cap"},
        "soils": {"ghg_agriculture_tco2e_cap"},
    }
    found = by_sector.get(sector, {"fec_road_transport_mwh_cap"})
    return found | ({"grid_gco2e_kwh"} if carrier == "electricity" else set())


class Figures(dict[str, Filled]):
    """Figures of one country, looked up once and remembered with what stood in."""

    def __init__(self, country: str) -> None:
        super().__init__()
        self.country = country

    def __call__(self, column: str) -> float:
        if column not in self:
            self[column] = figure(self.country, column)
        return self[column].value

    def own(self, column: str) -> bool:
        return _own(climate_by_country().get(self.country), column) is not None
