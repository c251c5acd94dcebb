"""The catalogue of measures: whole, in both languages, and each row with its source."""

import pytest

from capacities.dayone.texts import texts
from capacities.engines.activity import DRIVERS, SECTORS
from capacities.engines.pathway import COLUMN_INDEX
from capacities.facts import prices
from capacities.facts.measures import costs, effects, measures, spoken_share, title, trends


def test_the_catalogue_has_twenty_to_twenty_five_measures_in_all_five_fields():
    assert 20 <= len(measures()) <= 25
    assert {measure.field for measure in measures().values()} == {f"FIELD-{n}" for n in range(1, 6)}
    assert {measure.phase for measure in measures().values()} == {"avoid", "shift", "improve", "supply"}
    assert {measure.sector for measure in measures().values()} <= set(SECTORS)


def test_every_measure_has_effects_and_costs():
    assert all(effects()[id] and costs()[id] for id in measures())


def test_effects_name_columns_that_exist():
    named = {c for rows in effects().values() for row in rows for c in (*row.columns, *([row.to] if row.to else []))}

    assert named <= set(COLUMN_INDEX)


def test_low_central_and_high_stand_in_order():
    for rows in effects().values():
        assert all(row.share_low <= row.share <= row.share_high for row in rows)
    for parts in costs().values():
        assert all(row.quantity_low <= row.quantity <= row.quantity_high for row in parts)
    assert all(row.rate_low <= row.rate <= row.rate_high for row in trends())


def test_every_unit_cost_is_known_with_its_price_year():
    for parts in costs().values():
        for row in parts:
            cost = prices.unit_costs()[row.unit_cost_id]
            assert cost.capex_central is not None
            assert cost.price_year is not None
            assert row.driver in DRIVERS or row.driver.endswith(("_mwh", "_kwp", "_dwellings", "_t"))


def test_texts_are_short_plain_and_in_both_languages():
    for measure in measures().values():
        for text in (measure.description_en, measure.description_ro):
            assert 40 <= len(text) <= 140
            assert text.endswith(".")
        assert not set(measure.description_ro + measure.title_ro + measure.name_ro) & set("şţŞŢ")
        assert len(measure.name_en) <= 60
        assert len(measure.name_ro) <= 60


@pytest.mark.parametrize(
    ("share", "spoken"),
    [
        (0.3, "3 in 10"),
        (0.5, "1 in 2"),
        (0.16, "1 in 6"),
        (0.08, "1 in 12"),
        (0.667, "2 in 3"),
        (1.0, "all"),
        (0.6, "3 in 5"),
    ],
)
def test_shares_are_spoken_in_small_numbers(share, spoken):
    assert spoken_share(share, "en") == spoken


def test_titles_say_how_far_a_measure_goes():
    homes, trees, heat = (measures()[id] for id in ("homes_renovation", "street_trees", "district_heat_clean"))

    assert title(homes, 0.3, "en") == "Renovate 3 in 10 homes"
    assert title(homes, 0.3, "ro") == "Locuințe renovate: 3 din 10"
    assert title(trees, 0.04, "en") == "Plant 40 trees per 1,000 people"
    assert title(heat, 0.6, "ro") == "Producerea a 60% din căldura pentru termoficare cu pompe de căldură mari"


@pytest.mark.parametrize("language", ["en", "ro"])
def test_every_unit_of_a_level_has_a_name(language):
    units = texts(language).get("units")

    assert {measure.level_unit for measure in measures().values()} <= set(units)
