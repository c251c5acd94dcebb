"""Which figures a town should find first: the groups of unknowns that carry most of the variance of its total."""

from __future__ import annotations

from collections.abc import Mapping

from capacities.dayone.estimate import Estimate
from capacities.dayone.result import FindFirst
from capacities.dayone.summary import range_of
from capacities.dayone.unknowns import BOUNDARY, NATIONAL_FIGURES
from capacities.engines.activity import SECTORS, SOURCE_INDEX, SOURCES
from capacities.engines.value_of_information import variance_shares

FIGURES = 3
# The inputs (tables/inputs.csv) by which a town states a figure; a published sector is settled by a newer total.
STATED_BY: Mapping[str, tuple[str, ...]] = (
    {
        "gas_homes": ("res_gas",),
        "fuel_homes": ("res_oil", "res_coal", "res_biomass"),
        "electricity_use": ("electricity_total",),
        "grid_factor": ("grid_factor",),
        "district_heat": ("heat_total", "heat_factor"),
        "fuel_services": ("ser_gas", "ser_oil"),
        "large_works": ("ind_gas", "ind_oil", "ind_coal", "ind_electricity"),
        "fuel_sold": ("petrol_total", "diesel_total"),
        "public_transport": ("bus_diesel", "rail_electricity"),
        "waste_treatment": ("waste_landfill", "waste_biological", "waste_incineration"),
        "wastewater": ("wastewater",),
        "product_use": ("ippu_product",),
        "farming": ("livestock", "soils"),
        "population": ("population",),
    }
    | {f"published_{sector}": (f"emissions_{sector}",) for sector in SECTORS}
    | {"published_total": ("emissions_total",)}
)


def find_first(found: Estimate, figures: int = FIGURES) -> tuple[FindFirst, ...]:
    """Return the figures whose knowledge narrows the total most, largest share of variance first."""
    shares = [share for share in variance_shares(found.draft) if share.share > 0 and is_figure(share.group)]
    return tuple(_figure(found, share.group, share.share) for share in shares[:figures])


def is_figure(group: str) -> bool:
    """Return whether a town could go and find it: not what it told already, nor the rules and statistics of others."""
    return not group.startswith("known_") and group not in (BOUNDARY, NATIONAL_FIGURES)


def _figure(found: Estimate, group: str, share: float) -> FindFirst:
    """Return a group of unknowns and what it stands at: activity in its main unit, or tonnes of a published sum."""
    bound = {id for constraint in found.draft.constraints if constraint.group == group for id in constraint.sources}
    sources = bound or {id for unknown in found.draft.inputs if unknown.group == group for id in unknown.activity}
    sources = sources or {id for unknown in found.draft.inputs if unknown.group == group for id in unknown.factor}
    weight = {id: abs(float(found.median.emissions_t[0, SOURCE_INDEX[id]])) for id in sources}
    main = SOURCES[SOURCE_INDEX[max(sorted(weight), key=lambda id: weight[id])]]
    unit = "t" if bound else main.unit
    columns = [SOURCE_INDEX[id] for id in sources if bound or SOURCES[SOURCE_INDEX[id]].unit == unit]
    median, draws = (
        (found.median.emissions_t, found.draws.emissions_t) if bound else (found.median.activity, found.draws.activity)
    )
    return FindFirst(
        input=group,
        sector=main.sector,
        variance_share=share,
        unit=unit,
        current=range_of(float(median[0, columns].sum()), draws[:, columns].sum(axis=1)),
    )
