"""A plan as a JSON document and back: the stable form that scripts read and that the database keeps."""

from __future__ import annotations

import types
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from capacities.dayone.result import DayOnePlan, Range, Trajectory


def plan_to_store(plan: DayOnePlan) -> dict[str, Any]:
    """Return the whole plan as plain JSON values; `plan_from_store` gives the same plan again."""
    return asdict(plan)


def plan_from_store(document: dict[str, Any]) -> DayOnePlan:
    """Rebuild a plan from `plan_to_store`. Raises KeyError when a field without default is missing."""
    plan = _build(DayOnePlan, document)
    assert isinstance(plan, DayOnePlan)
    return plan


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, value: Any) -> Any:
    """Return ``value`` (JSON) as ``kind``: dataclasses, tuples, mappings with int or str keys, optionals."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        inner = [k for k in get_args(kind) if k is not type(None)]
        return _build(inner[0], value) if len(inner) == 1 else value
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{f.name: _build(hints[f.name], value[f.name]) for f in fields(kind) if f.name in value})
    if origin is tuple:
        item = get_args(kind)[0]
        return tuple(_build(item, v) for v in value)
    if origin is not None and len(get_args(kind)) == 2:  # a mapping
        key, item = get_args(kind)
        return {(int(k) if key is int else k): _build(item, v) for k, v in value.items()}
    if isinstance(kind, type) and issubclass(kind, int) and kind not in (int, bool):  # an IntEnum
        return kind(value)
    return value


def _range(value: Range) -> dict[str, float]:
    return {"p5": value.p5, "p50": value.p50, "p95": value.p95}


def _year(path: Trajectory, year: int) -> dict[str, float]:
    i = path.years.index(year)
    return {"p5": path.p5[i], "p50": path.p50[i], "p95": path.p95[i]}


def plan_to_json(plan: DayOnePlan, language: str = "en") -> dict[str, Any]:
    """Return the document that `capacities plan --json` prints. Tonnes are t CO2e in the target year."""
    from capacities.dayone.texts import measure_name, notice_text, sector_name

    place, inventory, draft = plan.place, plan.inventory, plan.plan
    years = {year for year in (draft.target_year, 2050) if year in plan.baseline.years}
    return {
        "place": {
            "name": place.name,
            "country": place.country,
            "population": place.population,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "codes": dict(place.codes),
            "slug": place.slug,
            "county": place.county,
            "role": place.role,
        },
        "inventory": {
            "year": inventory.year,
            "gwp": inventory.gwp,
            "total_t": _range(inventory.total_t),
            "per_head_t": _range(inventory.per_head_t),
            "sectors": {sector: _range(value) for sector, value in inventory.sectors.items()},
            "tier": int(inventory.tier),
            "sector_tiers": {sector: int(tier) for sector, tier in inventory.sector_tiers.items()},
            "lines": [asdict(line) for line in inventory.lines],
            "published": [asdict(figure) for figure in inventory.published],
        },
        "baseline": {str(year): _year(plan.baseline, year) for year in sorted(years)},
        "plan": {
            "target_share": draft.target_share,
            "target_year": draft.target_year,
            "reference_t": draft.reference_t,
            "target_t": draft.target_t,
            "baseline_t": draft.baseline_t,
            "residual_t": draft.residual_t,
            "measures": [
                asdict(m) | {"name": measure_name(m.id, language), "sector_name": sector_name(m.sector, language)}
                for m in draft.measures
            ],
            "residual_range_t": _range(draft.residual_range_t),
            "target_probability": draft.target_probability,
            "investment_eur": {str(y): sum(by.values()) for y, by in draft.investment_by_year.items()},
            "investment_total_eur": _range(draft.investment_eur),
            "investment_by_payer_eur": {str(y): dict(by) for y, by in draft.investment_by_year.items()},
            "energy_bill_eur": {payer: dict(bill) for payer, bill in draft.energy_bill_eur.items()},
            "price_year": draft.price_year,
            "budget_eur": draft.budget_eur,
            "proved_gap": draft.proved_gap,
            "limits": [notice_text(n, language) for n in draft.limits],
        },
        "find_first": [
            {
                "input": f.input,
                "sector": f.sector,
                "variance_share": f.variance_share,
                "unit": f.unit,
                "current": _range(f.current),
            }
            for f in plan.find_first
        ],
        "sources": [asdict(source) for source in plan.sources],
        "warnings": [notice_text(n, language) for n in plan.notices],
        "settings": asdict(plan.settings),
    }
