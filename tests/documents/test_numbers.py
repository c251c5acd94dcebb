"""Figures are rounded to what their range supports."""

import pytest

from capacities.dayone.result import Range
from capacities.documents.numbers import MoneyWords, best, money, money_range, span_of, step_of_column, with_step

WORDS = MoneyWords("{x} mil. €", "{x} mii €", "{x} €")


@pytest.mark.parametrize(
    ("low", "middle", "high", "shown", "ends"),
    [
        (75_120, 92_347, 113_900, "92,000", "75,000–114,000"),
        (9_577, 11_812, 13_933, "11,800", "9,600–13,900"),
        (2.48, 3.11, 3.79, "3.1", "2.5–3.8"),
        (498, 603, 697, "600", "500–700"),
        (-1_848, -1_400, -952, "−1,400", "−1,850 … −950"),
    ],
)
def test_a_figure_keeps_two_digits_of_its_range(low: float, middle: float, high: float, shown: str, ends: str) -> None:
    value = Range(low, middle, high)

    assert (best(value, "en"), span_of(value, "en")) == (shown, ends)


def test_a_range_without_width_keeps_three_digits() -> None:
    assert best(Range(8_912, 8_912, 8_912), "ro") == "8.910"


def test_a_column_has_one_step_for_all_its_rows() -> None:
    assert [step_of_column(values) for values in ([92_347, 600], [1_200_000], [0.31], [None, 0.0])] == [
        100,
        100,
        0.001,
        1,
    ]


def test_a_value_that_is_not_known_is_said_in_words_and_never_zero() -> None:
    assert with_step(None, 100, "en", "no data") == "no data"
    assert with_step(float("nan"), 100, "en", "no data") == "no data"
    assert with_step(0.0, 100, "en", "no data") == "0"


def test_money_is_written_in_the_unit_that_fits() -> None:
    sums = [money(v, WORDS, "ro") for v in (165_500_000, 2_600_000, 84_000, 512, -3_800_000)]

    assert sums == ["166 mil. €", "2,60 mil. €", "84,0 mii €", "512 €", "−3,80 mil. €"]
    assert money_range(Range(120e6, 166e6, 220e6), WORDS, "ro") == "120–220 mil. €"


def test_a_minus_stands_before_the_sign_of_the_currency() -> None:
    english = MoneyWords("€{x} m", "€{x} k", "€{x}")

    assert [money(v, english, "en") for v in (-648_000, -386, 0)] == ["−€648 k", "−€386", "€0"]
    assert money(-386, WORDS, "ro") == "−386 €"
