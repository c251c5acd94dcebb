"""All outputs of one town: estimate, choice, pathway, exact shares, money; time and memory by number of draws."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

import numpy as np

from capacities.dayone.estimate import estimate
from capacities.dayone.propose import SLIDER_DRAWS, prepare, propose, reevaluate, strongest
from capacities.dayone.result import PlaceFacts
from capacities.engines.portfolio import choose_independent
from measure import Figure, best_of

RUNS = 5
LIMITS_S = {1_000: 0.3, 10_000: 3.0}
LIMIT_MB = 500.0
TOWN = PlaceFacts(
    slug="town",
    name="Town",
    country="RO",
    country_name="Romania",
    population=85_000,
    latitude=47.65,
    longitude=26.26,
    codes={},
    area_km2=53.0,
    density_per_km2=1_600.0,
    degree_of_urbanisation=2,
    heating_degree_days=3_200.0,
)


def all_outputs(draws: int) -> None:
    """Compute everything that a day-one plan shows of a town."""
    propose(estimate(TOWN, draws=draws, seed=1), TOWN)


def _alone(draws: int) -> dict[str, Any]:
    """Return seconds (best of five) and the largest resident memory of a process that does nothing else."""
    done = subprocess.run([sys.executable, __file__, str(draws)], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def _sliders() -> float:
    found = estimate(TOWN, draws=SLIDER_DRAWS, seed=1)
    _, plan = propose(found, TOWN)
    inputs = prepare(found, TOWN, draws=SLIDER_DRAWS)
    strengths = strongest(plan)
    return best_of(RUNS, lambda: reevaluate(inputs, plan, strengths))


def _independent(count: int) -> float:
    rng = np.random.default_rng(1)
    cost = rng.uniform(1e3, 1e8, count)
    tonnes = cost / 1e4 * rng.uniform(0.9, 1.1, count)
    ids = [str(i) for i in range(count)]
    return best_of(RUNS, lambda: choose_independent(ids, tonnes, cost, budget_eur=0.4 * cost.sum()))


def figures() -> list[Figure]:
    """Measure one town at 1,000 and 10,000 draws, the sliders, and a choice among a thousand measures."""
    found = []
    for draws, limit in LIMITS_S.items():
        got = _alone(draws)
        found.append(Figure(f"all outputs of a town, {draws:,} draws", got["seconds"], "s", limit))
        found.append(Figure(f"memory for it, {draws:,} draws", got["megabytes"], "MB", LIMIT_MB))
    inventory_s = best_of(RUNS, lambda: estimate(TOWN, draws=1_000, seed=1))
    found.append(Figure("inventory of a town, 1,000 draws", inventory_s, "s", 0.05))
    found.append(Figure(f"sliders moved, {SLIDER_DRAWS} draws", _sliders(), "s", 0.1))
    found.append(Figure("best of 1,000 independent measures", _independent(1_000), "s", 1.0))
    return found


def _report(draws: int) -> None:
    import resource

    all_outputs(min(draws, 100))  # tables read, modules loaded
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        all_outputs(draws)
        seconds.append(time.perf_counter() - start)
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    json.dump({"seconds": min(seconds), "megabytes": kilobytes / 1024}, sys.stdout)


if __name__ == "__main__":
    _report(int(sys.argv[1]))
