"""Where each measure stands in the contract: field of action, systemic levers, indicators that follow it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from capacities.dayone.result import PlannedMeasure
from capacities.facts.measures import measures

FIELDS = ("FIELD-1", "FIELD-2", "FIELD-3", "FIELD-4", "FIELD-5")
_SECTOR_FIELDS = {
    "stationary_energy": "FIELD-5",
    "transportation": "FIELD-2",
    "waste": "FIELD-3",
    "ippu": "FIELD-1",
    "afolu": "FIELD-4",
}
SECTOR_INDICATORS = {
    "stationary_energy": "GHG-03",
    "transportation": "GHG-04",
    "waste": "GHG-05",
    "ippu": "GHG-06",
    "afolu": "GHG-07",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Systemic levers (LEVER-1 …) and indicator codes of one measure; a judgement of ours, checked by the city."""

    levers: tuple[str, ...]
    indicators: tuple[str, ...]


_TECHNICAL = ("LEVER-1", "LEVER-5")
_SHEETS: Mapping[str, Sheet] = {
    "travel_advice": Sheet(("LEVER-6", "LEVER-3"), ("MOB-01", "MOB-06")),
    "public_transport": Sheet(("LEVER-1", "LEVER-2"), ("MOB-01", "MOB-04", "SOC-04")),
    "walking_cycling": Sheet(("LEVER-1", "LEVER-4"), ("MOB-01", "MOB-05")),
    "homes_renovation": Sheet(("LEVER-1", "LEVER-5"), ("ENE-07", "ENE-08", "SOC-01")),
    "homes_deep_renovation": Sheet(("LEVER-1", "LEVER-5"), ("ENE-07", "ENE-08")),
    "services_renovation": Sheet(("LEVER-1", "LEVER-2"), ("ENE-07", "ENE-09")),
    "homes_heat_pumps": Sheet(_TECHNICAL, ("ENE-03", "ENE-08")),
    "services_heat_pumps": Sheet(_TECHNICAL, ("ENE-03", "ENE-09")),
    "district_heat_connection": Sheet(("LEVER-1", "LEVER-2"), ("ENE-06",)),
    "district_heat_clean": Sheet(_TECHNICAL, ("ENE-06", "ENE-03")),
    "street_lighting": Sheet(_TECHNICAL, ("ECO-04",)),
    "car_electric": Sheet(("LEVER-1", "LEVER-2"), ("MOB-03", "MOB-07")),
    "bus_electric": Sheet(_TECHNICAL, ("MOB-04", "AIR-01")),
    "van_electric": Sheet(("LEVER-1", "LEVER-2"), ("MOB-07", "AIR-01")),
    "truck_electric": Sheet(_TECHNICAL, ("AIR-01",)),
    "industry_heat_pumps": Sheet(_TECHNICAL, ("ENE-01",)),
    "solar_roofs": Sheet(("LEVER-1", "LEVER-3", "LEVER-5"), ("ENE-04", "ENE-03")),
    "solar_parks": Sheet(("LEVER-1", "LEVER-3", "LEVER-5"), ("ENE-04", "ENE-03")),
    "wind_power": Sheet(("LEVER-1", "LEVER-5"), ("ENE-04", "ENE-03")),
    "industry_electric_steam": Sheet(_TECHNICAL, ("ENE-01",)),
    "food_waste": Sheet(("LEVER-1", "LEVER-6"), ("RES-03", "RES-02")),
    "landfill_gas": Sheet(_TECHNICAL, ("RES-03",)),
    "street_trees": Sheet(("LEVER-1", "LEVER-4"), ("BIO-02", "HEA-05")),
    "new_woodland": Sheet(("LEVER-1",), ("BIO-05", "GHG-11")),
}


def sheet_of(measure: PlannedMeasure) -> Sheet:
    """Return the sheet of a measure: always with the emissions of its sector as the first indicator."""
    own = _SHEETS.get(measure.id, Sheet(("LEVER-1",), ()))
    return Sheet(own.levers, (SECTOR_INDICATORS[measure.sector], *own.indicators))


def field_of(measure: PlannedMeasure) -> str:
    """Return the field of action of a measure."""
    known = measures().get(measure.id)
    return known.field if known else _SECTOR_FIELDS[measure.sector]


def phase_of(measure: PlannedMeasure) -> str:
    """Return how a measure acts: avoid, shift, improve or supply."""
    known = measures().get(measure.id)
    return known.phase if known else "improve"
