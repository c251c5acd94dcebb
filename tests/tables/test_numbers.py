"""Numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.tables.cells import BadCell
from capacities.tables.numbers import decimal_sign, is_missing, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1 234,5", 1234.5),
        ("1\u00a0234,5", 1234.5),
        ("1\u202f234\u202f567", 1_234_567),
        ("1'234.5", 1234.5),
        ("1’234’567,25", 1_234_567.25),
        ("1.234.567", 1_234_567),
        ("1,234,567.89", 1_234_567.89),
        ("12345.678", 12345.678),
        ("0,5", 0.5),
        ("5²", 5),  # a footnote mark
        ("0.125", 0.125),
        (".5", 0.5),
        ("-5", -5),
        ("−5,25", -5.25),
        ("(12.5)", -12.5),
        ("12 %", 0.12),
        ("12,5%", 0.125),
        ("1.2e3", 1200),
        ("3,2E-2", 0.032),
        ("21.132,96 t CO2", 21132.96),
        ("5.452 MWh/year", 5.452),
        ("\u200b42\ufeff", 42),
        (7, 7),
        (7.5, 7.5),
    ],
)
def test_numbers_of_every_country_are_read(text: str | float, value: float) -> None:
    parsed = parse_number(text)

    assert parsed is not None
    assert parsed.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["abc", "", "n/a", "2013-2014", "12/31/2013", "1 + 2", "NE", "1e999", "#REF!", "²", True, None]
)
def test_what_is_no_number_is_none(text: object) -> None:
    assert parse_number(text) is None  # type: ignore[arg-type]


def test_one_group_of_three_digits_is_ambiguous_until_the_column_says() -> None:
    alone, comma, point = parse_number("1.234"), parse_number("1.234", ","), parse_number("1.234", ".")

    assert alone is not None
    assert alone.ambiguous
    assert comma is not None
    assert (comma.value, comma.ambiguous) == (1234, False)
    assert point is not None
    assert (point.value, point.ambiguous) == (1.234, False)


def test_the_column_decides_by_the_numbers_that_leave_no_doubt() -> None:
    assert decimal_sign(["1.234", "12,5", "n/a", "7"]) == (",", False)
    assert decimal_sign(["1,234", "12.5"]) == (".", False)
    assert decimal_sign(["1,234", "1.234"]) == (None, False)
    assert decimal_sign(["1,5", "2.5", "3.5"]) == (".", True)


def test_a_text_that_proves_another_sign_is_read_by_its_own_proof() -> None:
    parsed = parse_number("1,234.5", ",")

    assert parsed is not None
    assert parsed.value == 1234.5


@pytest.mark.parametrize(
    "value", [None, "", " – ", "N/A", "n.a.", "necunoscut", "Fără date", float("nan"), BadCell("error", "#N/A")]
)
def test_words_for_nothing_are_missing(value: object) -> None:
    assert is_missing(value)  # type: ignore[arg-type]


@given(
    st.decimals(-(10**9), 10**9, places=2, allow_nan=False),
    st.sampled_from([(",", "."), (".", ","), ("\u00a0", ","), ("'", "."), ("", ",")]),
)
def test_any_number_written_with_any_separators_comes_back(number: object, signs: tuple[str, str]) -> None:
    thousands, decimal = signs
    text = f"{number:,.2f}".replace(",", "T").replace(".", decimal).replace("T", thousands)

    parsed = parse_number(text, decimal)  # type: ignore[arg-type]

    assert parsed is not None
    assert parsed.value == pytest.approx(float(number), abs=1e-9)  # type: ignore[arg-type]


@given(st.text(max_size=30), st.sampled_from([None, ".", ","]))
def test_no_text_crashes_the_parser(text: str, decimal: object) -> None:
    parsed = parse_number(text, decimal)  # type: ignore[arg-type]

    assert parsed is None or parsed.value == parsed.value
