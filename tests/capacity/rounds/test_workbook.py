"""Workbooks: a round trip without loss, other words, the other language, a colleague's change, all or nothing."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import translation
from openpyxl import load_workbook

from capacities.capacity.rounds.imports import Brought, marked, read_answers
from capacities.capacity.rounds.models import Answer, Assessment
from capacities.capacity.rounds.services.answers import save_answer
from capacities.capacity.rounds.services.imports import store_differences
from capacities.capacity.rounds.sheet import sheet_of
from capacities.capacity.rounds.values import digest
from capacities.capacity.rounds.workbook import ANSWER, COMMENT, KEY, SEEN_COMMENT, SEEN_VALUE, workbook_of
from capacities.core.permissions import Refused
from tests.capacity.rounds.factories import OPENED, Case, give, make_case, question

pytestmark = pytest.mark.django_db
LINES = "=1+1 is no formula\n\n- a second line,\twith a tab; and a semicolon"


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(OPENED + timedelta(days=10), tick=False):
        yield


def export(assessment: Assessment, language: str = "en") -> bytes:
    with translation.override(language):
        return workbook_of(sheet_of(assessment))


def bring(assessment: Assessment, data: bytes) -> Brought:
    return read_answers(data, "answers.xlsx", sheet_of(assessment))


def write(data: bytes, column: int = ANSWER, **cells: Any) -> bytes:
    """Type into the cells of some questions, as somebody offline does."""
    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2):
            if len(row) >= ANSWER and row[KEY - 1].value in cells:
                row[column - 1].value = cells[row[KEY - 1].value]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def comment(case: Case, key: str, text: str) -> None:
    save_answer(
        by=case.officer, assessment=case.romania, question=question(case.version, key),
        changes={"comment": text}, seen={"comment": digest("")},
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ro"])
def test_a_workbook_that_comes_back_unchanged_changes_nothing_in_any_language(language: str) -> None:
    case = make_case()
    give(case, case.officer, team="2", mandate="ministry", ways=["bonds", "grants"], share=12.25, plan=LINES)
    comment(case, "team", LINES)
    comment(case, "share", "-5 % since then")

    brought = bring(case.romania, export(case.romania, language))

    assert (brought.faults, brought.differences, brought.newer_here) == ([], [], [])


def test_what_is_taken_out_and_put_into_an_empty_assessment_is_the_same_there() -> None:
    case = make_case()
    give(case, case.officer, team="2", mandate="not_applicable", ways=["bonds", "grants"], share=12.25, plan=LINES)
    comment(case, "mandate", LINES)
    data = export(case.romania)
    before = {a.question_key: (digest(a.value), a.comment) for a in case.romania.answers.all()}
    Answer.objects.all().delete()
    for column in (SEEN_VALUE, SEEN_COMMENT):
        data = write(data, column, **dict.fromkeys(("team", "mandate", "ways", "share", "plan")))

    found = bring(case.romania, data).differences
    assert store_differences(by=case.officer, assessment=case.romania, differences=found) == 6

    assert {a.question_key: (digest(a.value), a.comment) for a in case.romania.answers.all()} == before


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2 – A team with a mandate", "2"), ("A team with a mandate", "2"), ("O echipă cu mandat", "2"),
        ("o echipa cu mandat", "2"), ("2 – O echipă cu mandat", "2"), (2, "2"), ("2", "2"), (0, "0"),
        ("A team with the mandate", "2"), ("One person, part of time", "1"), ("nu se aplică", "not_applicable"),
        ("Not applicable", "not_applicable"),
    ],
)  # fmt: skip
def test_words_of_either_language_numbers_keys_and_close_wording_are_understood(typed: Any, stored: str) -> None:
    case = make_case()

    brought = bring(case.romania, write(export(case.romania), team=typed))

    assert brought.faults == []
    assert [(one.item.question.key, one.value) for one in brought.differences] == [("team", stored)]


@pytest.mark.parametrize(
    ("key", "typed", "said", "nearest"),
    [
        ("team", "A department", "“A department” is none of the choices", ""),
        ("team", "a team without", "none of the choices: 0 – Nobody", "2 – A team with a mandate"),
        ("team", 7, "“7” is none of the choices", ""),
        ("ways", "Grants; Gold", "“Gold” is none of the choices: Grants; Loans; Green bonds", ""),
        ("share", "a lot", "is no number", ""),
        ("share", 120, "from 0 to 100", ""),
    ],
)
def test_other_words_are_told_by_sheet_row_what_fits_and_the_nearest(
    key: str, typed: Any, said: str, nearest: str
) -> None:
    case = make_case()

    brought = bring(case.romania, write(export(case.romania), **{key: typed}))

    [fault] = brought.faults
    assert said in fault.message
    assert fault.sheet == ("Governance" if key == "team" else "Money")
    assert fault.row == {"team": 4, "ways": 4, "share": 5}[key]
    if nearest:
        assert fault.nearest == nearest


def test_the_rejected_workbook_carries_a_note_at_each_wrong_cell() -> None:
    case = make_case()
    data = write(export(case.romania), team="a team without", share="a lot")

    book = load_workbook(io.BytesIO(marked(data, bring(case.romania, data).faults)))

    notes = {sheet.title: [cell.comment.text for row in sheet for cell in row if cell.comment] for sheet in book}
    assert "Nearest: 2 – A team with a mandate" in notes["Governance"][0]
    assert "is no number" in notes["Money"][0]


def test_what_a_colleague_changed_meanwhile_is_kept_or_shown_as_a_choice() -> None:
    case = make_case()
    give(case, case.officer, team="1", share=10)
    data = write(export(case.romania), share=30, ways="Loans")
    give(case, case.colleague, team="2", share=20)

    brought = bring(case.romania, data)

    assert [item.question.key for item in brought.newer_here] == ["team"]
    assert [(one.item.question.key, one.stored, one.told, one.clashes) for one in brought.differences] == [
        ("ways", "", "Loans", False),
        ("share", "20 %", "30 %", True),
    ]


def test_all_or_nothing_is_stored_when_somebody_changes_an_answer_between_look_and_click() -> None:
    case = make_case()
    found = bring(case.romania, write(export(case.romania), team=1, share=30)).differences
    give(case, case.colleague, share=20)

    with pytest.raises(Refused, match="nothing was stored"):
        store_differences(by=case.officer, assessment=case.romania, differences=found)

    assert list(Answer.objects.values_list("question_key", "value")) == [("share", 20)]


def test_a_workbook_of_something_else_and_one_that_is_none_are_refused_in_words() -> None:
    case = make_case()
    stranger = io.BytesIO()
    load_workbook(io.BytesIO(write(export(case.romania), KEY, team="other", ways="odd"))).save(stranger)

    assert "from another self-assessment" in bring(case.bulgaria, export(case.romania)).faults[0].message
    assert "No question of this self-assessment" in bring(case.romania, b"a,b\n1,2\n").faults[0].message
    assert bring(case.romania, b"%PDF-1.7 no workbook").faults[0].message
    filled = write(write(stranger.getvalue(), other=1), KEY)
    assert "not part of the self-assessment now" in bring(case.romania, filled).faults[0].message


def test_cells_offer_the_choices_in_the_readers_language_and_hide_the_keys() -> None:
    case = make_case()

    book = load_workbook(io.BytesIO(export(case.romania, "ro")))
    sheet = book["Governance"]

    rule = sheet.data_validations.dataValidation[0]
    listed = [cell.value for cell in book["lists"]["A"]]
    assert str(rule.sqref) == "F4"
    assert rule.formula1 == "'lists'!$A$2:$A$5"
    assert listed == [
        "team",
        "0 – Nimeni nu răspunde",
        "1 – O persoană, o parte din timp",
        "2 – O echipă cu mandat",
        "nu se aplică",
    ]
    assert book["lists"].sheet_state == "hidden"
    assert all(sheet.column_dimensions[letter].hidden for letter in "ABC")
    assert sheet.cell(3, COMMENT).value == "Comentariu"
