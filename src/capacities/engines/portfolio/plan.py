"""A portfolio over all chains: least cost for a target, most tonnes for a budget, and the whole front between.

One combination per chain is chosen by an integer programme on HiGHS; limits per year, per payer and on staff
are rows of it. See docs/methods/pathway.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from capacities.engines.activity import Floats
from capacities.engines.portfolio.chains import Alternatives
from capacities.engines.portfolio.milp import Program, Solution, minimise


@dataclass(frozen=True)
class Limits:
    """What a portfolio must keep. Arrays run along levers or the years in which something can be built.

    ``budget_eur`` is the sum over all years, ``annual_eur`` [year] the most in each; ``payer_share``
    [payer, lever] and ``payer_eur`` [payer] limit each payer; ``staff`` [lever] is the work (person-years) per
    unit of level and ``staff_per_year`` what there is; ``rate`` [lever] the level that can be added per year.
    ``requires`` maps a lever to levers that must be in the plan beside it, ``excludes`` to levers that may
    not; ``minimum_share`` lists (levers, share): at least this share of the money goes to these.
    """

    budget_eur: float | None = None
    annual_eur: Floats | None = None
    payer_share: Floats | None = None
    payer_eur: Floats | None = None
    staff: Floats | None = None
    staff_per_year: float | None = None
    rate: Floats | None = None
    requires: Mapping[int, Sequence[int]] = field(default_factory=dict)
    excludes: Mapping[int, Sequence[int]] = field(default_factory=dict)
    minimum_share: Sequence[tuple[Sequence[int], float]] = ()

    @property
    def by_year(self) -> bool:
        """Whether anything is limited per year."""
        return self.annual_eur is not None or self.staff_per_year is not None


@dataclass(frozen=True)
class Portfolio:
    """End levels [lever], the level added per year [lever, year], the sums (benefits per year) and the proved gap."""

    level: Floats
    built: Floats | None
    reduction_t: float
    cost_eur: float
    benefit_eur: float
    gap: float


def cheapest(
    parts: Sequence[Alternatives], n_levers: int, reduction_t: float, capex_eur: Floats, limits: Limits, years: int = 0
) -> Portfolio | None:
    """Return the portfolio of least cost that saves at least ``reduction_t``; None if the limits forbid it."""
    cost = np.concatenate([part.cost_eur for part in parts])
    return solve(parts, n_levers, cost, reduction_t, capex_eur, limits, years)


def largest(
    parts: Sequence[Alternatives], n_levers: int, capex_eur: Floats, limits: Limits, years: int = 0
) -> Portfolio | None:
    """Return the portfolio that saves most within the limits; None if even the empty one breaks them."""
    tonnes = np.concatenate([part.reduction_t for part in parts])
    return solve(parts, n_levers, -tonnes, None, capex_eur, limits, years)


def solve(
    parts: Sequence[Alternatives],
    n_levers: int,
    objective: Floats,
    reduction_t: float | None,
    capex_eur: Floats,
    limits: Limits,
    years: int,
) -> Portfolio | None:
    """Return the portfolio of least ``objective`` [combination] within the limits, saving ``reduction_t`` if given."""
    rows = _Rows(parts, n_levers, capex_eur, limits, years)
    if reduction_t is not None:
        rows.add(rows.tonnes, low=reduction_t)
    n = rows.level.shape[1]
    cost = np.zeros(rows.width)
    cost[:n] = objective
    solution = minimise(rows.program(cost))
    return None if solution is None else rows.portfolio(solution)


class _Rows:
    """The programme's rows. Columns: one binary per combination, then the level built per lever and year."""

    def __init__(
        self, parts: Sequence[Alternatives], n_levers: int, capex_eur: Floats, limits: Limits, years: int
    ) -> None:
        self.parts, self.n_levers, self.limits = parts, n_levers, limits
        self.years = years if limits.by_year else 0
        sizes = [part.cost_eur.size for part in parts]
        self.level = np.zeros((n_levers, sum(sizes)))  # [lever, combination]
        offset = 0
        for part, size in zip(parts, sizes, strict=True):
            self.level[list(part.levers), offset : offset + size] = part.level.T
            offset += size
        self.tonnes = np.concatenate([part.reduction_t for part in parts])
        self.benefit = np.concatenate([part.benefit_eur for part in parts])
        self.capex = capex_eur
        self.width = offset + n_levers * self.years
        self._rows: list[Floats] = []
        self._low: list[float] = []
        self._high: list[float] = []
        for part, start in zip(parts, np.cumsum([0, *sizes[:-1]]), strict=True):
            one = np.zeros(offset)
            one[start : start + part.cost_eur.size] = 1.0
            self.add(one, low=1.0, high=1.0)
        self._totals()
        self._company()
        if self.years:
            self._per_year()

    def add(self, row: Floats, low: float = -np.inf, high: float = np.inf) -> None:
        """Add a row; what it leaves out on the right is 0."""
        wide = np.zeros(self.width)
        wide[: row.size] = row
        self._rows.append(wide)
        self._low.append(low)
        self._high.append(high)

    def _totals(self) -> None:
        spent = self.capex[:, None] * self.level
        if self.limits.budget_eur is not None:
            self.add(spent.sum(axis=0), high=self.limits.budget_eur)
        if self.limits.payer_share is not None and self.limits.payer_eur is not None:
            for share, most in zip(self.limits.payer_share, self.limits.payer_eur, strict=True):
                self.add(share @ spent, high=float(most))
        for group, share in self.limits.minimum_share:
            self.add(spent[list(group)].sum(axis=0) - share * spent.sum(axis=0), low=0.0)

    def _company(self) -> None:
        taken = (self.level > 0).astype(float)
        for lever, others in self.limits.requires.items():
            for other in others:
                self.add(taken[lever] - taken[other], high=0.0)
        for lever, others in self.limits.excludes.items():
            for other in others:
                self.add(taken[lever] + taken[other], high=1.0)

    def _per_year(self) -> None:
        n = self.level.shape[1]

        def built(values: Floats) -> Floats:
            row = np.zeros(self.width)
            row[n:] = values.ravel()
            return row

        for lever in range(self.n_levers):
            of = np.zeros((self.n_levers, self.years))
            of[lever] = 1.0
            row = built(of)
            row[:n] = -self.level[lever]
            self.add(row, low=0.0, high=0.0)
        for year in range(self.years):
            now = np.zeros((self.n_levers, self.years))
            if self.limits.annual_eur is not None:
                now[:, year] = self.capex
                self.add(built(now), high=float(self.limits.annual_eur[year]))
            if self.limits.staff is not None and self.limits.staff_per_year is not None:
                now[:, year] = self.limits.staff
                self.add(built(now), high=self.limits.staff_per_year)

    def program(self, cost: Floats) -> Program:
        """Return the programme that minimises ``cost``."""
        n = self.level.shape[1]
        high = np.ones(self.width)
        if self.years:
            rate = self.limits.rate if self.limits.rate is not None else np.full(self.n_levers, np.inf)
            high[n:] = np.repeat(rate, self.years)
        integer = np.arange(self.width) < n
        low = np.zeros(self.width)
        return Program(cost, np.array(self._rows), np.array(self._low), np.array(self._high), low, high, integer)

    def portfolio(self, solution: Solution) -> Portfolio:
        """Return the portfolio of a solution."""
        n = self.level.shape[1]
        level = self.level @ solution.x[:n]
        built = solution.x[n:].reshape(self.n_levers, self.years) if self.years else None
        saved, good = float(self.tonnes @ solution.x[:n]), float(self.benefit @ solution.x[:n])
        return Portfolio(level, built, saved, float(self.capex @ level), good, solution.gap)


def with_confidence(
    choose: Callable[[float], Portfolio | None],
    probability: Callable[[Portfolio], float],
    need_t: float,
    wanted: float,
    steps: int = 12,
) -> tuple[Portfolio | None, float]:
    """Return the cheapest portfolio found that meets its target with probability ``wanted``, and that probability.

    ``choose`` gives the cheapest portfolio for a required saving on the median path (None if impossible),
    ``probability`` the share of draws in which a portfolio meets the target. The required saving is raised
    by bisection until the chance is high enough; None if even the largest saving is not.
    """
    low, high, best = need_t, need_t, choose(need_t)
    if best is not None and probability(best) >= wanted:
        return best, probability(best)
    found: Portfolio | None = None
    step = 0.1 * max(need_t, 1.0)
    for _ in range(steps):
        high = low + step
        tried = choose(high)
        if tried is None:
            break
        if probability(tried) >= wanted:
            found = tried
            break
        low, step = high, 2 * step
    for _ in range(steps):
        middle = (low + high) / 2
        tried = choose(middle)
        if tried is not None and probability(tried) >= wanted:
            found, high = tried, middle
        elif tried is None:
            high = middle
        else:
            low = middle
    return (found, probability(found)) if found is not None else (None, 0.0)
