"""Which interventions answer the needs best within money, staff and company, proved; and why these.

A need counts up to its weight; interventions add their shares of it until it is covered whole. Exact by HiGHS.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from capacities.engines.activity import Floats
from capacities.engines.portfolio.milp import Program, minimise

# A tie in value is decided by cost; a value within this share of the best counts as the same.
SAME_VALUE = 1e-9


@dataclass(frozen=True)
class Ceiling:
    """The most of something: what each intervention takes of it, and how much there is."""

    key: str
    use: Floats  # [intervention]
    most: float


@dataclass(frozen=True)
class Floor:
    """A group of needs of which at least a share of the weight has to be covered."""

    key: str
    needs: Sequence[int]
    share: float


@dataclass(frozen=True)
class Task:
    """What is chosen from: costs, needs with weights, ``cover`` [intervention, need] as shares, and all limits.

    ``requires`` maps an intervention to those that must be chosen with it, ``excludes`` to those that may not.
    ``small`` marks interventions that serve small towns; at least ``small_share`` of the money goes to these.
    """

    ids: Sequence[str]
    cost_eur: Floats
    weight: Floats
    cover: Floats
    ceilings: Sequence[Ceiling] = ()
    floors: Sequence[Floor] = ()
    requires: Mapping[int, Sequence[int]] = field(default_factory=dict)
    excludes: Mapping[int, Sequence[int]] = field(default_factory=dict)
    small: Sequence[int] = ()
    small_share: float = 0.0
    locked_in: frozenset[int] = frozenset()
    locked_out: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        _check(self)


@dataclass(frozen=True)
class Choice:
    """The chosen interventions, the weight that they cover, their cost, and the proved gap (0: none is better)."""

    chosen: tuple[int, ...]
    value: float
    cost_eur: float
    covered: Floats  # [need], 0 to 1
    gap: float


@dataclass(frozen=True)
class Breach:
    """A limit that a choice breaks: what it takes and what there is (for a floor: what it reaches and must reach)."""

    kind: str  # ceiling, floor, requires, excludes, small
    key: str
    has: float
    limit: float


@dataclass(frozen=True)
class Explanation:
    """Why a choice is as it is.

    ``binding`` gives for each ceiling what its removal would add in weight; ``more_value`` what ``extra_eur``
    more money would add and ``next_in`` which interventions would come; ``loss`` what falls away without each one.
    """

    binding: Mapping[str, float]
    extra_eur: float
    more_value: float
    next_in: tuple[int, ...]
    loss: Mapping[int, float]


def choose(task: Task) -> Choice | None:
    """Return the choice that covers most weight, the cheapest among equals; None if the limits forbid every choice."""
    n, m = len(task.ids), task.weight.size
    value = np.concatenate([np.zeros(n), task.weight])
    best = minimise(_program(task, -value))
    if best is None:
        return None
    least = -best.objective * (1 - SAME_VALUE)
    cost = np.concatenate([task.cost_eur, np.zeros(m)])
    cheapest = minimise(_program(task, cost, (value, least))) if task.cost_eur.any() else None
    x = (cheapest or best).x[:n] > 0.5
    chosen = tuple(int(i) for i in np.flatnonzero(x))
    covered = coverage(task, chosen)
    return Choice(chosen, float(task.weight @ covered), float(task.cost_eur[x].sum()), covered, best.gap)


def coverage(task: Task, chosen: Sequence[int]) -> Floats:
    """Return how much of each need a choice covers, 0 to 1."""
    covered: Floats = np.minimum(task.cover[list(chosen)].sum(axis=0), 1.0)
    return covered


def breaches(task: Task, chosen: Sequence[int]) -> list[Breach]:
    """Return every limit that a choice breaks."""
    taken, found = list(chosen), []
    for ceiling in task.ceilings:
        used = float(ceiling.use[taken].sum())
        if used > ceiling.most * (1 + 1e-9) + 1e-9:
            found.append(Breach("ceiling", ceiling.key, used, ceiling.most))
    covered = coverage(task, chosen)
    for floor in task.floors:
        has, limit = _reached(task, floor, covered)
        if has < limit - 1e-9:
            found.append(Breach("floor", floor.key, has, limit))
    spent = float(task.cost_eur[taken].sum())
    for_small = float(task.cost_eur[[i for i in task.small if i in set(taken)]].sum())
    if for_small < task.small_share * spent - 1e-6:
        found.append(Breach("small", "", for_small, task.small_share * spent))
    for kind, pairs, wanted in (("requires", task.requires, False), ("excludes", task.excludes, True)):
        for i in set(taken) & set(pairs):
            found += [Breach(kind, f"{task.ids[i]}>{task.ids[k]}", 0, 0) for k in pairs[i] if (k in taken) is wanted]
    return found


def must_go(task: Task) -> tuple[int, ...] | None:
    """Return the fewest locked interventions that have to be freed so that a choice exists; None if none suffices."""
    n, m = len(task.ids), task.weight.size
    cost = np.zeros(n + m)
    cost[list(task.locked_in)] = -1.0
    # Among equally few, those that cost most are kept out last: a slight price breaks the tie the same way each time.
    cost[:n] += 1e-6 * task.cost_eur / max(float(task.cost_eur.max(initial=0.0)), 1.0) / max(n, 1)
    solution = minimise(_program(replace(task, locked_in=frozenset()), cost))
    if solution is None:
        return None
    return tuple(sorted(i for i in task.locked_in if solution.x[i] < 0.5))


def explain(task: Task, choice: Choice, *, money: Sequence[str], extra_eur: float = 100_000.0) -> Explanation:
    """Return what binds a choice, what more money buys and what each intervention is worth.

    ``money`` names the ceilings in euros, each of which ``extra_eur`` is added to.
    """
    binding = {}
    for ceiling in task.ceilings:
        if float(ceiling.use.sum()) <= ceiling.most:
            continue
        freed = choose(replace(task, ceilings=[c for c in task.ceilings if c is not ceiling]))
        gain = freed.value - choice.value if freed else 0.0
        if gain > SAME_VALUE * max(choice.value, 1.0):
            binding[ceiling.key] = gain
    richer = choose(with_more(task, money, extra_eur))
    gained = max(richer.value - choice.value, 0.0) if richer else 0.0
    new = _next(task, choice, money, extra_eur)
    loss = {i: choice.value - float(task.weight @ coverage(task, _without(task, choice, i))) for i in choice.chosen}
    return Explanation(binding, extra_eur, gained, new, loss)


def with_more(task: Task, money: Sequence[str], extra_eur: float) -> Task:
    """Return the same task with more money under each of the named ceilings."""
    more = [replace(c, most=c.most + extra_eur) if c.key in money else c for c in task.ceilings]
    return replace(task, ceilings=more)


def find_circle(requires: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    """Return interventions that need each other in a circle, the first one again at the end; empty if there is none."""
    done: set[int] = set()
    for start in requires:
        way: list[int] = []
        stack = [(start, iter(requires.get(start, ())))] if start not in done else []
        while stack:
            node, rest = stack[-1]
            if len(way) < len(stack):
                way.append(node)
            following = next((k for k in rest if k not in done), None)
            if following is None:
                done.add(node)
                stack.pop()
                way.pop()
            elif following in way:
                return (*way[way.index(following) :], following)
            else:
                stack.append((following, iter(requires.get(following, ()))))
    return ()


def _next(task: Task, choice: Choice, money: Sequence[str], extra_eur: float) -> tuple[int, ...]:
    """Return what comes in with the least doubling of the extra money that brings anything in."""
    for _ in range(8):
        richer = choose(with_more(task, money, extra_eur))
        new = tuple(i for i in richer.chosen if i not in choice.chosen) if richer else ()
        if new and richer and richer.value > choice.value * (1 + SAME_VALUE):
            return new
        extra_eur *= 2
    return ()


def _without(task: Task, choice: Choice, gone: int) -> list[int]:
    """Return a choice without an intervention and without what requires it."""
    out = {gone}
    while more := {i for i in choice.chosen if i not in out and out & set(task.requires.get(i, ()))}:
        out |= more
    return [i for i in choice.chosen if i not in out]


def _reached(task: Task, floor: Floor, covered: Floats) -> tuple[float, float]:
    group = list(floor.needs)
    return float(task.weight[group] @ covered[group]), floor.share * float(task.weight[group].sum())


def _program(task: Task, cost: Floats, least: tuple[Floats, float] | None = None) -> Program:
    """Return the programme. Columns: whether each intervention is chosen, how much of each need is covered."""
    n, m = len(task.ids), task.weight.size
    rows: list[Floats] = []
    lows: list[float] = []
    highs: list[float] = []

    def add(row: Floats, low: float = -np.inf, high: float = np.inf) -> None:
        rows.append(row)
        lows.append(low)
        highs.append(high)

    def chosen(values: Floats) -> Floats:
        return np.concatenate([values, np.zeros(m)])

    for j in range(m):
        row = np.concatenate([task.cover[:, j], np.zeros(m)])
        row[n + j] = -1.0
        add(row, low=0.0)
    for ceiling in task.ceilings:
        add(chosen(ceiling.use), high=ceiling.most)
    for floor in task.floors:
        row = np.zeros(n + m)
        row[[n + j for j in floor.needs]] = task.weight[list(floor.needs)]
        add(row, low=_reached(task, floor, np.zeros(m))[1])
    for pairs, sign, high in ((task.requires, -1.0, 0.0), (task.excludes, 1.0, 1.0)):
        for i, others in pairs.items():
            for k in others:
                row = np.zeros(n + m)
                row[i], row[k] = 1.0, sign
                add(row, high=high)
    if task.small_share > 0:
        is_small = np.isin(np.arange(n), list(task.small))
        add(chosen(task.cost_eur * (is_small - task.small_share)), low=0.0)
    if least is not None:
        add(least[0], low=least[1])
    low, high_ = np.zeros(n + m), np.ones(n + m)
    low[list(task.locked_in)] = 1.0
    high_[list(task.locked_out)] = 0.0
    matrix = np.array(rows) if rows else np.zeros((0, n + m))
    return Program(cost, matrix, np.array(lows), np.array(highs), low, high_, np.arange(n + m) < n)


def _check(task: Task) -> None:
    n, m = len(task.ids), task.weight.size
    if len(set(task.ids)) != n:
        raise ValueError(f"ids holds {next(id for id in task.ids if list(task.ids).count(id) > 1)!r} twice")
    if task.cover.shape != (n, m):
        raise ValueError(f"cover has shape {task.cover.shape}, expected ({n}, {m})")
    arrays = [("cost_eur", task.cost_eur, n), ("weight", task.weight, m), ("cover", task.cover.ravel(), n * m)]
    arrays += [(f"use of {ceiling.key}", ceiling.use, n) for ceiling in task.ceilings]
    for name, values, size in arrays:
        if values.shape != (size,):
            raise ValueError(f"{name} has shape {values.shape}, expected ({size},)")
        if not (np.isfinite(values) & (values >= 0)).all():
            bad = int(np.flatnonzero(~(np.isfinite(values) & (values >= 0)))[0])
            raise ValueError(f"{name} holds {values[bad]} at {bad}, expected 0 or more")
    if both := task.locked_in & task.locked_out:
        raise ValueError(f"{task.ids[min(both)]!r} is locked in and out at once")
    for share in (task.small_share, *(floor.share for floor in task.floors)):
        if not 0 <= share <= 1:
            raise ValueError(f"a share is {share}, expected 0 to 1")
    if circle := find_circle(task.requires):
        raise ValueError("requires goes in a circle: " + " > ".join(task.ids[i] for i in circle))
