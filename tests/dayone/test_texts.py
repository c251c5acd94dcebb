"""Every code that the engine can emit has words in both languages."""

import re
from datetime import date
from pathlib import Path

import pytest

import capacities
from capacities.dayone import texts
from capacities.dayone.estimate import estimate
from capacities.dayone.numbers import LANGUAGES
from capacities.dayone.place_facts import place_facts
from capacities.dayone.result import PAYERS, Notice, Tier
from capacities.engines.activity import SECTORS, SOURCES
from capacities.facts.lookup import find
from capacities.facts.measures import measures
from capacities.tables.known_inputs import askable

PACKAGE = Path(capacities.__file__).parent
PLACEHOLDER = re.compile(r"\{(\w+)")


def codes_in_source(pattern: str, *folders: str) -> set[str]:
    """Return what a pattern catches in the Python files of some folders."""
    files = [path for folder in folders for path in (PACKAGE / folder).rglob("*.py")]
    return {code for path in files for code in re.findall(pattern, path.read_text(encoding="utf-8"))}


def has(key: str, language: str) -> bool:
    return texts.texts(language).get(key) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_id_of_the_inventory_has_a_name(language: str) -> None:
    wanted = {f"sectors.{s}" for s in SECTORS} | {f"payers.{p}" for p in PAYERS}
    wanted |= {f"tiers.{tier.name.lower()}" for tier in Tier}
    for source in SOURCES:
        wanted |= {
            f"sources.{source.id}",
            f"carriers.{source.carrier}",
            f"subsectors.{source.subsector}",
            f"units.{source.unit}",
        }

    assert [key for key in sorted(wanted) if not has(key, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_of_the_engine_has_a_sentence(language: str) -> None:
    codes = codes_in_source(r'Notice\(\s*"([a-z_]+)"', "dayone", "engines")

    assert len(codes) >= 10
    assert [code for code in sorted(codes) if not has(f"notices.{code}", language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_bad_option_has_a_sentence(language: str) -> None:
    codes = codes_in_source(r'BadOption\(\s*"[a-z]+",\s*"([a-z_]+)"', "dayone")

    assert "budget_negative" in codes
    assert [code for code in sorted(codes) if not has(f"errors.{code}", language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["Suceava", "Reghin", "Chișinău", "Malmö", "Reykjavík"])
def test_every_figure_to_find_says_whom_to_ask(name: str, language: str) -> None:
    found = find(name)
    place = found.place or found.choices[0]
    draft = estimate(place_facts(place), draws=100, seed=1).draft

    unnamed = [group for group in draft.groups if not texts.ask(group, language).holder]

    assert unnamed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_remark_on_a_line_has_words(language: str) -> None:
    codes = codes_in_source(r'"((?:large_works|land_not|official_fig|published_fig)[a-z_]*)"', "dayone")
    lines = estimate(place_facts(find("Suceava").place), draws=100, seed=1).notes.values()

    assert [code for code in sorted({*lines} - {""}) if not has(f"line_notes.{code}", language)] == []
    assert "large_works_apart" in codes


def test_both_languages_hold_the_same_texts_with_the_same_placeholders() -> None:
    english, romanian = texts.texts("en"), texts.texts("ro")

    assert english.all_keys() == romanian.all_keys()
    for key in english.all_keys():
        values = [catalogue.get(key) for catalogue in (english, romanian)]
        flat = [" ".join(v.values()) if isinstance(v, dict) else str(v) for v in values]
        assert set(PLACEHOLDER.findall(flat[0])) == set(PLACEHOLDER.findall(flat[1])), key


def test_romanian_texts_use_the_comma_below_and_low_opening_quotes() -> None:
    for path in PACKAGE.rglob("texts/ro.toml"):
        content = path.read_text(encoding="utf-8")
        assert not set("şţŞŢ“") & set(content), path


def test_ids_in_a_sentence_become_names() -> None:
    id = next(iter(measures()))
    notice = Notice("next_measure", {"measure": id, "tonnes": 1054.7, "cost_eur": 24_304_393.0})

    sentence = texts.notice_text(notice, "ro")

    assert measures()[id].name_ro in sentence
    assert "1.050 t" in sentence
    assert "24.300.000 EUR" in sentence


def test_counts_choose_the_plural_of_the_language() -> None:
    said = [texts.notice_text(Notice("figures_from_europe", {"count": n}), "ro") for n in (1, 3, 23)]

    assert ["1 cifră" in said[0], "3 cifre" in said[1], "23 de cifre" in said[2]] == [True, True, True]


def test_a_code_without_words_is_still_readable() -> None:
    assert texts.notice_text(Notice("new_code", {"x": 1}), "en") == "new code: x 1"
    assert texts.sector_name("new_sector", "ro") == "new sector"


def test_a_figure_that_the_town_gave_is_asked_for_again_by_its_name() -> None:
    ask = texts.ask("known_gas_total", "en")

    assert askable()["gas_total"].names["en"] in ask.name


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="en, ro"):
        texts.texts("xx")


def test_errors_say_what_came_and_what_fits() -> None:
    today = date(2026, 11, 24)
    text = texts.error_text("year_in_the_past", "en", value=2020, first=today.year + 1)

    assert "2020" in text
    assert "2027" in text
