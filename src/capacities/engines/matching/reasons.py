"""Why a series of sessions is as it is: whose need each meets, what binds, what comes next, why others are not in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from capacities.engines.activity import Floats
from capacities.engines.matching.series import (
    SAME_VALUE,
    Respondent,
    Rules,
    Series,
    Session,
    attendable,
    choose_sessions,
    met_by,
)

# Each "what if" of an explanation gets this long; without a proof by then, what it adds is told as a lower bound.
REASON_LIMIT_S = 2.0


@dataclass(frozen=True)
class Part:
    """What one session of a series does.

    ``meets`` gives (respondent, topic, need met) in the order of the sessions' dates: what an earlier session met is
    not counted again. ``lost`` is what falls away without it if nothing replaces it.
    """

    session: int
    meets: tuple[tuple[int, int, float], ...]
    lost: float


@dataclass(frozen=True)
class LeftOut:
    """Why a session is not in the series.

    ``why``: "excluded" by hand, "nobody" who needs it can attend, "met" already by the sessions ``by``, or "fewer":
    it would add ``gain`` but breaks the rules ``breaks`` ("most", "load", "per_day", "per_family", "budget",
    "per_respondent"), and what is there instead meets more.
    """

    session: int
    why: str
    gain: float = 0.0
    breaks: tuple[str, ...] = ()
    by: tuple[int, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """``parts`` by date; ``binding`` gives what lifting each rule adds; ``more`` and ``fewer`` the series with one
    session more and one less (None where there is none); ``left_out`` every other session."""

    parts: tuple[Part, ...]
    binding: Mapping[str, float]
    more: Series | None
    fewer: Series | None
    left_out: tuple[LeftOut, ...]


def explain(
    sessions: Sequence[Session], respondents: Sequence[Respondent], need: Floats, rules: Rules, series: Series
) -> Explanation:
    """Return why a series is the best one; ``sessions`` to ``rules`` are those it was chosen with."""

    def chosen_with(other: Rules) -> Series | None:
        return choose_sessions(sessions, respondents, need, other, time_limit_s=REASON_LIMIT_S)

    inside = frozenset(sessions[i].id for i in series.chosen)
    outside = frozenset(session.id for session in sessions) - inside - rules.pinned

    def nearest(other: Rules, near_rules: Rules) -> Series | None:
        """Among series that meet the same, take the one that keeps to what is chosen already."""
        free, near = chosen_with(other), chosen_with(near_rules)
        if free is None or near is None:
            return free
        return near if near.value >= free.value * (1 - SAME_VALUE) else free

    one_more, one_less = replace(rules, most=rules.most + 1), replace(rules, most=max(rules.most - 1, 0))
    binding = {}
    for key, freed in _lifted(rules).items():
        free = chosen_with(freed)
        gain = free.value - series.value if free else 0.0
        if gain > SAME_VALUE * max(series.value, 1.0):
            binding[key] = gain
    return Explanation(
        parts=tuple(_part(sessions, need, series, i) for i in series.chosen),
        binding=binding,
        more=nearest(one_more, replace(one_more, pinned=rules.pinned | inside)),
        fewer=nearest(one_less, replace(one_less, excluded=rules.excluded | outside)) if rules.most else None,
        left_out=tuple(
            _left_out(sessions, respondents, need, rules, series, i)
            for i in range(len(sessions))
            if i not in series.chosen
        ),
    )


def _lifted(rules: Rules) -> dict[str, Rules]:
    """Return the rules without each one that is set, except the number of sessions."""
    lifted: dict[str, Rules] = {}
    if rules.load:
        lifted["load"] = replace(rules, load={})
    if rules.per_day is not None:
        lifted["per_day"] = replace(rules, per_day=None)
    if rules.per_family is not None:
        lifted["per_family"] = replace(rules, per_family=None)
    if rules.per_respondent is not None:
        lifted["per_respondent"] = replace(rules, per_respondent=None)
    if rules.budget_eur is not None:
        lifted["budget"] = replace(rules, budget_eur=None)
    if rules.seats:
        lifted["seats"] = replace(rules, seats=False)
    return lifted


def _part(sessions: Sequence[Session], need: Floats, series: Series, i: int) -> Part:
    before = np.zeros_like(series.attends)
    for k in series.chosen[: series.chosen.index(i)]:
        before[k] = series.attends[k]
    after = before.copy()
    after[i] = series.attends[i]
    added = (met_by(sessions, after, need.shape[1]) - met_by(sessions, before, need.shape[1])) * need
    without = series.attends.copy()
    without[i] = False
    lost = series.value - float((met_by(sessions, without, need.shape[1]) * need).sum())
    meets = tuple((int(r), int(t), float(added[r, t])) for r, t in np.argwhere(added > 0))
    return Part(i, meets, lost)


def _left_out(
    sessions: Sequence[Session], respondents: Sequence[Respondent], need: Floats, rules: Rules, series: Series, i: int
) -> LeftOut:
    session = sessions[i]
    if session.id in rules.excluded:
        return LeftOut(i, "excluded")
    can = attendable([session], respondents, need)[0]
    if not can.any():
        return LeftOut(i, "nobody")
    with_it = series.attends.copy()
    with_it[i] = can
    added = (met_by(sessions, with_it, need.shape[1]) - series.met) * need
    gains = np.sort(added.sum(axis=1))[::-1]
    gain = float(gains[: session.seats].sum() if session.seats is not None and rules.seats else gains.sum())
    if gain <= SAME_VALUE * max(series.value, 1.0):
        by = [k for k in series.chosen if set(sessions[k].topics) & set(session.topics)]
        return LeftOut(i, "met", by=tuple(k for k in by if (series.attends[k] & can).any()))
    return LeftOut(i, "fewer", gain, _breaks(sessions, rules, series, i, added.sum(axis=1) > 0))


def _breaks(sessions: Sequence[Session], rules: Rules, series: Series, i: int, gainers: np.ndarray) -> tuple[str, ...]:
    """Return the rules that a series breaks with one session more."""
    session, chosen = sessions[i], [sessions[k] for k in series.chosen]
    taught = sum(one.trainer == session.trainer for one in chosen)
    that_day = sum(one.day == session.day for one in chosen)
    alike = sum(one.family == session.family for one in chosen) if session.family else 0
    spent = sum(one.cost_eur for one in chosen) + session.cost_eur
    attended = series.attends.sum(axis=0)
    found = {
        "most": len(chosen) >= rules.most,
        "load": session.trainer in rules.load and taught >= rules.load[session.trainer],
        "per_day": rules.per_day is not None and that_day >= rules.per_day,
        "per_family": rules.per_family is not None and bool(session.family) and alike >= rules.per_family,
        "budget": rules.budget_eur is not None and spent > rules.budget_eur * (1 + 1e-9),
        "per_respondent": rules.per_respondent is not None and bool((attended[gainers] >= rules.per_respondent).all()),
    }
    return tuple(name for name, broken in found.items() if broken)
