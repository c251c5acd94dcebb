"""The closed form agrees with a brute-force double loop, and with arithmetic done by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from capacities.engines.activity import SOURCE_INDEX, SOURCES
from capacities.engines.downscale import Constraint, Draft, Input, centres, evaluate
from capacities.engines.value_of_information import variance_shares

DRIVERS = dict.fromkeys(
    ("population", "floor_residential_m2", "floor_services_m2", "dwellings", "cars", "active_pkm", "waste_t",
     "waste_organic_t", "pv_kwp", "roof_potential_kwp", "pv_yield_kwh_per_kwp"), 1.0)  # fmt: skip


def draft(values: dict[str, tuple[float, float]], inputs: tuple[Input, ...], **more: object) -> Draft:
    activity, factor = np.zeros(len(SOURCES)), np.zeros(len(SOURCES))
    for source, (amount, per_unit) in values.items():
        activity[SOURCE_INDEX[source]], factor[SOURCE_INDEX[source]] = amount, per_unit
    return Draft(activity, factor, DRIVERS, inputs, 2023, **more)  # type: ignore[arg-type]


SMALL = draft(
    {
        "res_gas": (100.0, 0.2),
        "res_electricity": (80.0, 0.3),
        "ser_electricity": (40.0, 0.3),
        "car_petrol": (60.0, 0.25),
    },
    (
        Input("gas", "gas", 0.4, {"res_gas": 1.0}),
        Input("electricity", "electricity", 0.3, {"res_electricity": 1.0, "ser_electricity": 1.0}),
        Input("grid", "grid", 0.2, factor={"res_electricity": 1.0, "ser_electricity": 1.0}),
        Input("road", "road", 0.5, {"car_petrol": 1.0}),
    ),
)


def brute_force(case: Draft, group: str, outer: int = 3000, inner: int = 400) -> float:
    """Variance, over the group's values, of the mean over everything else; divided by the whole variance."""
    rng = np.random.default_rng(7)
    owners = [i.group for i in case.inputs] + [c.group for c in case.constraints]
    mine = np.array([o == group for o in owners])
    totals = np.empty((outer, inner))
    for row in totals:
        normals = np.where(mine, rng.standard_normal(len(owners)), rng.standard_normal((inner, len(owners)))) + centres(
            case
        )
        row[:] = evaluate(case, normals).emissions_t.sum(axis=1)
    noise = totals.var(axis=1, ddof=1).mean() / inner
    return float((totals.mean(axis=1).var(ddof=1) - noise) / totals.var())


@pytest.mark.parametrize("group", ["gas", "electricity", "grid", "road"])
def test_closed_form_agrees_with_a_double_loop(group: str) -> None:
    shares = {s.group: s.share for s in variance_shares(SMALL)}

    assert shares[group] == pytest.approx(brute_force(SMALL, group), abs=0.03)


def test_one_source_and_one_input_owe_all_of_the_variance_to_it() -> None:
    case = draft({"res_gas": (100.0, 0.2)}, (Input("gas", "gas", 0.4, {"res_gas": 1.0}),))

    assert [s.share for s in variance_shares(case)] == [pytest.approx(1.0)]


def test_two_equal_independent_sources_share_by_halves() -> None:
    case = draft(
        {"res_gas": (100.0, 0.2), "res_oil": (50.0, 0.4)},
        (Input("a", "a", 0.3, {"res_gas": 1.0}), Input("b", "b", 0.3, {"res_oil": 1.0})),
    )

    assert [s.share for s in variance_shares(case)] == [pytest.approx(0.5), pytest.approx(0.5)]


def test_product_of_two_unknowns_leaves_a_joint_rest() -> None:
    case = draft(
        {"res_gas": (1.0, 1.0)}, (Input("a", "a", 0.5, {"res_gas": 1.0}), Input("f", "f", 0.5, factor={"res_gas": 1.0}))
    )
    first_order = math.expm1(0.25) / math.expm1(0.5)

    shares = variance_shares(case)

    assert [s.share for s in shares] == [pytest.approx(first_order)] * 2
    assert sum(s.share for s in shares) < 1


def test_a_known_sum_takes_the_variance_of_its_sources_away() -> None:
    known = draft(
        {"res_gas": (100.0, 0.2), "res_electricity": (80.0, 0.3), "ser_electricity": (40.0, 0.3)},
        (
            Input("gas", "gas", 0.4, {"res_gas": 1.0}),
            Input("electricity", "electricity", 0.3, {"res_electricity": 1.0, "ser_electricity": 1.0}),
            Input("grid", "grid", 0.2, factor={"res_electricity": 1.0, "ser_electricity": 1.0}),
        ),
        constraints=(Constraint("known", ("res_electricity", "ser_electricity"), "activity", 130.0, 0.02),),
    )

    shares = {s.group: s.share for s in variance_shares(known)}

    assert shares["electricity"] == 0
    for group in ("gas", "grid", "known"):
        assert shares[group] == pytest.approx(brute_force(known, group), abs=0.03)
