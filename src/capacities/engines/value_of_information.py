"""Which unknown figure would narrow the total most: first-order shares of its variance, in closed form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from capacities.engines.activity import SOURCE_INDEX, SOURCES, Floats
from capacities.engines.downscale import Draft, centres, evaluate


@dataclass(frozen=True, slots=True)
class VarianceShare:
    """Share of the variance of the total that would go if the figures of ``group`` were known (0 to 1)."""

    group: str
    share: float


def variance_shares(draft: Draft) -> tuple[VarianceShare, ...]:
    """Return the first-order (Sobol) share of each group of inputs in the variance of total emissions, largest first.

    Emissions are a sum of lognormals e_s = m_s exp(c_s · z) with independent normals z of variance 1 about μ, so with
    means M_s = m_s exp(|c_s|²/2 + c_s · μ) and c_sg the part of c_s that belongs to group g,
    Var E[Y | z_g] = Σ_s Σ_t M_s M_t (exp(c_sg · c_tg) − 1) and Var Y is the same with all of c
    (Sobol 1993; moments of the lognormal). The shares add up to at most 1; the rest is joint.
    Sources under a constraint act as one whose amount is the known sum; a later constraint goes before an earlier one.
    """
    mean, loading, group = _lognormal_terms(draft)
    total = _variance(mean, loading)
    names = draft.groups
    if total <= 0:
        return tuple(VarianceShare(name, 0.0) for name in names)
    shares = [VarianceShare(g, _variance(mean, loading[:, group == g]) / total) for g in names]
    return tuple(sorted(shares, key=lambda s: -s.share))


def _variance(mean: Floats, loading: Floats) -> float:
    return float(mean @ np.expm1(loading @ loading.T) @ mean)


def _lognormal_terms(draft: Draft) -> tuple[Floats, Floats, np.ndarray]:
    """Return means [term], loadings [term, unknown] and the group of each unknown."""
    n, k = len(draft.inputs), len(draft.constraints)
    loading = np.zeros((len(SOURCES), n + k))
    factor_only = np.zeros_like(loading)
    for i, unknown in enumerate(draft.inputs):
        for source, exponent in unknown.activity.items():
            loading[SOURCE_INDEX[source], i] += exponent * unknown.spread
        for source, exponent in unknown.factor.items():
            loading[SOURCE_INDEX[source], i] += exponent * unknown.spread
            factor_only[SOURCE_INDEX[source], i] += exponent * unknown.spread
    median = evaluate(draft, np.zeros((1, n + k))).emissions_t[0]
    terms = [(median[s], loading[s]) for s in range(len(SOURCES)) if not _constraint_of(draft, s)]
    taken: set[int] = set()
    for j, constraint in reversed(tuple(enumerate(draft.constraints))):
        columns = [SOURCE_INDEX[s] for s in constraint.sources if SOURCE_INDEX[s] not in taken]
        taken |= set(columns)
        amount = median[columns].sum()
        weights = median[columns] / amount if amount else np.zeros(len(columns))
        row = weights @ factor_only[columns] if constraint.of == "activity" else np.zeros(n + k)
        row[n + j] = constraint.spread
        terms.append((amount, row))
    medians, loadings = np.array([m for m, _ in terms]), np.array([row for _, row in terms])
    groups = np.array([i.group for i in draft.inputs] + [c.group for c in draft.constraints])
    return medians * np.exp((loadings**2).sum(axis=1) / 2 + loadings @ centres(draft)), loadings, groups


def _constraint_of(draft: Draft, source: int) -> bool:
    return any(SOURCES[source].id in c.sources for c in draft.constraints)
