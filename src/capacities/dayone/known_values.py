"""What a town knows goes into its draft: a figure replaces its estimate, and what hung on the estimate narrows.

Knows the ids of tables/inputs.csv; a figure of emissions, of activity, of a factor or of a quantity each goes its way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import log1p

from capacities.dayone.townscale import CARS, WASTE
from capacities.engines.activity import DRIVERS, SECTORS, SOURCE_INDEX, SOURCES
from capacities.engines.downscale import VEHICLE_KM, Constraint, Draft, Input, downscale
from capacities.tables.known import KnownValue
from capacities.tables.known_inputs import KnownInput, askable

Z95 = 1.959963984540054
# Quantities whose knowledge moves the energy or waste behind them in proportion.
MOVED: Mapping[str, tuple[str, ...]] = {
    "cars": CARS,
    "waste_t": WASTE,
    **VEHICLE_KM,
    "car_pkm": VEHICLE_KM["car_vkm"],
    "bus_pkm": VEHICLE_KM["bus_vkm"],
    "rail_pkm": ("rail_electricity",),
}
# Knowing the number of cars leaves how far they drive: this much of the spread of road fuel stays (assumption).
LEFT_BY_CARS = 0.7


def spread_of(value: KnownValue) -> float:
    """Return the lognormal spread of a known value from its 95 % half-width."""
    return log1p(max(value.relative_uncertainty, 0.0)) / Z95


def apply_known(draft: Draft, known: Mapping[str, KnownValue]) -> Draft:
    """Return the draft with the known figures in it. Raises ValueError for an id that cannot be asked.

    Order: quantities and factors, single sources, sums of activity, sectors, total; so a known part stays as it is
    when the whole around it is known too.
    """
    unknown = set(known) - set(askable())
    if unknown:
        raise ValueError(f"known has {', '.join(sorted(unknown))}, which is none of the figures in inputs.csv")
    rank = {"driver": 0, "factor": 1, "activity": 2, "emissions": 3}
    ordered = sorted(known, key=lambda id: (rank[askable()[id].kind], len(_sources(askable()[id])), id))
    for id in ordered:
        draft = _apply(draft, askable()[id], known[id])
    return draft


def _apply(draft: Draft, asked: KnownInput, value: KnownValue) -> Draft:
    sources = _sources(asked)
    if asked.kind == "driver":
        return _driver(draft, asked.id, value)
    if asked.kind == "factor":
        return _factor(draft, asked.id, sources, value)
    if len(sources) == 1:
        return _single(draft, asked.id, sources[0], value)
    if asked.id == "emissions_afolu":
        others = sum(downscale(draft).emissions_t[0, SOURCE_INDEX[s]] for s in ("livestock", "soils"))
        return _single(draft, asked.id, "land", replace(value, value=value.value - float(others)))
    of = "emissions" if asked.kind == "emissions" else "activity"
    return _sum(draft, asked.id, sources, of, value)


def _sources(asked: KnownInput) -> tuple[str, ...]:
    if asked.kind != "emissions":
        return asked.sources
    return tuple(s.id for s in SOURCES if asked.sources == ("*",) or s.sector in asked.sources)


def _single(draft: Draft, id: str, source: str, value: KnownValue) -> Draft:
    """Put one source's activity in place; nothing else moves it any more."""
    column = SOURCE_INDEX[source]
    activity, factor = draft.activity.copy(), draft.factor_t.copy()
    activity[column] = value.value
    factor[column] = factor[column] or 1.0
    inputs = tuple(replace(i, activity=_without(i.activity, source)) for i in draft.inputs)
    own = Input(f"known_{id}", f"known_{id}", spread_of(value), {source: 1.0})
    left = {s: key for s, key in draft.not_estimated.items() if s != source}
    return replace(
        draft,
        activity=activity,
        factor_t=factor,
        inputs=(*inputs, own),
        not_estimated=left,
        settled=draft.settled | {source},
    )


def _sum(draft: Draft, id: str, sources: tuple[str, ...], of: str, value: KnownValue) -> Draft:
    activity = draft.activity.copy()
    columns = [SOURCE_INDEX[s] for s in sources]
    if not activity[columns].any():
        activity[columns] = 1.0
    constraint = Constraint(f"known_{id}", sources, of, value.value, spread_of(value))
    return replace(draft, activity=activity, constraints=(*draft.constraints, constraint))


def _factor(draft: Draft, id: str, sources: tuple[str, ...], value: KnownValue) -> Draft:
    factor = draft.factor_t.copy()
    factor[[SOURCE_INDEX[s] for s in sources]] = value.value
    inputs = tuple(replace(i, factor=_without(i.factor, *sources)) for i in draft.inputs)
    own = Input(f"known_{id}", f"known_{id}", spread_of(value), factor=dict.fromkeys(sources, 1.0))
    return replace(draft, factor_t=factor, inputs=(*inputs, own))


def _driver(draft: Draft, id: str, value: KnownValue) -> Draft:
    """Put a quantity in place; where energy or waste follows from it, they move with it."""
    if id == "population":
        return _spread(draft, "population", spread_of(value))
    before = float(downscale(draft).drivers[id][0])
    ratio = value.value / before if before else 1.0
    drivers = dict(draft.drivers)
    if id in drivers and id in DRIVERS:
        drivers[id] = value.value
    if id == "waste_t":
        drivers["waste_organic_t"] = draft.drivers["waste_organic_t"] * ratio
    inputs = tuple(replace(i, drivers=_without(i.drivers, id)) for i in draft.inputs)
    own = Input(f"known_{id}", f"known_{id}", spread_of(value), drivers={id: 1.0} if id in drivers else {})
    draft = replace(draft, drivers=drivers, inputs=(*inputs, own))
    return _follow(draft, id, ratio, value)


def _follow(draft: Draft, id: str, ratio: float, value: KnownValue) -> Draft:
    sources = MOVED.get(id, ())
    if not sources:
        return draft
    activity = draft.activity.copy()
    columns = [SOURCE_INDEX[s] for s in sources]
    activity[columns] *= ratio
    draft = replace(draft, activity=activity)
    if id == "cars":
        return _narrow(draft, sources, LEFT_BY_CARS)
    if id == "waste_t":
        return _narrow(draft, sources, LEFT_BY_CARS)
    constraint = Constraint(f"known_{id}", sources, "activity", float(activity[columns].sum()), spread_of(value))
    return replace(draft, constraints=(*draft.constraints, constraint))


def _narrow(draft: Draft, sources: tuple[str, ...], left: float) -> Draft:
    """Return the draft with the exponents of these sources cut to ``left``: the same unknowns move them less."""
    inputs = tuple(
        replace(i, activity={s: e * left if s in sources else e for s, e in i.activity.items()}) for i in draft.inputs
    )
    return replace(draft, inputs=inputs)


def _spread(draft: Draft, input_id: str, spread: float) -> Draft:
    return replace(draft, inputs=tuple(replace(i, spread=spread) if i.id == input_id else i for i in draft.inputs))


def _without(exponents: Mapping[str, float], *sources: str) -> dict[str, float]:
    return {s: e for s, e in exponents.items() if s not in sources}


def tonnes_known(known: Mapping[str, KnownValue]) -> frozenset[str]:
    """Return the sectors whose emissions are known as a whole; all of them if the total is."""
    if "emissions_total" in known:
        return frozenset(SECTORS)
    return frozenset(s for s in SECTORS if f"emissions_{s}" in known)


def sources_known(known: Mapping[str, KnownValue]) -> frozenset[str]:
    """Return the sources whose activity, factor or emissions rest on a known figure."""
    found: set[str] = set()
    for id in known:
        found |= set(_sources(askable()[id])) | set(MOVED.get(id, ()))
    return frozenset(found)
