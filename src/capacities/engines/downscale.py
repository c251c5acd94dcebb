"""A municipality's draft activity data: medians and a log-linear model of what is unknown about them.

Pure arithmetic: the medians come from the caller, who knows the facts; nothing is read here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from capacities.engines.activity import DRIVERS, SOURCE_INDEX, SOURCES, ActivityDraws, Floats

Z90 = 1.6448536269514722  # standard normal deviate of the 95th percentile

# kWh per vehicle-km of the fleet on the road. Car petrol and diesel: 7.7 and 7.0 l/100 km (Verkehr in Zahlen, in
# vehicle_and_building) × 8.76 and 9.97 kWh/l; electric car 0.19, bus 2.87 and electric bus 0.95 (same table).
# Van and truck: assumptions (9 and 27 l diesel per 100 km; 0.30 and 1.20 kWh/km).
KWH_PER_VKM: Mapping[str, float] = {
    "car_petrol": 0.675,
    "car_diesel": 0.698,
    "car_electricity": 0.19,
    "bus_diesel": 2.87,
    "bus_electricity": 0.95,
    "van_diesel": 0.90,
    "van_electricity": 0.30,
    "truck_diesel": 2.70,
    "truck_electricity": 1.20,
}
# Driver -> sources whose energy makes up its vehicle-km.
VEHICLE_KM: Mapping[str, tuple[str, ...]] = {
    "car_vkm": ("car_petrol", "car_diesel", "car_electricity"),
    "bus_vkm": ("bus_diesel", "bus_electricity"),
    "van_vkm": ("van_diesel", "van_electricity"),
    "truck_vkm": ("truck_diesel", "truck_electricity"),
}
CAR_OCCUPANCY = 1.45  # persons per car, EU surveys of daily mobility 1.2 to 1.9 (assumption; Spain's cities 1.2)
BUS_OCCUPANCY = 12.0  # passengers per bus; 8.2 in Danish towns, 21 in Spanish ones (vehicle_and_building)
RAIL_KWH_PER_PKM = 0.10  # electric train, tram and metro (assumption)
_DERIVED = frozenset({*VEHICLE_KM, "car_pkm", "bus_pkm", "rail_pkm"})
# What the exponents of size are measured against, and how far outside the cities they were learnt from they are used.
DENSITY_UNIT_PER_KM2, POPULATION_UNIT = 1_000.0, 200_000.0
DENSITY_BOUNDS_PER_KM2, POPULATION_BOUNDS = (5.0, 10_000.0), (500.0, 2_000_000.0)


@dataclass(frozen=True, slots=True)
class Input:
    """One unknown: lognormal about 1, ``spread`` = standard deviation of its logarithm.

    ``group`` is the figure that a town can find and that would settle it. ``activity``, ``factor`` and
    ``drivers`` name what it multiplies: source or driver id -> exponent.
    """

    id: str
    group: str
    spread: float
    activity: Mapping[str, float] = field(default_factory=dict)
    factor: Mapping[str, float] = field(default_factory=dict)
    drivers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Constraint:
    """A known sum: Σ activity (``of`` = "activity") or Σ emissions ("emissions") of ``sources`` is ``value``."""

    group: str
    sources: tuple[str, ...]
    of: str
    value: float
    spread: float


@dataclass(frozen=True)
class Draft:
    """Best estimates [source] of a place and the inputs that spread them."""

    activity: Floats
    factor_t: Floats
    drivers: Mapping[str, float]
    inputs: tuple[Input, ...]
    base_year: int
    constraints: tuple[Constraint, ...] = ()
    not_estimated: Mapping[str, str] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()  # sources that are known one by one: sums leave them as they are

    def __post_init__(self) -> None:
        missing = set(DRIVERS) - _DERIVED - set(self.drivers)
        if missing:
            raise ValueError(f"drivers lacks {', '.join(sorted(missing))}")
        if (self.factor_t < 0).any():
            raise ValueError("factor_t holds negative values")

    @property
    def groups(self) -> tuple[str, ...]:
        """Figures that a town can find, in the order of the inputs; constraints come last."""
        return tuple(dict.fromkeys([i.group for i in self.inputs] + [c.group for c in self.constraints]))


def spread_of_range(low: float, high: float) -> float:
    """Return the lognormal spread whose p5 and p95 are ``low`` and ``high`` (both > 0, low ≤ high)."""
    if not 0 < low <= high:
        raise ValueError(f"low {low} and high {high} do not make a range of positive values")
    return float(np.log(high / low) / (2 * Z90))


def size_factor(
    density_per_km2: Floats, population: Floats, density_exponent: float, population_exponent: float
) -> Floats:
    """Return (density / 1,000 per km²)^b × (population / 200,000)^c, both bounded; arrays of any like shape."""
    density = np.clip(density_per_km2, *DENSITY_BOUNDS_PER_KM2) / DENSITY_UNIT_PER_KM2
    people = np.clip(population, *POPULATION_BOUNDS) / POPULATION_UNIT
    return np.asarray(density**density_exponent * people**population_exponent)


def closing_constant(population: Floats, factor: Floats) -> float:
    """Return k with Σ pop · k · factor = Σ pop: the municipalities of a country then add up to its national value."""
    return float(population.sum() / (population * factor).sum())


def pull(value: float, reference: float, weight: float) -> float:
    """Return value^weight × reference^(1 − weight): a national value drawn towards a reference (geometric mean)."""
    return float(value**weight * reference ** (1.0 - weight)) if value > 0 else 0.0


def open_land_share(density_per_km2: Floats, half_density_per_km2: float) -> Floats:
    """Return the share of land left to fields, 1 / (1 + density / half): a half at ``half_density_per_km2``."""
    return np.asarray(1.0 / (1.0 + density_per_km2 / half_density_per_km2))


def centres(draft: Draft) -> Floats:
    """Return where each unknown's normal deviate is centred: −spread/3, between median 1 (0) and mean 1 (−spread/2).

    The median of a sum of skewed parts lies between the sum of their medians and the sum of their means; so the best
    estimate of a total stays near the median of its draws.
    """
    spreads = [i.spread for i in draft.inputs] + [c.spread for c in draft.constraints]
    return -np.array(spreads) / 3


def standard_normals(draft: Draft, draws: int, rng: np.random.Generator) -> Floats:
    """Return [draw, unknown] normal deviates about their centres; pairs of draws mirror each other."""
    centre = centres(draft)
    half = rng.standard_normal(((draws + 1) // 2, centre.size))
    return np.concatenate([half, -half])[:draws] + centre


def downscale(draft: Draft, draws: int | None = None, rng: np.random.Generator | None = None) -> ActivityDraws:
    """Return the activity of a place: the best estimate (one draw), or ``draws`` draws from ``rng``.

    activity = median × Π inputᵏ (lognormal, log-linear), then every constraint scales its sources to the known sum.
    """
    if draws is None:
        return evaluate(draft, np.zeros((1, len(draft.inputs) + len(draft.constraints))))
    if draws < 1:
        raise ValueError(f"draws is {draws}, expected at least 1")
    if rng is None:
        raise ValueError("rng is needed for draws")
    return evaluate(draft, standard_normals(draft, draws, rng))


def evaluate(draft: Draft, normals: Floats) -> ActivityDraws:
    """Return the activity for given normal deviates [draw, unknown] (inputs first, then constraints)."""
    n = len(draft.inputs)
    logs = normals[:, :n] * np.array([i.spread for i in draft.inputs])
    activity = draft.activity * np.exp(logs @ _exponents(draft, "activity"))
    factor = draft.factor_t * np.exp(logs @ _exponents(draft, "factor"))
    settled = {SOURCE_INDEX[s] for s in draft.settled}
    for j, constraint in enumerate(draft.constraints):
        wanted = constraint.value * np.exp(normals[:, n + j] * constraint.spread)
        _meet(constraint, wanted, settled, activity, factor)
        settled |= {SOURCE_INDEX[s] for s in constraint.sources}
    return ActivityDraws(activity, factor, _drivers(draft, logs, activity), draft.base_year, draft.not_estimated)


def _meet(constraint: Constraint, wanted: Floats, settled: set[int], activity: Floats, factor: Floats) -> None:
    """Scale the sources of a constraint to the wanted sum [draw]; those settled by an earlier one stay if they can."""
    columns = [SOURCE_INDEX[s] for s in constraint.sources]
    amounts = activity * factor if constraint.of == "emissions" else activity
    free = [c for c in columns if c not in settled]
    rest = wanted - amounts[:, [c for c in columns if c in settled]].sum(axis=1)
    if not free or not amounts[:, free].any() or (rest <= 0).any():
        free, rest = columns, wanted
    total = amounts[:, free].sum(axis=1)
    scale = np.divide(rest, total, out=np.zeros_like(total), where=total != 0)
    activity[:, free] *= scale[:, None]


def _exponents(draft: Draft, of: str) -> Floats:
    matrix = np.zeros((len(draft.inputs), len(SOURCES)))
    for i, unknown in enumerate(draft.inputs):
        for source, exponent in getattr(unknown, of).items():
            matrix[i, SOURCE_INDEX[source]] = exponent
    return matrix


def _drivers(draft: Draft, logs: Floats, activity: Floats) -> dict[str, Floats]:
    """Return [draw] per driver; kilometres follow from energy, so that energy balances close exactly."""
    found: dict[str, Floats] = {}
    for driver, sources in VEHICLE_KM.items():
        found[driver] = sum(
            (activity[:, SOURCE_INDEX[s]] * 1e3 / KWH_PER_VKM[s] for s in sources), np.zeros(len(activity))
        )
    found["car_pkm"] = found["car_vkm"] * CAR_OCCUPANCY
    found["bus_pkm"] = found["bus_vkm"] * BUS_OCCUPANCY
    found["rail_pkm"] = activity[:, SOURCE_INDEX["rail_electricity"]] * 1e3 / RAIL_KWH_PER_PKM
    for name in DRIVERS:
        if name not in found:
            exponents = np.array([i.drivers.get(name, 0.0) for i in draft.inputs])
            found[name] = draft.drivers[name] * np.exp(logs @ exponents)
    return {name: found[name] for name in DRIVERS}
