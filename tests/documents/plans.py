"""Plans that stretch the documents: hostile names, no measures, missing values."""

from __future__ import annotations

from dataclasses import replace

from capacities.dayone.result import DayOnePlan, Notice
from tests.factories import make_place, make_plan

HOSTILE = 'Foo & <b>"Bar"</b> #set $x$ @y *z* _u_ `r` [l] \\cmd =1+1'


def hostile_plan() -> DayOnePlan:
    """Return a plan of a town whose name and sources are markup in every language that renderers write."""
    plan = make_plan(place=make_place(name=HOSTILE, county="<script>alert(1)</script>"))
    sources = tuple(replace(source, title=HOSTILE, url="https://example.org/?a=1&b=2") for source in plan.sources)
    return replace(plan, sources=sources)


def plan_without_measures() -> DayOnePlan:
    """Return a plan in which nothing could be proposed."""
    plan = make_plan()
    draft = replace(
        plan.plan,
        measures=(),
        wedges={},
        investment_by_year={},
        residual_t=plan.plan.baseline_t,
        energy_by_carrier_mwh={},
        limits=(Notice("no_measure_possible"),),
    )
    return replace(plan, plan=draft, find_first=())


def plan_with_missing_values() -> DayOnePlan:
    """Return a plan whose place and measures lack what is optional."""
    plan = make_plan(
        place=make_place(county="", area_km2=None, density_per_km2=None, heating_degree_days=None, codes={})
    )
    unknown = {"payback_years": None, "cost_per_tonne_eur": None, "jobs": None, "co_benefits_eur_per_year": {}}
    measures = tuple(replace(measure, **unknown) for measure in plan.plan.measures)
    return replace(plan, plan=replace(plan.plan, measures=measures))
