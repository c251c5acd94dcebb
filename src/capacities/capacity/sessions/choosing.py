"""From a series and what its round needs to the engine's choice, and from that to what is kept. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from capacities.capacity.sessions.models import Format, Hold, PlannedSession, Series
from capacities.capacity.sessions.picture import Picture
from capacities.engines import matching
from capacities.facts import topics as topic_facts


def engine_sessions(series: Series, picture: Picture, rows: Sequence[PlannedSession]) -> list[matching.Session]:
    """Return the sessions as the engine takes them; those on topics that nobody was asked about are left out."""
    found = []
    for row in rows:
        columns = picture.columns_of(row.topics)
        if not columns:
            continue
        found.append(
            matching.Session(
                str(row.pk),
                columns,
                str(row.trainer_id),
                row.on,
                row.language,
                is_online=row.format == Format.ONLINE,
                seats=row.seats,
                cost_eur=float(row.cost_eur),
                share=series.share_pct / 100,
                family=topic_facts.upper(row.topics[0]),
            )
        )
    return found


def rules_of(series: Series, rows: Sequence[PlannedSession]) -> matching.Rules:
    """Return the limits of a series. A session that is an event already, published or not, stays in."""
    fixed = {str(row.pk) for row in rows if row.hold == Hold.IN or row.has_event}
    return matching.Rules(
        most=series.most,
        load={str(row.trainer_id): row.trainer.load for row in rows},
        per_day=1,
        per_family=series.per_family,
        per_respondent=series.per_respondent,
        budget_eur=None if series.budget_eur is None else float(series.budget_eur),
        pinned=frozenset(fixed),
        excluded=frozenset(str(row.pk) for row in rows if row.hold == Hold.OUT) - fixed,
    )


def choice(
    series: Series, picture: Picture, rows: Sequence[PlannedSession]
) -> tuple[dict[str, Any], dict[int, dict[str, Any]], set[int]] | None:
    """Return what the series keeps, what each session keeps, and which are chosen; None where pinned ones clash."""
    sessions, people, rules = engine_sessions(series, picture, rows), picture.respondents(), rules_of(series, rows)
    known = {session.id for session in sessions}
    rules = replace(rules, pinned=rules.pinned & known, excluded=rules.excluded & known)
    best = matching.choose_sessions(sessions, people, picture.need, rules)
    if best is None:
        return None
    why = matching.explain(sessions, people, picture.need, rules, best)
    ids = [int(session.id) for session in sessions]
    teams = [team.pk for team in picture.teams]
    of_each: dict[int, dict[str, Any]] = {}
    for part in why.parts:
        met = [[teams[r], picture.topics[t], round(weight, 4)] for r, t, weight in part.meets]
        of_each[ids[part.session]] = {"meets": met, "lost": round(part.lost, 4)}
    for left in why.left_out:
        of_each[ids[left.session]] = {
            "why": left.why, "gain": round(left.gain, 4), "breaks": list(left.breaks), "by": [ids[k] for k in left.by],
        }  # fmt: skip
    kept = {
        "value": round(best.value, 4),
        "total": round(float(picture.need.sum()), 4),
        "gap": best.gap,
        "teams": len(teams),
        "needing": int((picture.need > 0).any(axis=1).sum()),
        "candidates": len(sessions),
        "topics": _topics(picture, best),
        "binding": {key: round(gain, 4) for key, gain in why.binding.items()},
        "more": _other(why.more, best, ids),
        "fewer": _other(why.fewer, best, ids),
    }
    return kept, of_each, {ids[i] for i in best.chosen}


def _topics(picture: Picture, best: matching.Series) -> list[list[Any]]:
    """Return by topic: need in all, need met, teams that need it, teams of which some is met; the largest first."""
    rows = []
    for k, topic in enumerate(picture.topics):
        need = picture.need[:, k]
        if need.sum() > 0:
            met = need * best.met[:, k]
            counts = [int(np.count_nonzero(need)), int(np.count_nonzero(met))]
            rows.append([topic, round(float(need.sum()), 4), round(float(met.sum()), 4), *counts])
    return sorted(rows, key=lambda row: -row[1])


def _other(other: matching.Series | None, best: matching.Series, ids: list[int]) -> dict[str, Any] | None:
    """Return how a series with one session more or less differs."""
    if other is None:
        return None
    came = [ids[i] for i in other.chosen if i not in best.chosen]
    went = [ids[i] for i in best.chosen if i not in other.chosen]
    return {"difference": round(other.value - best.value, 4), "in": came, "out": went}
