"""Choice of interventions: hand figures, brute force, a second formulation, properties."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from scipy import optimize

from capacities.engines.portfolio.interventions import (
    Ceiling,
    Floor,
    Task,
    breaches,
    choose,
    coverage,
    explain,
    find_circle,
    must_go,
)


def small_task(**changes: object) -> Task:
    """Three interventions, two needs of weight 10 and 6; `a` covers half of the first, `b` the other half."""
    cost = np.array([100.0, 150.0, 80.0])
    task = Task(
        ids=("a", "b", "c"),
        cost_eur=cost,
        weight=np.array([10.0, 6.0]),
        cover=np.array([[0.5, 0.0], [0.5, 0.5], [0.0, 1.0]]),
        ceilings=[Ceiling("budget", cost, 200.0)],
    )
    return replace(task, **changes)


def random_task(rng: np.random.Generator, n: int, m: int) -> Task:
    cost = rng.integers(1, 40, n) * 10_000.0
    staff = rng.integers(0, 12, n).astype(float)
    cover = np.where(rng.random((n, m)) < 0.3, rng.integers(1, 5, (n, m)) / 4, 0.0)
    requires = {n - 1: [0], n - 2: [1]}
    ceilings = [Ceiling("budget", cost, 0.4 * cost.sum()), Ceiling("staff", staff, float(round(0.5 * staff.sum())))]
    return Task(
        ids=[f"i{k}" for k in range(n)],
        cost_eur=cost,
        weight=rng.integers(1, 20, m).astype(float),
        cover=cover,
        ceilings=ceilings,
        floors=[Floor("f", range(m // 3), 0.2)],
        requires=requires,
        excludes={2: [3]},
        small=[0, 2, 4],
        small_share=0.1,
    )


def by_force(task: Task) -> tuple[float, float] | None:
    """Return the largest value and the least cost that reaches it, from all subsets."""
    best: tuple[float, float] | None = None
    n = len(task.ids)
    for size in range(n + 1):
        for chosen in itertools.combinations(range(n), size):
            if not task.locked_in <= set(chosen) or task.locked_out & set(chosen) or breaches(task, chosen):
                continue
            found = (float(task.weight @ coverage(task, chosen)), -float(task.cost_eur[list(chosen)].sum()))
            if best is None or (round(found[0], 9), found[1]) > (round(best[0], 9), best[1]):
                best = found
    return best


def test_the_choice_by_hand() -> None:
    # Within 200: a and c cover 5 + 6 = 11 for 180; b alone 5 + 3 = 8; a and b cost 250.
    choice = choose(small_task())

    assert choice is not None
    assert choice.chosen == (0, 2)
    assert (choice.value, choice.cost_eur, choice.gap) == (11.0, 180.0, 0.0)
    assert choice.covered.tolist() == [0.5, 1.0]


def test_a_tie_is_decided_by_cost() -> None:
    task = small_task(cover=np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 0.0]]))

    choice = choose(task)

    assert choice is not None
    assert choice.chosen == (0,)


def test_locks_company_and_floors_are_kept() -> None:
    assert choose(small_task(locked_in=frozenset({1}))).chosen == (1,)  # type: ignore[union-attr]
    assert choose(small_task(locked_out=frozenset({0}))).chosen in {(1,), (2,)}  # type: ignore[union-attr]
    assert choose(small_task(requires={2: [1]})).chosen == (1,)  # type: ignore[union-attr]
    assert choose(small_task(excludes={0: [2]})).value == 8.0  # type: ignore[union-attr]
    assert choose(small_task(floors=[Floor("first", [0], 0.9)])) is None


@pytest.mark.parametrize("seed", range(12))
def test_the_choice_is_the_best_of_all_subsets(seed: int) -> None:
    task = random_task(np.random.default_rng(seed), 10, 7)

    choice, best = choose(task), by_force(task)

    if best is None:
        assert choice is None
    else:
        assert choice is not None
        assert choice.value == pytest.approx(best[0], rel=1e-9)
        assert choice.cost_eur == pytest.approx(-best[1], rel=1e-9)
        assert choice.gap == 0.0
        assert breaches(task, choice.chosen) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_second_formulation_agrees_on_eighty(seed: int) -> None:
    task = random_task(np.random.default_rng(100 + seed), 80, 60)
    n, m = 80, 60
    # SciPy's interface, uncovered weight as the columns instead of the covered: minimise what stays open.
    rows = [np.concatenate([task.cover[:, j], np.eye(m)[j]]) for j in range(m)]
    lows, highs = [1.0] * m, [np.inf] * m
    for ceiling in task.ceilings:
        rows.append(np.concatenate([ceiling.use, np.zeros(m)]))
        lows.append(-np.inf)
        highs.append(ceiling.most)
    weight = task.weight[: m // 3]
    rows.append(np.concatenate([np.zeros(n), weight, np.zeros(m - m // 3)]))
    lows.append(-np.inf)
    highs.append(0.8 * weight.sum())
    for i, k, sign, high in ((n - 1, 0, -1, 0), (n - 2, 1, -1, 0), (2, 3, 1, 1)):
        row = np.zeros(n + m)
        row[i], row[k] = 1, sign
        rows.append(row)
        lows.append(-np.inf)
        highs.append(high)
    row = np.zeros(n + m)
    row[:n] = task.cost_eur * (np.isin(np.arange(n), [0, 2, 4]) - 0.1)
    rows.append(row)
    lows.append(0.0)
    highs.append(np.inf)
    found = optimize.milp(
        np.concatenate([np.zeros(n), task.weight]),
        constraints=optimize.LinearConstraint(np.array(rows), lows, highs),
        integrality=np.arange(n + m) < n,
        bounds=optimize.Bounds(0, 1),
        options={"mip_rel_gap": 0.0},
    )

    choice = choose(task)

    assert choice is not None
    assert choice.value == pytest.approx(task.weight.sum() - found.fun, rel=1e-7)
    assert choice.gap == 0.0


def test_the_order_of_rows_changes_nothing() -> None:
    task = random_task(np.random.default_rng(5), 9, 5)
    plain = replace(task, requires={}, excludes={}, small=(), small_share=0.0, floors=())
    order = np.random.default_rng(1).permutation(9)
    turned = replace(
        plain,
        ids=[plain.ids[i] for i in order],
        cost_eur=plain.cost_eur[order],
        cover=plain.cover[order],
        ceilings=[replace(c, use=c.use[order]) for c in plain.ceilings],
    )

    assert choose(plain).value == pytest.approx(choose(turned).value)  # type: ignore[union-attr]


def test_what_is_broken_is_named_with_both_numbers() -> None:
    broken = breaches(small_task(requires={0: [2]}), (0, 1))

    assert [(b.kind, b.key, b.has, b.limit) for b in broken] == [
        ("ceiling", "budget", 250.0, 200.0),
        ("requires", "a>c", 0, 0),
    ]


def test_over_budget_says_what_must_go() -> None:
    task = small_task(locked_in=frozenset({0, 1, 2}))

    assert choose(task) is None
    assert must_go(task) == (1,)  # without b, the other two cost 180 of 200


def test_the_explanation_by_hand() -> None:
    # 200 buy a and c (11). 30 more: b and c, 5 + 6, no gain. 50 more: a and b, 10 + 3. 130 more: all three, 10 + 6.
    task = small_task()
    choice = choose(task)
    assert choice is not None

    short = explain(task, choice, money=["budget"], extra_eur=30.0)
    enough = explain(task, choice, money=["budget"], extra_eur=50.0)
    most = explain(task, choice, money=["budget"], extra_eur=130.0)

    assert short.binding == {"budget": 5.0}
    assert (short.more_value, short.next_in) == (0.0, (1,))
    assert (enough.more_value, enough.next_in) == (2.0, (1,))
    assert (most.more_value, most.next_in) == (5.0, (1,))
    assert short.loss == {0: 5.0, 2: 6.0}


def test_a_loss_counts_what_falls_with_it() -> None:
    task = small_task(requires={0: [2]})
    choice = choose(task)
    assert choice is not None

    assert explain(task, choice, money=["budget"]).loss[2] == 11.0


def test_a_circle_is_named() -> None:
    assert find_circle({0: [1], 1: [2], 2: [0]}) == (0, 1, 2, 0)
    assert find_circle({0: [1, 2], 1: [2]}) == ()
    assert find_circle({5: [0], 0: [1], 1: [0]}) == (0, 1, 0)
    with pytest.raises(ValueError, match="a > b > a"):
        small_task(requires={0: [1], 1: [0]})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cost_eur": np.array([1.0, -2.0, 3.0])}, "cost_eur holds -2.0 at 1"),
        ({"weight": np.array([1.0])}, "cover has shape"),
        ({"ids": ("a", "a", "c")}, "'a' twice"),
        ({"small_share": 1.5}, "share is 1.5"),
        ({"locked_in": frozenset({1}), "locked_out": frozenset({1})}, "in and out"),
    ],
)
def test_bad_input_is_named(changes: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        small_task(**changes)
