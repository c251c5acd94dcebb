"""Sums of comparable inventories: hand-worked, against a double loop, and properties."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.engines.comparability import Basis, Inventory, add_up, choose_basis, recalculate

GWPS = {"ar4": (25.0, 298.0), "ar5": (28.0, 265.0)}
OWN = Inventory("A", 100_000, 2021, "basic", "ar5", "own", 500_000.0, 450_000.0, 560_000.0, {"waste": 50_000.0})
BASIS = Basis(2021, "basic", "ar5", "own")


def test_only_what_agrees_is_added_and_every_other_city_has_one_fix() -> None:
    rows = [
        OWN,
        replace(OWN, city="B", people=50_000, total_t=200_000.0, low_t=None, high_t=None),
        replace(OWN, city="old", year=2019),
        replace(OWN, city="wide", boundary="basic_plus"),
        replace(OWN, city="draft", method="draft"),
        replace(OWN, city="both", year=2019, boundary="basic_plus"),
        replace(OWN, city="none", total_t=None),
        replace(OWN, city="gwp", gwp="ar4"),
    ]

    total = add_up(rows, BASIS, GWPS)

    assert (total.total_t, total.people, total.sectors_t) == (700_000.0, 150_000, {"waste": 100_000.0})
    assert (round(total.low_t), round(total.high_t)) == (645_000, 755_000)
    assert {left.inventory.city: left.fix for left in total.left_out} == {
        "old": "year", "wide": "boundary", "draft": "method", "both": "inventory", "none": "total", "gwp": "gwp",
    }  # fmt: skip


def test_known_masses_are_recalculated_at_no_effort() -> None:
    """1,000 t of methane: 25 → 28 adds 3,000 t; 10 t of nitrous oxide: 298 → 265 takes 330 t."""
    row = replace(OWN, city="B", gwp="ar4", methane_t=1_000.0, nitrous_oxide_t=10.0)

    total = add_up([OWN, row], BASIS, GWPS)

    assert total.total_t == pytest.approx(500_000 + 502_670)
    assert total.recalculated == ("B",)
    assert total.left_out == ()


def test_unknown_masses_cannot_be_recalculated() -> None:
    with pytest.raises(ValueError, match="masses are unknown"):
        recalculate(replace(OWN, gwp="ar4"), "ar5", GWPS)


def test_the_basis_brings_in_the_most_people_then_cities_then_the_latest_year() -> None:
    many = [replace(OWN, city=f"m{n}", people=10_000, year=2019) for n in range(3)]

    assert choose_basis([OWN, *many], GWPS) == BASIS
    assert choose_basis([replace(OWN, people=30_000), *many], GWPS) == Basis(2019, "basic", "ar5", "own")
    assert choose_basis([replace(OWN, people=10_000), many[0]], GWPS) == BASIS
    assert choose_basis([replace(OWN, total_t=None)], GWPS) is None


def test_errors_of_drafts_are_shared_those_of_own_inventories_not() -> None:
    draft = replace(OWN, method="draft", low_t=400_000.0, high_t=600_000.0)
    rows = [draft, replace(draft, city="B"), replace(draft, city="C")]
    basis = replace(BASIS, method="draft")

    halves = {rho: add_up(rows, basis, GWPS, shared_error=rho).high_t - 1_500_000 for rho in (0.0, 0.5, 1.0)}

    assert halves[0.0] == pytest.approx(100_000 * math.sqrt(3))
    assert halves[0.5] == pytest.approx(100_000 * math.sqrt(3 + 0.5 * 6))
    assert halves[1.0] == pytest.approx(300_000)
    with pytest.raises(ValueError, match="expected 0 to 1"):
        add_up(rows, basis, GWPS, shared_error=2)


ROWS = st.lists(
    st.builds(
        Inventory,
        city=st.text("abc", min_size=1, max_size=3),
        people=st.integers(1, 10**6),
        year=st.sampled_from([2019, 2021]),
        boundary=st.sampled_from(["basic", "basic_plus"]),
        gwp=st.sampled_from(["ar4", "ar5"]),
        method=st.sampled_from(["own", "draft"]),
        total_t=st.one_of(st.none(), st.floats(0, 1e7)),
        low_t=st.just(0.0),
        high_t=st.floats(1, 1e6),
        methane_t=st.one_of(st.none(), st.floats(0, 1e3)),
        nitrous_oxide_t=st.one_of(st.none(), st.floats(0, 1e2)),
    ),
    max_size=12,
)


@given(ROWS)
def test_every_city_is_in_the_sum_or_left_out_and_order_does_not_matter(rows: list[Inventory]) -> None:
    basis = choose_basis(rows, GWPS)
    if basis is None:
        return
    total, back = add_up(rows, basis, GWPS), add_up(rows[::-1], basis, GWPS)

    assert len(total.cities) + len(total.left_out) == len(rows)
    assert total.total_t == pytest.approx(back.total_t)
    assert total.high_t == pytest.approx(back.high_t)
    assert all(left.differences for left in total.left_out)


@given(ROWS)
def test_the_chosen_basis_is_the_best_of_all_by_enumeration(rows: list[Inventory]) -> None:
    basis = choose_basis(rows, GWPS)
    if basis is None:
        return
    everything = itertools.product((2019, 2021), ("basic", "basic_plus"), ("ar4", "ar5"), ("own", "draft"))

    assert add_up(rows, basis, GWPS).people == max(add_up(rows, Basis(*one), GWPS).people for one in everything)
