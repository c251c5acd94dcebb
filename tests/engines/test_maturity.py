"""Scores of self-assessments, by hand."""

from __future__ import annotations

import random

import pytest

from capacities.engines.maturity import NOT_APPLICABLE, Condition, Question, TopicScore, applies, share, topic_scores

LEVELS = {"0": 0.0, "1": 0.25, "2": 0.5, "3": 0.75, "4": 1.0}


def level(key: str, *topics: str, weight: float = 1.0, condition: Condition | None = None) -> Question:
    return Question(key, "maturity", topics, weight, LEVELS, condition=condition)


def test_a_score_is_the_weighed_mean_of_what_was_answered() -> None:
    questions = [level("a", "finance"), level("b", "finance", weight=3), level("c", "finance")]

    # (1 × 0.25 + 3 × 0.75) / 4; the third question has no answer and weighs nothing
    assert topic_scores(questions, {"a": "1", "b": "3"}) == {"finance": TopicScore(0.625, 2, 3)}


def test_no_answer_is_never_zero_and_not_applicable_leaves_the_score() -> None:
    questions = [level("a", "finance"), level("b", "finance"), level("c", "energy")]

    scores = topic_scores(questions, {"a": NOT_APPLICABLE, "c": None})

    assert scores == {"finance": TopicScore(None, 0, 1), "energy": TopicScore(None, 0, 1)}


def test_an_upper_topic_counts_each_question_once() -> None:
    questions = [level("a", "finance-public", "finance-private"), level("b", "finance-private")]
    upper = {"finance-public": "finance", "finance-private": "finance"}

    scores = topic_scores(questions, {"a": "4", "b": "0"}, upper)

    assert scores["finance"] == TopicScore(0.5, 2, 2)
    assert scores["finance-public"] == TopicScore(1.0, 1, 1)
    assert scores["finance-private"] == TopicScore(0.5, 2, 2)


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (level("a"), "3", 0.75),
        (Question("a", "single", options={"yes": 1.0, "no": 0.0, "other": None}), "other", None),
        (Question("a", "multiple", options={"x": 0.5, "y": 0.25, "z": 0.5}), ["x", "y"], 0.75),
        (Question("a", "multiple", options={"x": 0.5, "y": 0.25, "z": 0.75}), ["x", "y", "z"], 1.0),
        (Question("a", "number", low=0, high=8), 2, 0.25),
        (Question("a", "number", low=0, high=8), 20, 1.0),
        (Question("a", "number", low=100, high=20), 80, 0.25),
        (Question("a", "number"), 5, None),
        (Question("a", "text"), "words", None),
    ],
)
def test_share_of_an_answer(question: Question, answer: object, expected: float | None) -> None:
    assert share(question, answer) == expected


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        (level("a"), "7", "no option '7'"),
        (Question("a", "number", low=0, high=1), "many", "takes a number"),
        (Question("a", "multiple", options={"x": 1.0}), ["x", "q"], "no option 'q'"),
    ],
)
def test_an_answer_outside_its_scale_is_refused(question: Question, answer: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        share(question, answer)


def test_a_question_is_asked_when_the_ones_it_hangs_on_are_asked_and_answered_so() -> None:
    first = Question("has-fund", "single", options={"yes": 1.0, "no": 0.0})
    second = level("size", condition=Condition("has-fund", frozenset({"yes"})))
    third = level("use", condition=Condition("size", frozenset({"3", "4"})))
    by_key = {question.key: question for question in (first, second, third)}

    assert applies(third, by_key, {"has-fund": "yes", "size": "3"})
    assert not applies(third, by_key, {"has-fund": "no", "size": "3"})
    assert not applies(second, by_key, {})
    assert applies(
        level("n", condition=Condition("staff", at_least=5)), {"staff": Question("staff", "number")}, {"staff": 5}
    )


def test_conditions_in_a_circle_are_refused() -> None:
    one = level("one", condition=Condition("two", frozenset({"1"})))
    two = level("two", condition=Condition("one", frozenset({"1"})))

    with pytest.raises(ValueError, match="circle"):
        applies(one, {"one": one, "two": two}, {"one": "1", "two": "1"})


def test_scores_do_not_depend_on_the_order_of_questions() -> None:
    draw = random.Random(5)
    questions = [level(f"q{n}", f"t{n % 3}", weight=draw.choice([1, 2, 0.5])) for n in range(30)]
    answers = {f"q{n}": str(draw.randrange(5)) for n in range(30) if n % 4}
    shuffled = draw.sample(questions, len(questions))

    there, again = topic_scores(questions, answers), topic_scores(shuffled, answers)

    assert {t: (pytest.approx(s.share), s.answered, s.asked) for t, s in there.items()} == {
        t: (s.share, s.answered, s.asked) for t, s in again.items()
    }
