"""Valid objects without surprises: `make_plan` is a small, coherent plan whose sums are right by construction."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from capacities.dayone.result import (
    DayOnePlan,
    DraftPlan,
    FindFirst,
    InventoryDraft,
    InventoryLine,
    Notice,
    PlaceFacts,
    PlannedMeasure,
    Range,
    Settings,
    SourceNote,
    Tier,
    Trajectory,
)
from capacities.engines.activity import SOURCE_INDEX, SOURCES

YEARS = tuple(range(2023, 2031))


def spread(value: float, share: float) -> Range:
    """Return a range of ± share around a value."""
    low, high = sorted((value * (1 - share), value * (1 + share)))
    return Range(low, value, high)


def make_place(**changes: Any) -> PlaceFacts:
    """Return Reghin, a town of 29,700 in Mureș county."""
    place = PlaceFacts(
        slug="reghin",
        name="Reghin",
        country="RO",
        country_name="Romania",
        population=29_700,
        latitude=46.778,
        longitude=24.709,
        codes={"lau": "114710", "nuts3": "RO125", "geonames": "669737"},
        county="Mureș",
        area_km2=56.0,
        density_per_km2=530.0,
        degree_of_urbanisation=2,
        heating_degree_days=2764.0,
    )
    return replace(place, **changes)


_ACTIVITY = {  # source: (activity, t CO2e per unit, tier)
    "res_gas": (61_000.0, 0.2026, Tier.NATIONAL),
    "res_biomass": (40_000.0, 0.009, Tier.NATIONAL),
    "res_electricity": (20_500.0, 0.2456, Tier.NATIONAL),
    "ser_gas": (14_000.0, 0.2026, Tier.COMPARABLE),
    "ser_electricity": (18_200.0, 0.2456, Tier.COMPARABLE),
    "ind_gas": (38_000.0, 0.2026, Tier.EUROPEAN),
    "ind_electricity": (43_000.0, 0.2456, Tier.EUROPEAN),
    "car_petrol": (55_000.0, 0.2495, Tier.NATIONAL),
    "car_diesel": (62_000.0, 0.2674, Tier.NATIONAL),
    "truck_diesel": (22_000.0, 0.2674, Tier.NATIONAL),
    "waste_landfill": (8_900.0, 0.9, Tier.CITY),
    "ippu_process": (0.0, 0.0, Tier.NATIONAL),
    "land": (-1_400.0, 1.0, Tier.EUROPEAN),
}


def make_inventory() -> InventoryDraft:
    """Return an inventory whose sector totals are the sums of its lines; land is a sink, ippu_process is NO."""
    lines = []
    sectors: dict[str, float] = {}
    for id, (activity, factor, tier) in _ACTIVITY.items():
        source = SOURCES[SOURCE_INDEX[id]]
        tonnes = activity * factor
        sectors[source.sector] = sectors.get(source.sector, 0.0) + tonnes
        lines.append(
            InventoryLine(
                id=id,
                subsector=source.subsector,
                scope=source.scope,
                sector=source.sector,
                carrier=source.carrier,
                unit=source.unit,
                activity=spread(activity, 0.3),
                factor_t=spread(factor, 0.05),
                emissions_t=spread(tonnes, 0.32),
                tier=tier,
                source_ids=("iea-end-uses",),
                notation="NO" if id == "ippu_process" else "",
            )
        )
    total = sum(sectors.values())
    return InventoryDraft(
        year=2023,
        gwp="ar5",
        total_t=spread(total, 0.21),
        per_head_t=spread(total / 29_700, 0.21),
        sectors={sector: spread(value, 0.35) for sector, value in sectors.items()},
        sector_tiers=dict.fromkeys(sectors, Tier.NATIONAL),
        tier=Tier.NATIONAL,
        lines=tuple(lines),
    )


def make_measure(id: str, sector: str, reduction: float, capex: float, **changes: Any) -> PlannedMeasure:
    """Return a measure that starts in 2027, paid by all four payers in known shares."""
    payers = {"municipality": 0.2, "households": 0.4, "business": 0.1, "state_eu": 0.3}
    measure = PlannedMeasure(
        id=id,
        sector=sector,
        start_year=2027,
        end_year=2030,
        level=0.3,
        level_unit="share",
        max_level=0.4,
        reduction_t=reduction,
        reduction_range_t=spread(reduction, 0.4),
        capex_eur=capex,
        capex_range_eur=spread(capex, 0.3),
        opex_eur_per_year=-0.04 * capex,
        npv_eur=-0.4 * capex,
        payback_years=25.0,
        cost_per_tonne_eur=0.4 * capex / (reduction * 20),
        payers={payer: share * capex for payer, share in payers.items()},
        capex_by_year=dict.fromkeys(range(2027, 2031), capex / 4),
        co_benefits_eur_per_year={"air_pollution": 0.01 * capex},
        jobs=None,
        tier=Tier.EUROPEAN,
        source_ids=("bpie-2011",),
    )
    return replace(measure, **changes)


def make_draft_plan(inventory: InventoryDraft) -> DraftPlan:
    """Return a portfolio whose reductions add up to baseline minus residual."""
    measures = (
        make_measure("solar_parks", "stationary_energy", 11_800.0, 14_200_000.0),
        make_measure("homes_renovation", "stationary_energy", 9_400.0, 68_000_000.0),
        make_measure("car_electric", "transportation", 5_200.0, 22_000_000.0),
        make_measure("food_waste", "waste", 4_700.0, 6_400_000.0),
    )
    reference = inventory.total_t.p50
    baseline = reference * 0.97
    saved = sum(m.reduction_t for m in measures)
    path = [reference] * 4 + [reference - saved * step for step in (0.1, 0.3, 0.6)] + [baseline - saved]
    return DraftPlan(
        target_year=2030,
        target_share=0.8,
        reference_t=reference,
        target_t=0.2 * reference,
        baseline_t=baseline,
        residual_t=baseline - saved,
        residual_range_t=spread(baseline - saved, 0.3),
        target_probability=0.02,
        measures=measures,
        with_plan=Trajectory(YEARS, tuple(0.75 * v for v in path), tuple(path), tuple(1.25 * v for v in path)),
        wedges={m.id: tuple(m.reduction_t * s for s in (0, 0, 0, 0, 0.1, 0.3, 0.6, 1)) for m in measures},
        energy_by_carrier_mwh={
            "natural_gas": {2023: 113_000.0, 2030: 61_000.0},
            "electricity": {2023: 81_700.0, 2030: 92_000.0},
        },
        investment_eur=spread(sum(m.capex_eur for m in measures), 0.25),
        investment_by_year={
            year: {payer: sum(m.payers[payer] for m in measures) / 4 for payer in measures[0].payers}
            for year in range(2027, 2031)
        },
        price_year=2023,
        proved_gap=0.0,
        limits=(Notice("target_not_reached", {"missing_t": 17_500.0}, "info"),),
    )


def make_plan(**changes: Any) -> DayOnePlan:
    """Return a whole plan on day one for Reghin, with a sink, a line that does not occur and one warning."""
    inventory = make_inventory()
    draft = make_draft_plan(inventory)
    total = inventory.total_t.p50
    years = tuple(range(2023, 2051))
    values = tuple(total + (draft.baseline_t - total) * min(year - 2023, 7) / 7 for year in years)
    plan = DayOnePlan(
        place=make_place(),
        inventory=inventory,
        baseline=Trajectory(years, tuple(0.8 * v for v in values), values, tuple(1.2 * v for v in values)),
        plan=draft,
        find_first=(
            FindFirst("fuel_sold", "transportation", 0.46, "MWh", spread(117_000, 0.4)),
            FindFirst("gas_homes", "stationary_energy", 0.27, "MWh", spread(61_000, 0.3)),
            FindFirst("large_works", "stationary_energy", 0.14, "MWh", spread(81_000, 0.6)),
        ),
        sources=(
            SourceNote("iea-end-uses", "IEA Energy End-uses and Efficiency Indicators", 2023, "https://www.iea.org"),
            SourceNote("bpie-2011", "BPIE, Europe's Buildings under the Microscope", 2011, "https://www.bpie.eu"),
        ),
        notices=(Notice("fallback_european", {"what": "district_heat"}),),
        settings=Settings(0.8, 2030, None, 1000, 1, "2026-11-24"),
    )
    return replace(plan, **changes)
