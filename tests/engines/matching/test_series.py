"""The series of sessions: hand cases, all subsets on small cases, properties, reasons, bad input."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product

import numpy as np
import pytest

from capacities.engines.matching import Respondent, Rules, Session, choose_sessions, explain

DAY = date(2027, 2, 1)
FREE = Rules(most=9, per_day=None)


def session(id, *topics, trainer="a", day=0, language="en", **changes):
    return Session(id, topics, trainer, DAY + timedelta(days=day), language, **changes)


def people(n, languages=("en",), **changes):
    return [Respondent(f"r{i}", frozenset(languages), **changes) for i in range(n)]


def ids(sessions, series):
    return [sessions[i].id for i in series.chosen]


def random_task(seed, n=7, r=4, t=4):
    rng = np.random.default_rng(seed)
    sessions = [
        session(
            f"s{i}",
            *sorted(rng.choice(t, size=rng.integers(1, 3), replace=False).tolist()),
            trainer="ab"[rng.integers(2)],
            day=int(rng.integers(4)),
            language=["en", "de"][rng.integers(2)],
            is_online=bool(rng.random() < 0.7),
            seats=[None, 1, 2][rng.integers(3)],
            cost_eur=float(rng.integers(0, 4)),
            share=[0.5, 1.0][rng.integers(2)],
            family="xyz"[rng.integers(3)],
        )
        for i in range(n)
    ]
    respondents = [
        Respondent(
            f"r{k}",
            frozenset(["en"] if rng.random() < 0.5 else ["en", "de"]),
            frozenset([DAY + timedelta(days=int(rng.integers(4)))]),
            bool(rng.random() < 0.8),
        )
        for k in range(r)
    ]
    need = np.where(rng.random((r, t)) < 0.7, rng.integers(1, 6, (r, t)), 0).astype(float)
    rules = Rules(
        most=3, load={"a": 2, "b": 1}, per_day=[1, 2][rng.integers(2)], per_family=2, per_respondent=2, budget_eur=6.0
    )
    return sessions, respondents, need, rules


def best_by_trying_all(sessions, respondents, need, rules):
    """Every allowed set of sessions, and for it every way in which people can attend, in plain Python."""
    best = 0.0
    for size in range(rules.most + 1):
        for chosen in combinations(sessions, size):
            if not allowed(chosen, rules):
                continue
            ways = [attendances(person, chosen, rules) for person in respondents]
            for way in product(*ways):
                filled = {one.id: sum(one.id in taken for taken in way) for one in chosen}
                if any(one.seats is not None and filled[one.id] > one.seats for one in chosen):
                    continue
                best = max(best, sum(met(taken, chosen, need[k]) for k, taken in enumerate(way)))
    return best


def allowed(chosen, rules):
    def most(key):
        values = [key(one) for one in chosen]
        return max((values.count(value) for value in values), default=0)

    loads = all(sum(one.trainer == name for one in chosen) <= load for name, load in rules.load.items())
    cheap = sum(one.cost_eur for one in chosen) <= rules.budget_eur
    return loads and cheap and most(lambda o: o.day) <= rules.per_day and most(lambda o: o.family) <= rules.per_family


def attendances(person, chosen, rules):
    can = [
        one
        for one in chosen
        if one.language in person.languages and one.day not in person.busy and (one.is_online or person.travels)
    ]
    ways = []
    for size in range(min(rules.per_respondent, len(can)) + 1):
        for some in combinations(can, size):
            if len({one.day for one in some}) == len(some):
                ways.append({one.id for one in some})
    return ways


def met(taken, chosen, needs):
    total = 0.0
    for topic, weight in enumerate(needs):
        total += weight * min(1.0, sum(one.share for one in chosen if one.id in taken and topic in one.topics))
    return total


# By hand


def test_two_sessions_for_most_need():
    need = np.array([[3.0, 0, 1], [3, 0, 0], [0, 2, 2]])  # topics 0, 1, 2 weigh 6, 2, 3
    sessions = [session("zero", 0), session("one", 1), session("two", 2, day=1)]

    got = choose_sessions(sessions, people(3), need, Rules(most=2))

    assert (ids(sessions, got), got.value, got.gap) == (["zero", "two"], 9.0, 0.0)
    assert got.attends.tolist() == [[True, True, False], [False, False, False], [True, False, True]]


def test_a_second_session_on_a_topic_adds_only_what_is_left():
    sessions = [session("first", 0, share=0.75), session("again", 0, day=1, share=0.75), session("other", 1, day=2)]
    need = np.array([[4.0, 1.5]])

    got = choose_sessions(sessions, people(1), need, Rules(most=2))

    assert got.value == 4.5  # 0.75 × 4 + 1.5; the second on topic 0 would add only 0.25 × 4
    assert ids(sessions, got)[-1] == "other"


def test_a_session_that_adds_nothing_is_left_out_unless_pinned():
    sessions, need = [session("one", 0), session("same", 0, day=1)], np.array([[1.0]])

    assert len(choose_sessions(sessions, people(1), need, FREE).chosen) == 1
    pinned = choose_sessions(sessions, people(1), need, replace(FREE, pinned=frozenset(["one", "same"])))
    assert (len(pinned.chosen), pinned.value) == (2, 1.0)


def test_nobody_counts_who_does_not_understand_is_away_or_does_not_travel():
    sessions = [session("german", 0, language="de"), session("late", 0, day=3), session("there", 0, is_online=False)]
    need = np.array([[1.0]])
    person = Respondent("r", frozenset(["en"]), frozenset([DAY + timedelta(days=3)]), travels=False)

    got = choose_sessions(sessions, [person], need, FREE)

    assert (got.chosen, got.value) == ((), 0.0)


def test_pinned_sessions_that_break_a_rule_give_none():
    sessions = [session("one", 0), session("two", 1)]

    assert choose_sessions(sessions, people(1), np.ones((1, 2)), Rules(1, pinned=frozenset(["one", "two"]))) is None


def test_no_sessions_or_no_respondents_give_an_empty_series():
    assert choose_sessions([], people(2), np.ones((2, 1)), FREE).value == 0.0
    assert choose_sessions([session("one", 0)], [], np.ones((0, 1)), FREE).chosen == ()


# Brute force and properties


@pytest.mark.parametrize("seed", range(25))
def test_the_choice_is_the_best_of_all(seed):
    task = random_task(seed)

    got = choose_sessions(*task)

    assert got.gap == 0.0
    assert got.value == pytest.approx(best_by_trying_all(*task), abs=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_rows_changes_nothing_and_more_to_choose_from_never_lowers_the_best(seed):
    sessions, respondents, need, rules = random_task(seed, n=12, r=6)
    turned = choose_sessions(sessions[::-1], respondents[::-1], need[::-1], rules)
    whole = choose_sessions(sessions, respondents, need, rules)
    part = choose_sessions(sessions[:-3], respondents, need, rules)
    doubled = choose_sessions(sessions, respondents, 2 * need, rules)

    assert turned.value == pytest.approx(whole.value)
    assert part.value <= whole.value + 1e-9
    assert doubled.value == pytest.approx(2 * whole.value)


# Reasons


def test_each_session_says_whose_need_it_meets_and_what_is_lost_without_it():
    sessions = [session("early", 0, share=0.5), session("late", 0, 1, day=1)]
    need = np.array([[2.0, 1.0], [2.0, 0.0]])
    series = choose_sessions(sessions, people(2), need, FREE)

    got = explain(sessions, people(2), need, FREE, series)

    late = next(part for part in got.parts if sessions[part.session].id == "late")
    assert sum(weight for _r, _t, weight in late.meets) == pytest.approx(late.lost) or len(got.parts) == 2
    assert series.value == 5.0
    assert sum(weight for part in got.parts for _r, _t, weight in part.meets) == pytest.approx(5.0)


def test_reasons_of_those_left_out_and_what_binds():
    sessions = [
        session("big", 0),
        session("small", 1, trainer="b", day=1),
        session("same", 0, trainer="c", day=2),
        session("foreign", 1, trainer="c", day=3, language="de"),
        session("not wanted", 2, trainer="c", day=4),
        session("second of a", 2, day=5),
    ]
    need = np.array([[5.0, 1.0, 2.0], [5.0, 0.0, 2.0]])
    rules = Rules(most=2, load={"a": 1}, excluded=frozenset(["not wanted"]))
    series = choose_sessions(sessions, people(2), need, rules)

    got = explain(sessions, people(2), need, rules, series)

    # "same" stands in for "big", so that trainer a is free for topic 2: 10 + 4.
    assert set(ids(sessions, series)) == {"same", "second of a"}
    why = {sessions[one.session].id: one for one in got.left_out}
    assert why["not wanted"].why == "excluded"
    assert why["foreign"].why == "nobody"
    assert (why["big"].why, [sessions[i].id for i in why["big"].by]) == ("met", ["same"])
    assert (why["small"].why, why["small"].gain, why["small"].breaks) == ("fewer", 1.0, ("most",))
    assert got.more.value == 15.0
    assert got.fewer.value == 10.0
    assert got.binding == {}


def test_a_rule_binds_if_lifting_it_meets_more():
    sessions = [session("one", 0), session("two", 1), session("three", 1, day=1, cost_eur=50)]
    need = np.array([[2.0, 1.0]])
    rules = Rules(most=2, budget_eur=10)
    series = choose_sessions(sessions, people(1), need, rules)

    got = explain(sessions, people(1), need, rules, series)

    assert series.value == 2.0
    assert got.binding == {"budget": 1.0}  # nobody attends two on one day, so a second one that day adds nothing


# Bad input


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"sessions": [session("a", 0), session("a", 1)]}, "'a' twice"),
        ({"sessions": [session("a", 5)]}, "expected 0 to 1"),
        ({"sessions": [session("a", 0, share=0.0)]}, "share of 0.0"),
        ({"need": np.full((1, 2), -1.0)}, "0 or more"),
        ({"need": np.ones((3, 2))}, r"expected \(1, topics\)"),
        ({"rules": Rules(1, pinned=frozenset("a"), excluded=frozenset("a"))}, "pinned and excluded"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(changes, says):
    task = {"sessions": [session("a", 0)], "respondents": people(1), "need": np.ones((1, 2)), "rules": FREE, **changes}

    with pytest.raises(ValueError, match=says):
        choose_sessions(**task)
