"""Numbers and dates are written as readers of each language write them."""

import math

import pytest

from capacities.dayone.numbers import date_text, number, percent, plural_form, round_to_digits


@pytest.mark.parametrize(
    ("value", "digits", "language", "written"),
    [
        (92_347, 0, "en", "92,347"),
        (92_347, 0, "ro", "92.347"),
        (1234.56, 1, "ro", "1.234,6"),
        (-1400, 0, "en", "−1,400"),
        (-0.04, 1, "en", "0.0"),
        (0.5, 2, "ro", "0,50"),
    ],
)
def test_a_number_has_the_separators_of_its_language(value: float, digits: int, language: str, written: str) -> None:
    assert number(value, digits, language) == written


@pytest.mark.parametrize("unknown", [math.nan, math.inf])
def test_what_is_unknown_cannot_be_written_as_a_number(unknown: float) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        number(unknown)


def test_a_share_that_would_round_to_nothing_is_written_as_less_than_one_percent() -> None:
    assert [percent(0.61), percent(0.002), percent(0.0), percent(-0.34, 0, "ro")] == ["61%", "<1%", "0%", "−34%"]


def test_dates_carry_the_name_of_the_month() -> None:
    assert date_text("2026-11-24", "ro") == "24 noiembrie 2026"
    assert date_text("2027-03-01", "en") == "1 March 2027"


def test_romanian_has_three_plurals_by_the_rules_of_cldr() -> None:
    forms = [plural_form(n, "ro") for n in (0, 1, 2, 19, 20, 100, 101, 119, 120)]

    assert forms == ["few", "one", "few", "few", "other", "other", "few", "few", "other"]


def test_three_digits_are_kept_but_never_fractions() -> None:
    assert [round_to_digits(v, 3) for v in (146_651.7, 1_054.7, 12.34, 0.0)] == [147_000, 1_050, 12, 0]
