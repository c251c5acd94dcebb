"""The Word file is read back: styles, headings, tables, captions, language, pictures with words."""

from __future__ import annotations

import io
import re
import time
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from capacities.dayone.numbers import LANGUAGES
from capacities.documents.contract import contract
from capacities.documents.docx import render_docx
from tests.documents.plans import HOSTILE, hostile_plan, plan_with_missing_values, plan_without_measures
from tests.documents.test_contract import outline_ids
from tests.factories import make_plan


def opened(plan=None, language: str = "en"):  # type: ignore[no-untyped-def]
    return docx.Document(io.BytesIO(render_docx(contract(plan or make_plan(), language))))


@pytest.fixture(scope="module")
def english():  # type: ignore[no-untyped-def]
    return opened()


def bookmarks_of_headings(file) -> list[str]:  # type: ignore[no-untyped-def]
    marks = []
    for paragraph in file.paragraphs:
        if paragraph.style.name.startswith("Heading"):
            marks += [b.get(qn("w:name")) for b in paragraph._p.iter(qn("w:bookmarkStart"))]
    return marks


def test_headings_carry_the_ids_of_the_outline_in_order(english) -> None:  # type: ignore[no-untyped-def]
    wanted = ["s_" + re.sub(r"\W", "_", id) for id in outline_ids()]

    assert [mark for mark in bookmarks_of_headings(english) if mark in wanted] == wanted


def test_headings_are_real_headings_with_number_and_title(english) -> None:  # type: ignore[no-untyped-def]
    texts = {p.text: p.style.name for p in english.paragraphs if p.style.name.startswith("Heading")}

    assert texts["A-1.4\u2002GHG emissions by source sectors"] == "Heading 4"
    assert texts["Commitments"] == "Heading 1"


def test_tables_repeat_their_head_and_hold_the_numbers(english) -> None:  # type: ignore[no-untyped-def]
    tables = {tuple(c.text for c in t.rows[0].cells): t for t in english.tables}
    head = ("Sector", "Scope 1", "Scope 2", "Total", "Likely range", "How near the source is")

    table = tables[head]

    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.style.name == "Data Table"
    assert [c.text for c in table.rows[-1].cells][:4] == ["Whole town", "66,000", "20,100", "86,100"]


def test_captions_are_numbered_by_fields_without_gaps(english) -> None:  # type: ignore[no-untyped-def]
    captions = [p for p in english.paragraphs if p.style.name == "Caption"]
    numbers = [int(m[1]) for p in captions if (m := re.match(r"Table (\d+)\. ", p.text))]

    assert numbers == list(range(1, len(numbers) + 1))
    assert all("SEQ" in "".join(i.text for i in p._p.iter(qn("w:instrText"))) for p in captions)


def test_the_contents_are_a_field_that_links_to_every_heading_down_to_level_three(english) -> None:  # type: ignore[no-untyped-def]
    entries = [p for p in english.paragraphs if p.style.name.upper().startswith("TOC ")]
    anchors = [h.get(qn("w:anchor")) for p in entries for h in p._p.iter(qn("w:hyperlink"))]

    assert "TOC" in "".join(i.text for i in entries[0]._p.iter(qn("w:instrText")))
    assert set(anchors) <= set(bookmarks_of_headings(english))
    assert "s_A_1" in anchors


def test_pictures_have_words_for_those_who_do_not_see_them(english) -> None:  # type: ignore[no-untyped-def]
    described = [shape._inline.docPr.get("descr") for shape in english.inline_shapes]

    assert len(described) >= 5
    assert all(len(words) > 40 for words in described)


@pytest.mark.parametrize(("language", "locale"), [("en", "en-GB"), ("ro", "ro-RO")])
def test_the_file_says_its_language_title_and_date(language: str, locale: str) -> None:
    file = opened(language=language)

    lang = file.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert lang.get(qn("w:val")) == locale
    assert file.core_properties.language == locale
    assert file.core_properties.title.startswith("Reghin: ")
    assert file.core_properties.created.date().isoformat() == "2026-11-24"


def test_header_and_footer_carry_source_date_version_and_page(english) -> None:  # type: ignore[no-untyped-def]
    section = english.sections[0]
    footer = section.footer.paragraphs[0]

    assert section.header.paragraphs[0].text == "Reghin · Draft Climate City Contract"
    assert "24 November 2026 · Version 1" in footer.text
    fields = [i.text.strip() for i in footer._p.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert section.different_first_page_header_footer


def test_what_the_city_writes_stands_in_a_style_of_its_own(english) -> None:  # type: ignore[no-untyped-def]
    styles = {p.style.name for p in english.paragraphs}

    assert {"City Title", "City Text", "Suggestion Title", "Suggestion Text"} <= styles


def test_charts_with_several_series_have_a_key_in_the_same_colours(english) -> None:  # type: ignore[no-untyped-def]
    line = next(p for p in english.paragraphs if p.text.endswith("Million €, prices of 2023"))

    assert [word for word in ("Town", "Households", "Businesses", "State and EU") if word not in line.text] == []
    colours = [str(run.font.color.rgb) for run in line.runs if run.text.startswith("■")]
    assert len(set(colours)) == 4


def test_no_paragraph_that_promises_text_is_empty(english) -> None:  # type: ignore[no-untyped-def]
    promising = ("Normal", "Lede", "City Text", "Suggestion Text", "List Bullet", "List Number", "Caption")

    empty = [
        p.style.name
        for p in english.paragraphs
        if p.style.name in promising and not p.text.strip() and not p._p.findall(f".//{qn('w:drawing')}")
    ]

    assert empty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_stay_text(language: str) -> None:
    file = opened(hostile_plan(), language)

    assert any(p.text == HOSTILE for p in file.paragraphs if p.style.name == "Title")
    links = [r.target_ref for r in file.part.rels.values() if r.is_external]
    assert "https://example.org/?a=1&b=2" in links


def test_every_part_of_the_file_is_well_formed_and_its_fonts_are_packed() -> None:
    archive = zipfile.ZipFile(io.BytesIO(render_docx(contract(hostile_plan()))))

    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(archive.read(name))
    assert len([name for name in archive.namelist() if name.endswith(".odttf")]) == 5


@pytest.mark.parametrize("plan", [plan_without_measures(), plan_with_missing_values()])
def test_thin_plans_still_make_a_whole_file(plan) -> None:  # type: ignore[no-untyped-def]
    file = opened(plan)

    assert len([m for m in bookmarks_of_headings(file) if m]) >= len(outline_ids())


def test_a_second_file_takes_less_than_two_seconds() -> None:
    plan = make_plan()
    render_docx(contract(plan))

    start = time.process_time()
    render_docx(contract(plan))

    assert time.process_time() - start < 2
