"""Orders of lists: read from the address, turned round by a heading, and shown in the style guide."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from capacities.web.sorting import Order, Sorting

SORTING = Sorting({"name": "Name", "size": "Size"}, default="name", greatest_first=frozenset({"size"}))


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", Order("name", descending=False)),
        ("?sort=-name", Order("name", descending=True)),
        ("?sort=size", Order("size", descending=False)),
        ("?sort=password", Order("name", descending=False)),
        ("?sort=--size", Order("name", descending=False)),
    ],
)
def test_the_order_is_read_from_the_address_and_a_wrong_one_is_the_default(query: str, order: Order) -> None:
    assert SORTING.chosen(RequestFactory().get(f"/{query}")) == order


def test_a_heading_asks_for_its_own_order_first_and_then_turns_it_round() -> None:
    by_name = Order("name", descending=False)

    assert SORTING.next_of("name", by_name) == "-name"
    assert SORTING.next_of("size", by_name) == "-size"
    assert SORTING.next_of("size", Order("size", descending=True)) == "size"
    assert SORTING.choices() == [("name", "Name"), ("-size", "Size")]


def test_the_style_guide_shows_which_column_orders(client: Any) -> None:
    page = client.get("/styleguide/").text

    assert page.count('aria-sort="descending"') == 1
    assert '<option value="-tonnes" selected>' in page
