"""Who should learn what from whom: pairs of learner, teacher and topic of largest value in total, proved.

The limits form a network (a learner, each topic of a learner, a teacher), so the linear programme has whole numbers
at its corners. It is solved on the best pairs of each topic first; pairs whose price at the solution is too low are
then let in until none is left, which proves the optimum among all pairs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from capacities.engines.activity import Floats
from capacities.engines.matching.likeness import Trait, likeness
from capacities.engines.portfolio.milp import Program, minimise

# How much likeness matters: two who have nothing in common still learn half as well as two who are the same.
LEAST_FACTOR = 0.5
FIRST_PAIRS = 4  # teachers per learner and topic in the first programme
CLOSE = 1e-9

Triple = tuple[int, int, int]  # learner, teacher, topic


@dataclass(frozen=True)
class Limits:
    """At most so many matches in which each respondent teaches, and learns."""

    teach: NDArray[np.int64]
    learn: NDArray[np.int64]


@dataclass(frozen=True)
class Task:
    """``need`` and ``offer`` are [respondent, topic], 0 to 1; ``languages`` are those each respondent speaks.

    Pairs (learner, teacher) in ``declined`` stay out; triples in ``locked`` stay in and use up limits.
    """

    need: Floats
    offer: Floats
    traits: Sequence[Trait]
    languages: Sequence[frozenset[str]]
    limits: Limits
    declined: Collection[tuple[int, int]] = field(default_factory=frozenset)
    locked: Sequence[Triple] = ()

    def __post_init__(self) -> None:
        n = len(self.languages)
        if self.need.ndim != 2 or self.need.shape[0] != n or self.offer.shape != self.need.shape:
            raise ValueError(f"need {self.need.shape} and offer {self.offer.shape} must both be ({n}, topics)")
        for name, values in (("need", self.need), ("offer", self.offer)):
            if not ((values >= 0) & (values <= 1)).all():
                raise ValueError(f"{name} holds a value that is not between 0 and 1")
        for name, most in (("teach", self.limits.teach), ("learn", self.limits.learn)):
            if most.shape != (n,) or (most < 0).any():
                raise ValueError(f"limits.{name} must hold {n} numbers of 0 or more")


@dataclass(frozen=True)
class Match:
    """A learner, a teacher, the topic, and what makes the value: need × offer × factor of likeness."""

    learner: int
    teacher: int
    topic: int
    value: float
    likeness: float


@dataclass(frozen=True)
class Matching:
    """The matches by learner and topic, their total value, who needs something and got none, and the proved gap."""

    matches: tuple[Match, ...]
    value: float
    unmatched: tuple[int, ...]
    gap: float


def value_of(need: Floats | float, offer: Floats | float, alike: Floats | float) -> Floats:
    """Return need × offer × (half + half of the likeness)."""
    return np.asarray(np.multiply(need, offer) * (LEAST_FACTOR + (1 - LEAST_FACTOR) * np.asarray(alike)))


def match_peers(task: Task, *, fair: bool = False, worst_off: Floats | None = None) -> Matching:
    """Return the matches of largest total value within the limits.

    ``fair`` first gives as many learners as possible one match; where not all can have one, those who are worst off
    come first (``worst_off`` [respondent], by default the sum of their needs). Then the value is made largest.
    """
    pairs = _Pairs(task)
    bonus = None
    served: NDArray[np.bool_] | None = None
    if fair:
        badly = task.need.sum(axis=1) if worst_off is None else worst_off
        # Sets of learners that can be served together form a matroid, so any rising weights serve the worst-off first.
        bonus = np.empty(badly.size)
        bonus[np.argsort(badly, kind="stable")] = np.arange(1, badly.size + 1)
        taken = pairs.solve(np.zeros(pairs.size), bonus, None)
        served = np.zeros(badly.size, dtype=bool)
        served[pairs.learner[taken]] = True
    taken = pairs.solve(pairs.value, None, served)
    return pairs.matching(taken)


class _Pairs:
    """All possible triples as arrays, ordered by learner, topic and falling value."""

    def __init__(self, task: Task) -> None:
        self.task = task
        learners, teachers, topics, values, alike = [], [], [], [], []
        spoken = sorted(set().union(*task.languages)) if task.languages else []
        speaks = np.array([[code in one for code in spoken] for one in task.languages], dtype=bool)
        speaks = speaks.reshape(len(task.languages), len(spoken))
        declined: dict[int, list[int]] = {}
        for learner, teacher in task.declined:
            declined.setdefault(learner, []).append(teacher)
        self.room_learn = task.limits.learn.astype(np.int64).copy()
        self.room_teach = task.limits.teach.astype(np.int64).copy()
        settled = {(learner, topic) for learner, _teacher, topic in task.locked}
        for learner, teacher, _topic in task.locked:
            self.room_learn[learner] = max(0, self.room_learn[learner] - 1)
            self.room_teach[teacher] = max(0, self.room_teach[teacher] - 1)
        for one in np.flatnonzero((task.need > 0).any(axis=1) & (self.room_learn > 0)):
            learner = int(one)
            common = (speaks & speaks[learner]).any(axis=1) & (self.room_teach > 0)
            common[learner] = False
            common[declined.get(learner, [])] = False
            others = np.flatnonzero(common)
            if not others.size:
                continue
            near = likeness(task.traits, learner, others)
            for topic in np.flatnonzero(task.need[learner] > 0):
                if (learner, int(topic)) in settled:
                    continue
                value = value_of(task.need[learner, topic], task.offer[others, topic], near)
                order = np.argsort(-value, kind="stable")
                order = order[value[order] > 0]
                learners.append(np.full(order.size, learner))
                topics.append(np.full(order.size, topic))
                teachers.append(others[order])
                values.append(value[order])
                alike.append(near[order])
        self.learner: NDArray[np.intp] = _joined(learners, np.intp)
        self.teacher: NDArray[np.intp] = _joined(teachers, np.intp)
        self.topic: NDArray[np.intp] = _joined(topics, np.intp)
        self.value: Floats = _joined(values, np.float64)
        self.likeness: Floats = _joined(alike, np.float64)
        self.size = self.value.size
        self.group = np.zeros(self.size, dtype=np.intp)
        if self.size:
            new = (np.diff(self.learner) != 0) | (np.diff(self.topic) != 0)
            self.group[1:] = np.cumsum(new)
        self.rank = np.arange(self.size) - np.searchsorted(self.group, self.group)

    def solve(self, value: Floats, bonus: Floats | None, served: NDArray[np.bool_] | None) -> NDArray[np.intp]:
        """Return the triples of largest value, plus a bonus for each learner with a match, serving all of ``served``.

        Raises RuntimeError should the solver fail, which these programmes give no cause for.
        """
        if not self.size:
            return np.zeros(0, dtype=np.intp)
        inside = self.rank < FIRST_PAIRS
        if served is not None:
            inside |= served[self.learner]
        while True:
            columns = np.flatnonzero(inside)
            x, price = self._programme(columns, value, bonus, served)
            cost = price["learner"][self.learner] + price["group"][self.group] + price["teacher"][self.teacher]
            missing = ~inside & (value - cost > CLOSE)
            if not missing.any():
                return columns[x > 0.5]
            inside |= missing

    def _programme(
        self, columns: NDArray[np.intp], value: Floats, bonus: Floats | None, served: NDArray[np.bool_] | None
    ) -> tuple[Floats, dict[str, Floats]]:
        """Solve on some triples; return what is taken and the price of each limit."""
        n, groups, m = len(self.task.languages), int(self.group[-1]) + 1 if self.size else 0, columns.size
        extra = n if bonus is not None else 0
        rows = [self.learner[columns], n + self.group[columns], n + groups + self.teacher[columns]]
        at, cells = [np.arange(m)] * 3, [np.ones(m)] * 3
        low = np.full(2 * n + groups + extra, -np.inf)
        high = np.concatenate([self.room_learn, np.ones(groups), self.room_teach, np.zeros(extra)]).astype(float)
        if served is not None:
            low[:n][served] = 1.0
        if bonus is not None:  # served ≤ matches of the learner
            rows += [2 * n + groups + self.learner[columns], 2 * n + groups + np.arange(n)]
            at += [np.arange(m), m + np.arange(n)]
            cells += [-np.ones(m), np.ones(n)]
        matrix = sparse.csr_array(
            (np.concatenate(cells), (np.concatenate(rows), np.concatenate(at))), shape=(high.size, m + extra)
        )
        cost = np.concatenate([-value[columns], -bonus if bonus is not None else np.zeros(0)])
        width = m + extra
        found = minimise(
            Program(cost, matrix, low, high, np.zeros(width), np.ones(width), np.zeros(width, dtype=bool)),
            time_limit_s=60.0,
        )
        if found is None or found.dual is None:
            raise RuntimeError(f"no matching was found among {m} pairs")
        dual = -found.dual
        price = {"learner": dual[:n], "group": dual[n : n + groups], "teacher": dual[n + groups : 2 * n + groups]}
        if bonus is not None:
            price["learner"] = price["learner"] - dual[2 * n + groups :]
        return found.x[:m], price

    def matching(self, taken: NDArray[np.intp]) -> Matching:
        """Return the matches with what is locked, by learner and topic."""
        task = self.task
        found = [
            Match(
                int(self.learner[k]),
                int(self.teacher[k]),
                int(self.topic[k]),
                float(self.value[k]),
                float(self.likeness[k]),
            )
            for k in taken
        ]
        for learner, teacher, topic in task.locked:
            near = float(likeness(task.traits, learner, np.array([teacher]))[0])
            value = float(value_of(task.need[learner, topic], task.offer[teacher, topic], near))
            found.append(Match(learner, teacher, topic, value, near))
        found.sort(key=lambda match: (match.learner, match.topic, match.teacher))
        served = {match.learner for match in found}
        unmatched = tuple(int(i) for i in np.flatnonzero((task.need > 0).any(axis=1)) if int(i) not in served)
        return Matching(tuple(found), sum(match.value for match in found), unmatched, 0.0)


def _joined(parts: Sequence[NDArray[Any]], kind: type[Any]) -> NDArray[Any]:
    return np.concatenate(parts).astype(kind) if parts else np.zeros(0, dtype=kind)
