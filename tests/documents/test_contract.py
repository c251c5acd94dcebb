"""The contract has every section of the outline, says what it knows, and marks what only the city can write."""

from __future__ import annotations

import csv
from dataclasses import replace
from itertools import pairwise

import pytest

from capacities.dayone.numbers import LANGUAGES
from capacities.documents.context import document_texts
from capacities.documents.contract import SECTIONS, contract, section_states
from capacities.documents.measure_sheets import _SHEETS
from capacities.documents.tree import (
    Blanks,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Note,
    Paragraph,
    State,
    Table,
    plain,
)
from capacities.facts.measures import measures
from capacities.facts.table import table_path
from tests.documents.plans import plan_with_missing_values, plan_without_measures
from tests.factories import make_plan

PARTS = ("Commitments", "Action Plan", "Investment Plan")


def outline_ids() -> list[str]:
    """Return the section ids of the three parts, read from the table itself."""
    with table_path("ccc_outline").open(encoding="utf-8", newline="") as stream:
        return [row["module_id"] for row in csv.DictReader(stream) if row["part"] in PARTS]


def headings(document: Document) -> list[str]:
    """Return the anchors of the headings that belong to the outline, in order."""
    known = set(outline_ids())
    return [heading.id for heading in document.headings() if heading.id in known]


def under(document: Document, id: str) -> list[object]:
    """Return the blocks between the heading ``id`` and the next heading of the outline."""
    known = {*outline_ids(), "gaps"}
    blocks, inside = [], False
    for block in document.blocks:
        if isinstance(block, Heading) and block.id in known:
            inside = block.id == id
        elif inside:
            blocks.append(block)
    return blocks


def table_of(document: Document, id: str, index: int = 0) -> Table:
    """Return a table of a section."""
    return [block for block in under(document, id) if isinstance(block, Table)][index]


def number_of(text: object) -> float:
    """Read an English number of a cell."""
    return float(plain(text).replace(",", "").replace("−", "-"))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_of_the_outline_stands_once_and_in_order(language: str) -> None:
    document = contract(make_plan(), language)

    assert headings(document) == outline_ids()


def test_every_anchor_is_used_once() -> None:
    ids = [heading.id for heading in contract(make_plan()).headings()]

    assert len(ids) == len(set(ids))


def test_heading_levels_never_skip_one() -> None:
    levels = [heading.level for heading in contract(make_plan()).headings()]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", [make_plan(), plan_without_measures(), plan_with_missing_values()])
def test_no_section_is_without_text(plan, language: str) -> None:  # type: ignore[no-untyped-def]
    document = contract(plan, language)

    for id in SECTIONS:
        assert under(document, id), id
    for block in document.blocks:
        if isinstance(block, Paragraph):
            assert plain(block.text).strip()
        if isinstance(block, Bullets):
            assert all(plain(item).strip() for item in block.items)
        if isinstance(block, Table):
            assert block.rows
            assert block.caption


@pytest.mark.parametrize("language", LANGUAGES)
def test_sections_that_are_not_ready_say_what_the_city_must_write(language: str) -> None:
    document = contract(make_plan(), language)

    for id, state in document.states.items():
        asks = [b for b in under(document, id) if isinstance(b, Note) and b.kind == "city"]
        assert bool(asks) == (state is not State.READY), id
        assert all(len(plain(note.text[0])) > 60 for note in asks), id


def test_states_say_what_is_ready_a_draft_or_empty() -> None:
    states = section_states(make_plan())

    assert [states[id] for id in ("A-1.4", "B-2.2", "CM-6")] == [State.READY, State.DRAFT, State.EMPTY]
    assert set(states) == set(contract(make_plan()).states)


def test_the_list_of_gaps_has_a_row_for_every_section_with_its_state() -> None:
    document = contract(make_plan(), "en")
    gaps = next(b for b in document.blocks if isinstance(b, Table) and b.caption == "Sections and their state")

    assert [plain(row[0]).split()[0] for row in gaps.rows] == list(SECTIONS)
    assert {plain(row[1]) for row in gaps.rows} == {"Ready", "Draft", "Empty"}


def test_emissions_by_sector_are_the_plans_and_add_up() -> None:
    plan = make_plan()

    table = table_of(contract(plan), "A-1.4")

    shown = {plain(row[0]): row for row in table.rows}
    assert number_of(shown["Transport"][3]) == pytest.approx(plan.inventory.sectors["transportation"].p50, abs=50)
    assert number_of(shown["Farming, forests and land"][3]) == -1400
    assert plain(shown["Industrial processes and products"][3]) == "does not occur"
    total = number_of(shown["Whole town"][3])
    assert total == pytest.approx(plan.inventory.total_t.p50, abs=50)
    assert number_of(shown["Whole town"][1]) + number_of(shown["Whole town"][2]) == pytest.approx(total, abs=100)


def test_energy_use_adds_up_over_scopes_and_leaves_out_what_is_not_energy() -> None:
    table = table_of(contract(make_plan()), "A-1.1")

    assert number_of(table.rows[-1][1]) == 61_000 + 40_000 + 14_000 + 38_000 + 55_000 + 62_000 + 22_000
    assert number_of(table.rows[-1][2]) == 20_500 + 18_200 + 43_000
    assert number_of(table.rows[-1][3]) == sum(number_of(row[3]) for row in table.rows[:-1])


def test_the_emissions_gap_leads_from_the_baseline_to_what_is_missing() -> None:
    plan = make_plan()
    steps = [number_of(row[1]) for row in table_of(contract(plan), "A-2.3", 1).rows]

    base, trend, without, saved, residual, target, missing = steps
    assert base + trend == pytest.approx(without, abs=100)
    assert without + saved == pytest.approx(residual, abs=100)
    assert residual - target == pytest.approx(missing, abs=100)
    assert saved == -31_100


def test_every_measure_has_an_outline_and_a_row_in_the_cost_table() -> None:
    plan = make_plan()
    document = contract(plan)

    sheets = [b for b in under(document, "B-2.2") if isinstance(b, Facts)]
    costs = table_of(document, "C-3.1")

    assert len(sheets) == len(plan.plan.measures)
    assert [number_of(row[-1]) for row in costs.rows[:-1]] == [14.2, 68.0, 22.0, 6.4]
    assert number_of(costs.rows[-1][-1]) == 110.6
    assert number_of(costs.rows[-1][-2]) == 11_800 + 9_400 + 5_200 + 4_700


def test_investment_by_year_and_by_measure_have_the_same_sum_and_add_up() -> None:
    document = contract(make_plan())
    by_year, by_measure = table_of(document, "IP-B2"), table_of(document, "IP-B2", 1)

    for table in (by_year, by_measure):
        body = [[number_of(cell) for cell in row[1:]] for row in table.rows]
        assert body[-1] == pytest.approx([sum(column) for column in zip(*body[:-1], strict=True)], abs=0.3)
        assert all(row[-1] == pytest.approx(sum(row[:-1]), abs=0.3) for row in body)
    assert [plain(c) for c in by_year.rows[-1]] == [plain(c) for c in by_measure.rows[-1]]


def test_a_plan_without_measures_says_so_and_draws_no_savings() -> None:
    document = contract(plan_without_measures())

    said = [plain(b.text) for b in under(document, "B-2.1") if isinstance(b, Paragraph)]
    assert said[0].startswith("The draft holds no measures")
    assert not [b for b in document.blocks if isinstance(b, Figure) and "saves" in b.caption]


def test_what_is_not_known_is_called_no_data_and_never_zero() -> None:
    document = contract(plan_with_missing_values())
    sheet = next(b for b in document.blocks if isinstance(b, Facts))

    facts = dict(sheet.rows)
    assert facts["Cost per tonne, payback"] == "no data; payback not from savings alone"
    assert facts["Co-benefits a year"] == "no data"
    assert dict(table_of(document, "A-1.0").rows)["Area"] == "no data"


def test_the_summary_names_the_three_figures_and_asks_the_council() -> None:
    plan = make_plan()
    document = contract(plan)
    at = next(i for i, b in enumerate(document.blocks) if isinstance(b, Heading) and b.id == "how-to-read")
    first = document.blocks[:at]

    find = next(b for b in first if isinstance(b, Table))
    assert [plain(row[0])[:2] for row in find.rows] == ["1.", "2.", "3."]
    assert [plain(row[3]) for row in find.rows] == ["46%", "27%", "14%"]
    assert sum(isinstance(b, Figure) for b in first) == 1
    assert any(isinstance(b, Bullets) and b.ordered and len(b.items) == 5 for b in first)


def test_romanian_documents_hold_romanian_numbers_dates_and_headers() -> None:
    document = contract(make_plan(), "ro")
    table = table_of(document, "A-1.4")

    assert document.cover is not None
    assert ("Data", "24 noiembrie 2026") in document.cover.lines
    assert table.headers[0] == "Sectorul"
    assert plain(table.rows[-1][3]) == "86.100"
    assert plain(table.rows[-1][5]) == "Media națională"


def test_the_same_texts_stand_in_both_languages() -> None:
    english, romanian = (
        {key for key in document_texts(language).all_keys() if not key.startswith(("outline.", "indicator"))}
        for language in LANGUAGES
    )

    assert english == romanian


def test_every_title_and_indicator_of_the_contract_has_a_romanian_name() -> None:
    romanian = document_texts("ro")
    codes = {code for sheet in _SHEETS.values() for code in sheet.indicators}

    assert [id for id in outline_ids() if romanian.get(f"outline.{id}") is None] == []
    assert [code for code in codes if romanian.get(f"indicators.{code}") is None] == []


def test_every_measure_of_the_catalogue_has_levers_and_indicators() -> None:
    assert set(measures()) == set(_SHEETS)


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="known: en, ro"):
        contract(make_plan(), "xx")


def test_a_plan_that_reaches_its_target_says_so() -> None:
    plan = make_plan()
    draft = replace(plan.plan, target_t=plan.plan.residual_t + 1, target_probability=0.55)

    document = contract(replace(plan, plan=draft))

    lede = next(b for b in document.blocks if isinstance(b, Paragraph))
    assert plain(lede.text).startswith("The draft plan reaches the target")
    assert any(isinstance(b, Paragraph) and "55 of 100 runs" in plain(b.text) for b in document.blocks)


def test_forms_to_fill_in_have_empty_rows() -> None:
    form = next(b for b in under(contract(make_plan()), "CM-5") if isinstance(b, Blanks))

    assert form.headers == ("Organisation", "Sector or area", "Legal form", "Responsible person", "Position")
    assert form.rows >= 5
