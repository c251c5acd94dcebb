"""Which measures, how far and when: within budgets, at least cost, with the gap to the optimum proved."""

from capacities.engines.portfolio.chains import Alternatives, alternatives, chains, efficient
from capacities.engines.portfolio.independent import IndependentChoice, choose_independent, knapsack
from capacities.engines.portfolio.plan import Limits, Portfolio, cheapest, front, largest

__all__ = [
    "Alternatives",
    "IndependentChoice",
    "Limits",
    "Portfolio",
    "alternatives",
    "chains",
    "cheapest",
    "choose_independent",
    "efficient",
    "front",
    "knapsack",
    "largest",
]
