"""The PDF is read back: text, language, tags, page count."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from capacities.documents.contract import contract
from capacities.documents.letters import letters
from capacities.documents.pdf import render_pdf
from tests.documents.plans import HOSTILE, hostile_plan, plan_with_missing_values, plan_without_measures
from tests.factories import make_plan


def read(document) -> PdfReader:  # type: ignore[no-untyped-def]
    return PdfReader(io.BytesIO(render_pdf(document)))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize(
    ("language", "locale", "phrase"),
    [("en", "en-GB", "Summary for the mayor"), ("ro", "ro-RO", "Rezumat pentru primar")],
)
def test_the_pdf_is_tagged_titled_and_in_its_language(language: str, locale: str, phrase: str) -> None:
    reader = read(contract(make_plan(), language))

    root = reader.root_object
    assert root["/Lang"] == locale
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]
    assert reader.metadata.title.startswith("Reghin: ")  # type: ignore[union-attr]
    assert phrase in words(reader)


def test_the_pdf_has_a_sensible_length_and_an_outline() -> None:
    reader = read(contract(make_plan()))

    assert 20 <= len(reader.pages) <= 45
    assert [item.title for item in reader.outline if not isinstance(item, list)][:2] == [
        "Summary for the mayor",
        "Commitments",
    ]


def test_the_pdf_holds_the_figures_and_uses_only_our_typefaces() -> None:
    reader = read(contract(make_plan(), "ro"))

    text = words(reader)
    assert "86.100" in text
    assert "24 noiembrie 2026" in text
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert all("Source" in font for font in fonts)


def test_hostile_names_stay_text() -> None:
    reader = read(contract(hostile_plan()))

    assert " ".join(HOSTILE.split()) in words(reader)
    assert reader.metadata.title.startswith(HOSTILE)  # type: ignore[union-attr]


@pytest.mark.parametrize("plan", [plan_without_measures(), plan_with_missing_values()])
def test_thin_plans_still_make_a_whole_file(plan) -> None:  # type: ignore[no-untyped-def]
    assert len(read(contract(plan)).pages) >= 15


def test_letters_are_one_page_each() -> None:
    reader = read(letters(make_plan(), "ro"))

    assert len(reader.pages) == 3
