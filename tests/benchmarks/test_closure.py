"""The drafts of all municipalities and their country: what differs is said to the tonne, and why."""

from __future__ import annotations

import json

import pytest
from benchmarks.closure import COUNTRIES, Sum, main, municipalities, sums

from capacities.dayone.estimate import estimate
from capacities.dayone.place_facts import place_facts
from tests.paths import ROOT


def of(country: str, by: str = "sector") -> dict[str, Sum]:
    return {row.name: row for row in sums(country, by)}


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("by", ["sector", "subsector"])
def test_drafts_and_what_is_said_to_be_missing_make_the_national_total(country: str, by: str) -> None:
    rows = of(country, by)

    for row in rows.values():
        parts = row.apart_t + row.level_t + row.structure_t + row.population_t
        assert row.bottom_up_t + parts == pytest.approx(row.national_t, rel=1e-9)
        assert row.difference_t == pytest.approx(parts, rel=1e-9, abs=1e-9 * row.national_t)
    assert sum(row.national_t for row in rows.values()) == pytest.approx(2 * rows["total"].national_t)


@pytest.mark.parametrize("country", COUNTRIES)
def test_nothing_is_left_unexplained_where_towns_differ_by_no_rule(country: str) -> None:
    rows = of(country)

    for name in ("waste", "ippu"):
        assert rows[name].structure_t == pytest.approx(0, abs=1e-9 * rows[name].national_t)
        assert rows[name].apart_t > 0.2 * rows[name].national_t
    for name in ("transportation", "afolu"):
        assert rows[name].apart_t == rows[name].level_t == 0
    assert abs(rows["transportation"].structure_t) < 0.002 * rows["transportation"].national_t
    assert abs(rows["stationary_energy"].structure_t) < 0.02 * rows["stationary_energy"].national_t
    assert 0 <= rows["afolu"].structure_t < 0.15 * rows["afolu"].national_t


def test_products_of_romania_by_hand() -> None:
    row = of("RO", "subsector")["IV.2"]

    # 0.18 t per head; half of it is drawn; the list of places has 22,174,693 people, the statistics 19,055,827
    assert row.national_t == pytest.approx(0.18 * 19_055_827)
    assert row.bottom_up_t == pytest.approx(0.09 * 22_174_693)
    assert row.apart_t == pytest.approx(0.09 * 22_174_693)
    assert row.population_t == pytest.approx(0.18 * (19_055_827 - 22_174_693))


def test_the_sum_is_that_of_the_drafts_which_towns_see() -> None:
    seen_t = sum(
        estimate(place_facts(place), draws=2, seed=1, local=False).median.emissions_t.sum()
        for place in municipalities("SE")
    )

    assert len(municipalities("SE")) == 290
    assert seen_t == pytest.approx(of("SE")["total"].bottom_up_t, rel=1e-9)


@pytest.mark.parametrize(("country", "why"), [("UA", "no list of all municipalities"), ("LI", "no national figures")])
def test_a_country_without_list_or_figures_is_refused(country: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"{country}: there .* {why}"):
        sums(country)


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_methods_page_shows_these_figures(country: str) -> None:
    page = (ROOT / "docs" / "methods" / "inventory.md").read_text(encoding="utf-8")
    *sectors, total = sums(country)
    parts = (total.apart_t, total.level_t, total.structure_t, total.population_t)
    cells = [f"{t / 1e6:z.1f}" for t in (total.national_t, total.bottom_up_t, total.difference_t, *parts)]
    apart = [f", {row.apart_t / 1e6:.1f} apart" if row.apart_t else "" for row in sectors]
    shares = [f"{row.bottom_up_t / 1e6:.1f} of {row.national_t / 1e6:.1f}" for row in sectors]

    assert f"| {country} | {' | '.join(cells)} |".replace("-", "−") in page
    assert f"| {country} | {' | '.join(map(str.__add__, shares, apart))} |" in page


def test_json_gives_each_country_its_sectors_and_total(capsys: pytest.CaptureFixture[str]) -> None:
    main(["SE", "GR", "--json"])

    rows = json.loads(capsys.readouterr().out)
    assert [(row["country"], row["name"]) for row in rows if row["name"] in ("waste", "total")] == [
        ("SE", "waste"), ("SE", "total"), ("GR", "waste"), ("GR", "total"),
    ]  # fmt: skip
    assert all(row["national_t"] - row["bottom_up_t"] == pytest.approx(row["difference_t"]) for row in rows)
