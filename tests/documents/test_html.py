"""The HTML page is whole, safe and well formed, with the section ids as anchors."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from lxml import etree

from capacities.dayone.numbers import LANGUAGES
from capacities.documents.contract import contract
from capacities.documents.html import content_policy, render_html
from tests.documents.plans import HOSTILE, hostile_plan, plan_with_missing_values, plan_without_measures
from tests.documents.test_contract import outline_ids
from tests.factories import make_plan


def parsed(page: str) -> etree._Element:
    """Read the page as XML: stricter than any browser."""
    return etree.fromstring(page.removeprefix("<!DOCTYPE html>\n").replace("&#160;", " ").encode())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", [make_plan(), hostile_plan(), plan_without_measures(), plan_with_missing_values()])
def test_the_page_is_well_formed_and_every_link_inside_has_its_target(plan, language: str) -> None:  # type: ignore[no-untyped-def]
    root = parsed(render_html(contract(plan, language)))

    ids = [element.get("id") for element in root.iter() if element.get("id")]
    links = {a.get("href")[1:] for a in root.iter("a") if a.get("href").startswith("#")}
    assert len(ids) == len(set(ids))
    assert links <= set(ids)
    assert root.get("lang") == language


def test_anchors_are_the_ids_of_the_outline() -> None:
    root = parsed(render_html(contract(make_plan())))

    anchors = [e.get("id") for e in root.iter() if e.tag in ("h2", "h3", "h4", "h5", "h6") and e.get("id")]
    assert [a for a in anchors if a in set(outline_ids())] == outline_ids()
    assert len(list(root.iter("h1"))) == 1


def test_hostile_names_stay_text() -> None:
    page = render_html(contract(hostile_plan()))

    assert parsed(page).find(".//h1").text == HOSTILE  # type: ignore[union-attr]
    assert "<script" not in page


def test_the_page_loads_nothing_and_has_no_style_attributes() -> None:
    page = render_html(contract(make_plan()))

    assert not re.search(r'\bstyle="|\bsrc=|<link|url\(|@import', page)


def test_the_content_policy_allows_exactly_the_style_sheet_of_the_page() -> None:
    sheet = re.search(r"<style>(.*?)</style>", render_html(contract(make_plan())), re.DOTALL)[1]  # type: ignore[index]
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()

    assert f"style-src 'sha256-{digest}'" in content_policy()
    assert content_policy().startswith("default-src 'none'")


def test_tables_have_captions_and_scoped_headers() -> None:
    root = parsed(render_html(contract(make_plan())))

    for table in root.iter("table"):
        assert table.find("caption") is not None or table.get("class") == "facts"
        assert all(th.get("scope") in ("row", "col") for th in table.iter("th"))


def test_charts_are_drawn_with_words_for_those_who_do_not_see_them() -> None:
    root = parsed(render_html(contract(make_plan(), "ro")))

    charts = [svg for figure in root.iter("figure") for svg in figure.iter("{http://www.w3.org/2000/svg}svg")]
    assert len(charts) >= 5
    assert all(len(svg.get("aria-label")) > 30 and svg.get("role") == "img" for svg in charts)
