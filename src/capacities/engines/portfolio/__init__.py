"""Which measures, how far and when: within budgets, at least cost, with the gap to the optimum proved."""

from capacities.engines.portfolio.chains import Alternatives, alternatives, chains, efficient
from capacities.engines.portfolio.fronts import by_price, front, front_with_benefits, price_for
from capacities.engines.portfolio.independent import IndependentChoice, choose_independent, knapsack
from capacities.engines.portfolio.macc import CostCurve, cost_curve
from capacities.engines.portfolio.plan import Limits, Portfolio, cheapest, largest, with_confidence

__all__ = [
    "Alternatives",
    "CostCurve",
    "IndependentChoice",
    "Limits",
    "Portfolio",
    "alternatives",
    "by_price",
    "chains",
    "cheapest",
    "choose_independent",
    "cost_curve",
    "efficient",
    "front",
    "front_with_benefits",
    "knapsack",
    "largest",
    "price_for",
    "with_confidence",
]
