"""Reading of fact tables: types, defaults, and errors that name the place."""

import gzip
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from capacities.facts.table import FactsError, read_rows, read_table, table_path


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    count: int
    share: float | None
    open: bool
    since: date
    kind: Literal["a", "b"]
    tags: tuple[str, ...]
    note: str = ""
    weight: float = 1.5


HEADER = "name,count,share,open,since,kind,tags,note\n"
GOOD = "Iași,3,,yes,2026-11-24,a,x;y,\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_becomes_a_typed_record_with_empty_and_default_values(tmp_path):
    (row,) = read_rows(write(tmp_path, HEADER + GOOD), Row)

    assert row == Row("Iași", 3, None, True, date(2026, 11, 24), "a", ("x", "y"), "", 1.5)


def test_a_packed_table_reads_like_a_plain_one(tmp_path):
    path = tmp_path / "table.csv.gz"
    path.write_bytes(gzip.compress((HEADER + GOOD).encode()))

    assert [row.name for row in read_rows(path, Row)] == ["Iași"]


@pytest.mark.parametrize(
    ("bad", "column", "expected"),
    [
        ("Iași,3.5,,yes,2026-11-24,a,,", "count", "a whole number"),
        ('Iași,3,"0,5",yes,2026-11-24,a,,', "share", "a number (or empty)"),
        ("Iași,3,nan,yes,2026-11-24,a,,", "share", "a number (or empty)"),
        ("Iași,3,1_0,yes,2026-11-24,a,,", "share", "a number (or empty)"),
        ("Iași,3,,true,2026-11-24,a,,", "open", "yes or no"),
        ("Iași,3,,yes,24.11.2026,a,,", "since", "a date such as 2026-11-24"),
        ("Iași,3,,yes,2026-11-24,c,,", "kind", "one of a, b"),
        (",3,,yes,2026-11-24,a,,", "name", "a text that is not empty"),
        ("Iași,,,yes,2026-11-24,a,,", "count", "a whole number"),
    ],
)
def test_a_bad_value_is_named_with_file_line_and_column(tmp_path, bad, column, expected):
    with pytest.raises(FactsError) as caught:
        list(read_rows(write(tmp_path, f"{HEADER}{GOOD}{bad}\n"), Row))

    error = caught.value
    assert (error.file, error.line, error.column, error.expected) == ("table.csv", 3, column, expected)


def test_a_missing_column_and_a_ragged_row_are_refused(tmp_path):
    with pytest.raises(FactsError, match="line 1, column count"):
        list(read_rows(write(tmp_path, "name,share\nx,1\n"), Row))
    with pytest.raises(FactsError, match=r"line 2.*number of columns 8"):
        list(read_rows(write(tmp_path, HEADER + "x,1\n"), Row))


def test_an_extra_column_is_ignored_unless_the_reader_is_strict(tmp_path):
    path = write(tmp_path, HEADER.replace("note", "note,extra") + GOOD.replace(",\n", ",,1\n"))

    assert len(list(read_rows(path, Row))) == 1
    with pytest.raises(FactsError, match="column extra"):
        list(read_rows(path, Row, strict=True))


def test_tables_are_found_with_or_without_ending_and_read_once():
    @dataclass(frozen=True)
    class Code:
        iso2: str

    assert table_path("countries") == table_path("countries.csv")
    assert read_table("countries", Code) is read_table("countries", Code)
    with pytest.raises(FactsError, match="no_such_table"):
        table_path("no_such_table")
