"""Reading of files that people bring: every kind of mess gives rows or a sentence, never a crash."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from capacities.tables.cells import BadCell
from capacities.tables.limits import Limits
from capacities.tables.problems import LANGUAGES, Problem, UnreadableTable, texts
from capacities.tables.reader import ReadFile, read_file
from tests.tables.files import repacked, saved, workbook


def refused(data: bytes | Path, name: str = "file.csv", limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableTable) as caught:
        read_file(data, name, limits or Limits())
    for problem in caught.value.problems:
        assert all(problem.message(language) for language in LANGUAGES)
    return caught.value.problems[0].message_code


def outcome(data: bytes, name: str) -> str:
    """Return the sheets' names, or the sentence of the refusal; anything else fails the test by raising."""
    try:
        return ", ".join(sheet.name or "sheet" for sheet in read_file(data, name).sheets)
    except UnreadableTable as refusal:
        return refusal.problems[0].message("ro")


def cells(file: ReadFile) -> list[list[object]]:
    return [list(row.cells) for row in file.sheets[0].rows]


def codes(file: ReadFile) -> list[str]:
    return [problem.message_code for problem in file.problems]


ROMANIAN = "Denumire;Valoare\nClădiri și școli din Târgu Mureș;12\nÎntreținere Țara Bârsei;7\n"
CEDILLA = ROMANIAN.translate(str.maketrans("șțȘȚ", "şţŞŢ"))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ROMANIAN, "utf-8"),
        (ROMANIAN, "utf-8-sig"),
        (ROMANIAN, "utf-16"),
        (ROMANIAN, "utf-16-le"),
        (ROMANIAN, "iso8859-16"),
        (CEDILLA, "cp1250"),
        (CEDILLA, "iso8859-2"),
        ("Ville;Énergie\nSaint-Étienne;12\nLa Rochelle à côté;3\n", "cp1252"),
        ("Gebäude;Wert\nStraßenbeleuchtung Köln;12\nÖffentliche Gebäude;2\n", "cp1252"),
        ("Município;Emissões\nSão João da Madeira;12\nEstações;3\n", "cp1252"),
        ("Δήμος;Εκπομπές\nΚοζάνη;12\nΙωάννινα;5\n", "cp1253"),
        ("Şehir;Değer\nİzmir ve Eskişehir;12\nYağış;4\n", "cp1254"),
        ("Miasto;Wartość\nŁódź i Kraków, źródło;12\nPoznań, środki;4\n", "cp1250"),
        ("Város;Érték\nMiskolc épületei, hőszükséglet;12\nGyőr;3\n", "cp1250"),
        ("Град;Стойност\nГаброво;12\nСофия;3\n", "cp1251"),
    ],
)
def test_letters_of_every_encoding_arrive(text: str, encoding: str) -> None:
    file = read_file(text.encode(encoding), "a.csv")

    comma_below = ROMANIAN if text == CEDILLA else text
    assert cells(file) == [line.split(";") for line in comma_below.splitlines()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found_beside_decimal_commas_and_quotes(delimiter: str) -> None:
    rows = [["name", "value", "unit"], ["gas; of homes, all", '"1,5"', "MWh"], ["b|c", '"2,75"', "MWh"]]
    text = "\n".join(delimiter.join(f'"{c}"' if c[0] != '"' else c for c in row) for row in rows)

    found = cells(read_file(text.encode(), "a.csv"))

    assert [len(row) for row in found] == [3, 3, 3]
    assert found[1][1] == "1,5"


def test_the_line_sep_of_spreadsheet_programs_is_obeyed() -> None:
    assert cells(read_file(b"sep=;\na,b;c\n1,5;2\n", "a.csv")) == [["a,b", "c"], ["1,5", "2"]]


def test_row_numbers_are_those_of_a_spreadsheet() -> None:
    file = read_file(b'a,b\n\n"x\ny",2\n,\nz,3\n', "a.csv")

    assert [row.number for row in file.sheets[0].rows] == [1, 3, 5]


def test_compressed_csv_is_read() -> None:
    assert cells(read_file(gzip.compress(b"a,b\n1,2\n"), "a.csv.gz")) == [["a", "b"], ["1", "2"]]


def test_invisible_characters_and_no_break_spaces_are_cleaned() -> None:
    assert cells(read_file("\u200bLand\u00a0 area\ufeff,b\n1,2".encode(), "a.csv"))[0] == ["Land area", "b"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf\r\n \n", "empty_file"),
        (b"%PDF-1.7 ...", "wrong_type"),
        (b"\x89PNG\r\n", "wrong_type"),
        (b'{"a": 1}', "wrong_type"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "save_as_xlsx"),
        (b'<?xml version="1.0"?><Workbook/>', "save_as_xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "save_as_xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password_protected"),
        (b"PK\x03\x04broken", "damaged_workbook"),
        (b"\x1f\x8b\x08garbage", "damaged_archive"),
    ],
)
def test_what_is_no_table_is_refused_with_a_cure(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_missing_file_and_folder_are_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.csv") == "no_such_file"
    assert refused(tmp_path) == "is_a_folder"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)

    assert refused(path) == "file_too_large"
    assert refused(io.BytesIO(b"x" * 200), limits=Limits(file_bytes=100)) == "file_too_large"  # type: ignore[arg-type]


def test_rows_beyond_the_limit_are_an_error_with_its_row() -> None:
    file = read_file(b"a,b\n" + b"1,2\n" * 20, "a.csv", Limits(rows=10))

    assert [(p.message_code, p.row, p.severity) for p in file.problems] == [("too_many_rows", 11, "error")]
    assert refused(b",".join([b"x"] * 30) + b"\n1", limits=Limits(columns=20)) == "too_many_columns"


def test_a_zip_bomb_is_refused_without_unpacking() -> None:
    bomb = repacked(workbook(A=[[1]]), **{"xl/media/zeros.bin": b"\x00" * 60_000_000})

    assert len(bomb) < 200_000
    assert refused(bomb, "bomb.xlsx") == "zip_bomb"


def test_a_gzip_bomb_is_refused() -> None:
    assert refused(gzip.compress(b"1,2\n" * 100_000), "a.csv.gz", Limits(unpacked_bytes=50_000)) == "zip_bomb"


def test_entities_in_a_workbook_are_refused() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    for encoding in ("utf-8", "utf-16"):
        data = repacked(workbook(A=[[1]]), **{"xl/worksheets/sheet1.xml": laughs.decode().encode(encoding)})
        assert refused(data, "a.xlsx") == "xml_entities"


@pytest.mark.parametrize(
    ("part", "code"),
    [("word/document.xml", "wrong_type"), ("content.xml", "save_as_xlsx"), ("xl/workbook.bin", "save_as_xlsx")],
)
def test_other_zip_formats_are_told_apart(part: str, code: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(part, "x")

    assert refused(stream.getvalue()) == code


def test_macros_are_left_aside_and_said() -> None:
    file = read_file(repacked(workbook(A=[["a", 1]]), **{"xl/vbaProject.bin": b"x"}), "a.xlsm")

    assert codes(file) == ["macros_ignored"]
    assert cells(file) == [["a", 1]]


def test_formulas_without_stored_results_are_named_and_stored_ones_used() -> None:
    data = workbook(A=[["a", "b"], [2, "=A2*2"], [3, 9]])
    file = read_file(data, "a.xlsx")
    problem = file.problems[0]

    assert (problem.message_code, problem.row, problem.field) == ("formula_without_value", 2, "B2")
    assert file.sheets[0].rows[1].cells[1] == BadCell("formula", "=A2*2")

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    calculated = repacked(
        data, **{"xl/worksheets/sheet1.xml": xml.replace(b"<v />", b"<v>4</v>").replace(b"<v></v>", b"<v>4</v>")}
    )
    assert cells(read_file(calculated, "a.xlsx"))[1] == [2, 4]


def test_error_cells_dates_hidden_and_merged_cells() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "../../etc/passwd"[6:].replace("/", " ")
    sheet.append(["Title across", None, None])
    sheet.merge_cells("A1:C1")
    sheet.append(["#REF!", datetime(2022, 5, 1), True])
    hidden = book.create_sheet("secret")
    hidden.sheet_state = "veryHidden"
    hidden.append(["x", 1])

    file = read_file(saved(book), "a.xlsx")

    assert file.sheets[0].rows[1].cells[0] == BadCell("error", "#REF!")
    assert file.sheets[0].rows[1].text(1).startswith("2022-05-01")
    assert file.sheets[0].merged == [(1, 0, 1, 2)]
    assert file.sheets[1].hidden
    assert codes(file) == ["hidden_sheet"]


def test_an_unclosed_quote_is_named_with_its_row() -> None:
    text = 'name,value\n"open quote,1\n' + "row,2\n" * 80

    assert ("broken_quotes", 2) in [(p.message_code, p.row) for p in read_file(text.encode(), "a.csv").problems]


SAMPLE = workbook(Data=[["sector", "scope", "t CO2e"], ["Buildings", 1, 100], ["Transport", 2, "=1+1"]])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b", b"\xff\xfe", b"\xef\xbb\xbf"]))
@example(b'"', b"")
@example(b"\x00", b"")
def test_no_bytes_crash_the_reader(data: bytes, start: bytes) -> None:
    assert outcome(start + data, "f")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_no_damaged_workbook_crashes_the_reader(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for place, value in changes:
        data[place] = value
    assert outcome(bytes(data), "f.xlsx")


XML = zipfile.ZipFile(io.BytesIO(SAMPLE)).read("xl/worksheets/sheet1.xml")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(XML) - 1), st.integers(0, 40), st.binary(max_size=30))
def test_no_damaged_sheet_inside_a_sound_archive_crashes_the_reader(place: int, cut: int, new: bytes) -> None:
    broken = XML[:place] + new + XML[place + cut :]
    assert outcome(repacked(SAMPLE, **{"xl/worksheets/sheet1.xml": broken}), "f.xlsx")


def test_both_languages_have_the_same_sentences_with_the_same_places() -> None:
    from string import Formatter

    english, romanian = texts("en"), texts("ro")
    only_romanian = {key for key in romanian if key.startswith("sub_")}

    assert set(english) == set(romanian) - only_romanian
    for key, text in english.items():
        fields = [{name for _, name, _, _ in Formatter().parse(t) if name} for t in (text, romanian[key])]
        assert fields[0] == fields[1], key
    assert not any(letter in text for text in romanian.values() for letter in "şţŞŢ")


def test_a_problem_reads_as_a_sentence_with_its_place() -> None:
    problem = Problem("not_a_number", "Data", 7, "Value", {"text": "abc"})

    assert problem.line("en").startswith("Sheet Data, row 7, column Value: “abc” is not a number.")
    assert problem.line("ro").startswith("Foaia Data, rândul 7, coloana Value: „abc” nu este un număr.")
    assert problem.as_json()["severity"] == "error"
