"""Peer matching: hand cases, brute force, SciPy's assignment as a second method, fairness, properties."""

from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from capacities.engines.matching import Limits, Task, Trait, likeness, match_peers, value_of

EN = frozenset(["en"])


def task(need, offer, *, teach=9, learn=9, languages=None, **changes):
    n = len(need)
    limits = Limits(np.full(n, teach) if np.isscalar(teach) else np.array(teach), np.full(n, learn))
    return Task(
        np.array(need, dtype=float), np.array(offer, dtype=float), changes.pop("traits", []),
        languages or [EN] * n, limits, **changes,
    )  # fmt: skip


def random_task(seed, n=5, t=2, **changes):
    rng = np.random.default_rng(seed)
    need = np.where(rng.random((n, t)) < 0.6, rng.integers(1, 4, (n, t)) / 3, 0.0)
    offer = np.where((need == 0) & (rng.random((n, t)) < 0.9), rng.integers(1, 4, (n, t)) / 3, 0.0)
    languages = [frozenset(["en", "de"][k] for k in rng.choice(2, rng.integers(1, 3), replace=False)) for _ in need]
    traits = [Trait("size", rng.uniform(1, 10, n), 5.0), Trait("heat", rng.uniform(0, 9, n), 6.0, weight=2.0)]
    values = {"teach": 1, "learn": 1, "languages": languages, "traits": traits, **changes}
    return task(need, offer, **values)


def triples_of(one):
    n, t = one.need.shape
    for learner in range(n):
        for teacher in range(n):
            if learner == teacher or not one.languages[learner] & one.languages[teacher]:
                continue
            for topic in range(t):
                alike = float(likeness(one.traits, learner, np.array([teacher]))[0])
                value = one.need[learner, topic] * one.offer[teacher, topic] * (0.5 + 0.5 * alike)
                if value > 0:
                    yield (learner, teacher, topic), value


def sets_allowed(one):
    """Every set of triples within the limits, in plain Python."""
    known = dict(triples_of(one))
    for size in range(len(known) + 1):
        any_fits = False
        for some in combinations(known, size):
            learners, teachers = [t[0] for t in some], [t[1] for t in some]
            goals = {(t[0], t[2]) for t in some}
            if len(goals) < size or any(learners.count(k) > one.limits.learn[k] for k in learners):
                continue
            if any(teachers.count(k) > one.limits.teach[k] for k in teachers):
                continue
            any_fits = True
            yield some, sum(known[t] for t in some)
        if not any_fits:
            return


# By hand


def test_the_value_is_need_times_offer_times_half_to_whole_by_likeness():
    assert value_of(1.0, 1.0, 1.0) == 1.0
    assert value_of(1.0, 1.0, 0.0) == 0.5
    assert value_of(0.5, 0.8, 0.5) == pytest.approx(0.3)


def test_likeness_is_the_mean_of_what_is_known():
    size = Trait("size", np.array([10_000.0, 100_000.0, 31_622.8]), 10.0, is_ratio=True)
    heat = Trait("heat", np.array([3000.0, 3000.0, np.nan]), 2000.0, weight=3.0)

    assert likeness([size, heat], 0, np.array([1, 2])) == pytest.approx([0.75, 0.5], abs=1e-4)
    assert likeness([], 0, np.array([1])).tolist() == [0.5]


def test_one_teacher_goes_where_it_is_worth_most_in_total():
    need = [[1, 0], [0.9, 0.9], [0, 0], [0, 0]]
    offer = [[0, 0], [0, 0], [1, 0], [0, 1]]

    got = match_peers(task(need, offer, teach=1, learn=1))

    assert [(m.learner, m.teacher, m.topic) for m in got.matches] == [(0, 2, 0), (1, 3, 1)]
    assert got.value == pytest.approx(0.75 * 1.9)
    assert got.unmatched == ()


def test_people_without_a_common_language_and_declined_pairs_stay_out_and_locked_ones_in():
    need, offer = [[1.0], [0], [0], [0]], [[0], [1.0], [0.8], [0.6]]
    languages = [EN, frozenset(["fr"]), EN, EN]
    one = task(need, offer, languages=languages)

    assert [m.teacher for m in match_peers(one).matches] == [2]
    refused = task(need, offer, languages=languages, declined={(0, 2)})
    assert [m.teacher for m in match_peers(refused).matches] == [3]
    locked = task(need, offer, languages=languages, locked=[(0, 1, 0)], learn=1)
    assert [m.teacher for m in match_peers(locked).matches] == [1]


def test_the_fair_variant_serves_the_worst_off_first():
    need, offer = [[1.0, 0, 0], [0.2, 0.2, 0.9], [0, 0, 0]], [[0, 0, 0], [0, 0, 0], [1.0, 1, 0]]
    one = task(need, offer, teach=1)

    assert [m.learner for m in match_peers(one).matches] == [0]
    assert [m.learner for m in match_peers(one, fair=True).matches] == [1]
    assert [m.learner for m in match_peers(one, fair=True, worst_off=np.array([3.0, 1, 0])).matches] == [0]


# Brute force and second methods


@pytest.mark.parametrize("seed", range(25))
def test_the_matching_is_the_best_of_all(seed):
    one = random_task(seed)

    assert match_peers(one).value == pytest.approx(max(value for _some, value in sets_allowed(one)))


@pytest.mark.parametrize("seed", range(25))
def test_the_fair_matching_is_first_in_the_order_of_need_and_best_among_these(seed):
    one = random_task(seed, teach=1)
    badly = np.random.default_rng(seed).permutation(5).astype(float)
    order = np.argsort(-badly)

    def rank(some):
        served = {learner for learner, _teacher, _topic in some}
        return tuple(bool(k in served) for k in order)

    found = [(len({t[0] for t in some}), rank(some), value) for some, value in sets_allowed(one)]
    got = match_peers(one, fair=True, worst_off=badly)

    taken = [(m.learner, m.teacher, m.topic) for m in got.matches]
    assert (len({t[0] for t in taken}), rank(taken), pytest.approx(got.value)) == max(found)


@pytest.mark.parametrize("seed", range(3))
def test_a_large_matching_on_one_topic_agrees_with_the_assignment_of_scipy(seed):
    one = random_task(seed, n=120, t=1)
    worth = np.zeros((120, 120))
    for (learner, teacher, _topic), value in triples_of(one):
        worth[learner, teacher] = value
    rows, columns = linear_sum_assignment(-worth)

    assert match_peers(one).value == pytest.approx(float(worth[rows, columns].sum()))


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_rows_changes_nothing_and_another_teacher_never_lowers_the_best(seed):
    one = random_task(seed, n=30, t=4, teach=2, learn=2)
    turn = np.random.default_rng(seed).permutation(30)
    traits = [Trait(trait.key, trait.values[turn], trait.span, trait.weight) for trait in one.traits]
    turned = Task(one.need[turn], one.offer[turn], traits, [one.languages[k] for k in turn], one.limits)
    without = one.offer.copy()
    without[0] = 0.0
    fewer = Task(one.need, without, one.traits, one.languages, one.limits)

    whole = match_peers(one)
    assert match_peers(turned).value == pytest.approx(whole.value)
    assert match_peers(fewer).value <= whole.value + 1e-9
    fair = match_peers(one, fair=True)
    assert fair.value <= whole.value + 1e-9
    assert len(fair.unmatched) <= len(whole.unmatched)


def test_limits_hold_and_each_topic_of_a_learner_has_one_teacher():
    got = match_peers(random_task(1, n=60, t=5, teach=2, learn=3))

    learners, teachers = [m.learner for m in got.matches], [m.teacher for m in got.matches]
    assert max(map(learners.count, learners)) <= 3
    assert max(map(teachers.count, teachers)) <= 2
    assert len({(m.learner, m.topic) for m in got.matches}) == len(got.matches)


def test_nobody_and_nothing_give_an_empty_matching():
    assert match_peers(task(np.zeros((0, 2)), np.zeros((0, 2)))).matches == ()
    assert match_peers(task([[0.5]], [[0.0]])).unmatched == (0,)
    assert match_peers(task([[0.5]], [[0.0]]), fair=True).unmatched == (0,)


@pytest.mark.parametrize(
    ("need", "offer", "says"),
    [([[2.0]], [[0.0]], "between 0 and 1"), ([[1.0]], [[0.0, 0.0]], "must both be")],
)
def test_what_does_not_fit_is_refused_in_words(need, offer, says):
    with pytest.raises(ValueError, match=says):
        task(need, offer)
