"""Tags and filters of the components."""

from datetime import date

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from capacities.dayone.result import Range
from capacities.web.tables import Column, Table
from capacities.web.templatetags.places import euro, partial_date, rounded


def render(text, **context):
    return Template("{% load ui places %}" + text).render(Context(context))


def test_numbers_dates_and_money_follow_the_language():
    with translation.override("ro"):
        assert (rounded(552_345), euro(166e6), euro(2.5e9)) == ("552.000", "166 mil. €", "2,5 mld. €")
        assert partial_date("2023-10-12") == "12 octombrie 2023"
        assert render("{{ day|day }}", day=date(2026, 11, 24)) == "24 noiembrie 2026"
    assert (rounded(552_345), euro(166e6), rounded(0), rounded(-12.345)) == ("552,000", "€166 m", "0.0", "−12.3")
    assert [partial_date(text) for text in ("2025", "2025-05", "2023-10-12")] == ["2025", "May 2025", "12 October 2023"]


@pytest.mark.parametrize(
    ("tier", "words"), [(1, "The city’s own"), (2, "Comparable city"), (3, "National average"), (4, "European average")]
)
def test_every_tier_has_mark_and_word(tier, words):
    assert render("{% tier t %}", t=tier).strip().endswith(f'<span class="tier t{tier}">{words}</span>')


def test_a_range_bar_is_drawn_from_a_range():
    assert 'cx="75%"' in render("{% range_bar r 0 120 3 %}", r=Range(75, 90, 105))


def test_another_query_keeps_the_rest_and_drops_language_and_colours():
    request = RequestFactory().get("/network/?q=a&page=2&lang=ro&theme=dark")

    assert render("{% query page=3 %}", request=request) == "?q=a&amp;page=3"
    assert render("{% query page='' q='' %}", request=request) == "/network/"


def test_a_table_names_its_columns_in_every_cell_of_a_stack():
    table = Table("Emissions", [Column("Sector"), Column("Tonnes", numeric=True)], [["Waste", "−5"]], stack=True)
    html = render('{% include "components/data_table.html" with table=table %}', table=table)

    assert '<th scope="row" role="rowheader">Waste</th><td role="cell" data-l="Tonnes" class="r">−5</td>' in html
    assert '<th scope="col" role="columnheader" class=" r">Tonnes</th>' in html


def test_a_wide_table_scrolls_in_a_region_that_the_keyboard_reaches():
    table = Table("Emissions", [Column("Sector")], [["Waste"]])

    assert '<div class="scroll" tabindex="0" role="region" aria-label="Emissions">' in render(
        '{% include "components/data_table.html" with table=table %}', table=table
    )
