"""Speed of the choice of sessions among 40 for 36 countries, and of peer matching among 500 cities."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from capacities.engines import matching
from measure import Figure, best_of

SESSIONS, COUNTRIES, TOPICS, MOST = 40, 36, 20, 6
CITIES, CITY_TOPICS = 500, 60
SEEDS = range(5)


def figures() -> list[Figure]:
    """Return seconds of the slowest of five random series (best of three), its reasons, and of both matchings."""
    tasks = [random_series(seed) for seed in SEEDS]
    found = [matching.choose_sessions(*task) for task in tasks]
    seconds = [best_of(3, lambda task=task: matching.choose_sessions(*task)) for task in tasks]
    first = found[0]
    assert first is not None
    reasons = best_of(1, lambda: matching.explain(*tasks[0], first))
    cities = random_cities()
    return [
        Figure("sessions: best 6 of 40 for 36 countries, slowest of 5", max(seconds), "s", 1.0),
        Figure("sessions: largest gap left", max(one.gap if one else 1.0 for one in found), "share", 0.0),
        Figure("sessions: reasons of a series", reasons, "s"),
        Figure("peers: matching of 500 cities", best_of(3, lambda: matching.match_peers(cities)), "s", 5.0),
        Figure("peers: worst off first", best_of(3, lambda: matching.match_peers(cities, fair=True)), "s", 5.0),
    ]  # fmt: skip


def random_series(
    seed: int,
) -> tuple[list[matching.Session], list[matching.Respondent], np.ndarray, matching.Rules]:
    """Return a task as a network of countries has it: needs from 1 to 3, ten trainers, some sessions on site."""
    rng = np.random.default_rng(seed)
    languages = ["en", "de", "fr", "ro"]
    days = [date(2027, 1, 12) + timedelta(weeks=week) for week in range(15)]
    sessions = []
    for i in range(SESSIONS):
        topics = tuple(sorted(rng.choice(TOPICS, size=rng.integers(1, 3), replace=False).tolist()))
        language, on_site = languages[rng.choice(4, p=[0.7, 0.1, 0.1, 0.1])], bool(rng.random() < 0.3)
        sessions.append(
            matching.Session(
                f"s{i}",
                topics,
                f"t{rng.integers(10)}",
                days[rng.integers(15)],
                language,
                is_online=not on_site,
                seats=20 if on_site else None,
                family=f"f{topics[0] // 4}",
            )
        )
    respondents = [
        matching.Respondent(
            f"r{i}",
            frozenset({"en", languages[rng.integers(4)]} if rng.random() < 0.9 else {"de"}),
            frozenset(days[k] for k in rng.choice(15, 2)),
            bool(rng.random() < 0.7),
        )
        for i in range(COUNTRIES)
    ]
    need = np.where(rng.random((COUNTRIES, TOPICS)) < 0.4, rng.integers(1, 4, (COUNTRIES, TOPICS)), 0).astype(float)
    rules = matching.Rules(MOST, {f"t{k}": 2 for k in range(10)}, per_day=1, per_family=2, per_respondent=4)
    return sessions, respondents, need, rules


def random_cities() -> matching.Task:
    """Return 500 cities, each with about seven needs and six offers among 60 topics, one in five without English."""
    rng = np.random.default_rng(1)
    shape = (CITIES, CITY_TOPICS)
    need = np.where(rng.random(shape) < 0.12, rng.integers(1, 4, shape) / 3, 0.0)
    offer = np.where((rng.random(shape) < 0.1) & (need == 0), rng.integers(1, 4, shape) / 3, 0.0)
    traits = [
        matching.Trait("population", np.exp(rng.normal(10.5, 1.0, CITIES)), 10.0, is_ratio=True),
        matching.Trait("heating", rng.uniform(500, 5_000, CITIES), 2_000.0),
        matching.Trait("emissions", rng.uniform(2, 10, CITIES), 5.0),
    ]
    languages = [frozenset({"en"} if rng.random() < 0.8 else {"de"}) for _ in range(CITIES)]
    most = np.full(CITIES, 2)
    return matching.Task(need, offer, traits, languages, matching.Limits(most, most))
