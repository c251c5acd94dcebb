"""Which sessions meet most unmet need under trainers, dates, languages, formats and seats; proved by HiGHS.

A need counts up to its weight. Each session that a respondent attends meets ``share`` of the respondent's need on
each of its topics, until the need is met whole: a second session on a topic adds only what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from scipy import sparse

from capacities.engines.activity import Floats
from capacities.engines.portfolio.milp import TIME_LIMIT_S, Program, Solution, minimise

# A value within this share of the best counts as the same.
SAME_VALUE = 1e-9


@dataclass(frozen=True)
class Session:
    """A session that could take place; ``topics`` are columns of the need, ``seats`` None where nobody is turned away.

    ``family`` groups sessions of which only so many are wanted; "" belongs to none.
    """

    id: str
    topics: tuple[int, ...]
    trainer: str
    day: date
    language: str
    is_online: bool = True
    seats: int | None = None
    cost_eur: float = 0.0
    share: float = 1.0
    family: str = ""


@dataclass(frozen=True)
class Respondent:
    """Who could attend: languages understood, days on which they cannot, whether they travel to a session."""

    id: str
    languages: frozenset[str]
    busy: frozenset[date] = frozenset()
    travels: bool = True

    def can_attend(self, session: Session) -> bool:
        """Return whether language, day and format allow it."""
        in_reach = session.is_online or self.travels
        return in_reach and session.language in self.languages and session.day not in self.busy


@dataclass(frozen=True)
class Rules:
    """What a series must keep; None stands for no limit. ``load`` gives the most sessions of each trainer.

    ``pinned`` and ``excluded`` are ids of sessions held in and out by hand.
    """

    most: int
    load: dict[str, int] = field(default_factory=dict)
    per_day: int | None = 1
    per_family: int | None = None
    per_respondent: int | None = None
    budget_eur: float | None = None
    seats: bool = True
    pinned: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Series:
    """The chosen sessions by date (indices), who attends each, the need that is met, and the proved gap.

    ``attends`` is [session, respondent], ``met`` [respondent, topic] as a share of each need, ``value`` their
    weighted sum. A gap of 0 says that no series within the rules meets more.
    """

    chosen: tuple[int, ...]
    attends: np.ndarray
    met: Floats
    value: float
    gap: float


def choose_sessions(
    sessions: Sequence[Session],
    respondents: Sequence[Respondent],
    need: Floats,
    rules: Rules,
    *,
    time_limit_s: float = TIME_LIMIT_S,
) -> Series | None:
    """Return the series that meets most of ``need`` [respondent, topic]; None where what is pinned breaks a rule.

    A session that would add nothing is left out, even where there is room for it, unless it is pinned. Where the
    time does not suffice for the proof, the best series found comes with the gap that is left.
    """
    check(sessions, respondents, need, rules)
    model = _Model(sessions, respondents, need, rules)
    if not model.width:
        return Series((), np.zeros((0, len(respondents)), dtype=bool), np.zeros_like(need), 0.0, 0.0)
    best = model.solve(time_limit_s)
    return None if best is None else model.series(best)


def attendable(sessions: Sequence[Session], respondents: Sequence[Respondent], need: Floats) -> np.ndarray:
    """Return [session, respondent]: who can attend and has a need on one of its topics."""
    can = np.array([[one.can_attend(session) for one in respondents] for session in sessions], dtype=bool)
    can = can.reshape(len(sessions), len(respondents))
    for i, session in enumerate(sessions):
        can[i] &= (need[:, list(session.topics)] > 0).any(axis=1)
    return can


def met_by(sessions: Sequence[Session], attends: np.ndarray, n_topics: int) -> Floats:
    """Return how much of each need [respondent, topic] some attendance meets, 0 to 1."""
    met = np.zeros((attends.shape[1], n_topics))
    for i, session in enumerate(sessions):
        for topic in session.topics:
            met[:, topic] += session.share * attends[i]
    return np.minimum(met, 1.0)


def check(sessions: Sequence[Session], respondents: Sequence[Respondent], need: Floats, rules: Rules) -> None:
    """Raise ValueError for what does not fit together, with what came and what fits."""
    if need.ndim != 2 or need.shape[0] != len(respondents):
        raise ValueError(f"need has shape {need.shape}, expected ({len(respondents)}, topics)")
    if not (np.isfinite(need) & (need >= 0)).all():
        raise ValueError("need holds a value that is not 0 or more")
    ids = [session.id for session in sessions]
    if len(set(ids)) != len(ids):
        raise ValueError(f"sessions holds {next(id for id in ids if ids.count(id) > 1)!r} twice")
    for session in sessions:
        if not session.topics or not all(0 <= topic < need.shape[1] for topic in session.topics):
            raise ValueError(f"session {session.id!r} has topics {session.topics}, expected 0 to {need.shape[1] - 1}")
        if not 0 < session.share <= 1:
            raise ValueError(f"session {session.id!r} meets a share of {session.share}, expected more than 0, up to 1")
        if not session.cost_eur >= 0:
            raise ValueError(f"session {session.id!r} costs {session.cost_eur}, expected 0 or more")
    if both := rules.pinned & rules.excluded:
        raise ValueError(f"session {min(both)!r} is pinned and excluded at once")
    if rules.most < 0:
        raise ValueError(f"most is {rules.most}, expected 0 or more")


class _Model:
    """The programme. Columns: whether each session takes place, whether each respondent attends, how much is met."""

    def __init__(
        self, sessions: Sequence[Session], respondents: Sequence[Respondent], need: Floats, rules: Rules
    ) -> None:
        self.sessions, self.rules, self.need = sessions, rules, need
        self.n = len(sessions)
        self.pairs = np.argwhere(attendable(sessions, respondents, need))
        taught = {topic for session in sessions for topic in session.topics}
        self.needs = [(int(r), int(t)) for r, t in np.argwhere(need > 0) if int(t) in taught]
        self.width = self.n + len(self.pairs) + len(self.needs)
        self.worth = np.zeros(self.width)
        self.worth[self.n + len(self.pairs) :] = [need[r, t] for r, t in self.needs]
        self._cells: list[tuple[int, int, float]] = []
        self._high: list[float] = []
        self._meeting()
        self._series()
        self._attendance()

    def _row(self, cells: dict[int, float], high: float) -> None:
        self._cells += [(len(self._high), column, value) for column, value in cells.items()]
        self._high.append(high)

    def _meeting(self) -> None:
        """A need is met by what its respondent attends."""
        place = {pair: self.n + len(self.pairs) + k for k, pair in enumerate(self.needs)}
        rows: dict[int, dict[int, float]] = {column: {column: 1.0} for column in place.values()}
        for k, (i, r) in enumerate(self.pairs):
            for topic in self.sessions[i].topics:
                if (int(r), topic) in place:
                    rows[place[int(r), topic]][self.n + k] = -self.sessions[i].share
        for cells in rows.values():
            self._row(cells, 0.0)

    def _series(self) -> None:
        """The rules on the series as a whole."""
        rules = self.rules
        self._row(dict.fromkeys(range(self.n), 1.0), rules.most)
        for trainer, most in rules.load.items():
            self._row({i: 1.0 for i, session in enumerate(self.sessions) if session.trainer == trainer}, most)
        if rules.per_day is not None:
            for day in {session.day for session in self.sessions}:
                self._row({i: 1.0 for i, session in enumerate(self.sessions) if session.day == day}, rules.per_day)
        if rules.per_family is not None:
            for family in {session.family for session in self.sessions} - {""}:
                self._row(
                    {i: 1.0 for i, session in enumerate(self.sessions) if session.family == family}, rules.per_family
                )
        if rules.budget_eur is not None:
            self._row({i: session.cost_eur for i, session in enumerate(self.sessions)}, rules.budget_eur)

    def _attendance(self) -> None:
        """Nobody attends what does not take place, two sessions of one day, or more than allowed; seats are few."""
        by_session: dict[int, dict[int, float]] = {}
        by_day: dict[tuple[int, date], dict[int, float]] = {}
        by_respondent: dict[int, dict[int, float]] = {}
        for k, (i, r) in enumerate(self.pairs):
            column = self.n + k
            self._row({column: 1.0, int(i): -1.0}, 0.0)
            by_session.setdefault(int(i), {})[column] = 1.0
            by_day.setdefault((int(r), self.sessions[i].day), {})[column] = 1.0
            by_respondent.setdefault(int(r), {})[column] = 1.0
        for i, cells in by_session.items():
            seats = self.sessions[i].seats
            if self.rules.seats and seats is not None and len(cells) > seats:
                self._row({**cells, i: -float(seats)}, 0.0)
        if self.rules.per_day != 1:
            for cells in by_day.values():
                if len(cells) > 1:
                    self._row(cells, 1.0)
        if self.rules.per_respondent is not None:
            for cells in by_respondent.values():
                if len(cells) > self.rules.per_respondent:
                    self._row(cells, self.rules.per_respondent)

    def solve(self, time_limit_s: float) -> Solution | None:
        """Return a solution that meets most need."""
        rows, columns, values = zip(*self._cells, strict=True) if self._cells else ((), (), ())
        matrix = sparse.csr_array((values, (rows, columns)), shape=(len(self._high), self.width))
        low, most = np.zeros(self.width), np.ones(self.width)
        for i, session in enumerate(self.sessions):
            low[i] = session.id in self.rules.pinned
            most[i] = session.id not in self.rules.excluded
        integer = np.arange(self.width) < self.n + len(self.pairs)
        high = np.array(self._high)
        program = Program(-self.worth, matrix, np.full(high.size, -np.inf), high, low, most, integer)
        return minimise(program, time_limit_s=time_limit_s)

    def series(self, solution: Solution) -> Series:
        """Return the series of a solution, without sessions that add nothing."""
        taken = [int(i) for i in np.flatnonzero(solution.x[: self.n] > 0.5)]
        attends = np.zeros((self.n, self.need.shape[0]), dtype=bool)
        for k, (i, r) in enumerate(self.pairs):
            attends[i, r] = solution.x[self.n + k] > 0.5
        met = met_by(self.sessions, attends, self.need.shape[1])
        value = float((met * self.need).sum())
        chosen = []
        for i in sorted(taken, key=lambda i: (self.sessions[i].day, i)):
            kept = attends[i].copy()
            attends[i] = False
            less = met_by(self.sessions, attends, self.need.shape[1])
            if self.sessions[i].id in self.rules.pinned or float(((met - less) * self.need).sum()) > SAME_VALUE * value:
                attends[i] = kept
                chosen.append(i)
            else:
                met = less
        return Series(tuple(chosen), attends, met, value, solution.gap)
