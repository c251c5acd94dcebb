"""Reading of the fact tables: CSV rows become frozen dataclasses, and a bad row stops with file, line and column.

Knows nothing about what the tables mean; the readers beside it do.
"""

from __future__ import annotations

import csv
import gzip
import lzma
import math
import types
import typing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TextIO, TypeVar

DATA = Path(__file__).resolve().parent / "data"

T = TypeVar("T")
Parser = Callable[[str], Any]


class FactsError(ValueError):
    """A fact table that cannot be trusted: says where it is wrong, what stands there and what was expected."""

    def __init__(self, file: str, line: int, column: str, value: str, expected: str) -> None:
        super().__init__(f"{file}, line {line}, column {column}: {value!r} is not {expected}")
        self.file, self.line, self.column, self.value, self.expected = file, line, column, value, expected


@cache
def read_table(name: str, row_type: type[T], *, strict: bool = False) -> tuple[T, ...]:
    """Return all rows of ``data/<name>.csv`` (or ``.csv.gz``, ``.csv.xz``), read once per process.

    ``row_type`` is a frozen dataclass whose fields are column names, of type ``str``, ``int``, ``float``,
    ``bool`` (yes/no), ``date``, ``Literal``, ``tuple`` of one of these (parted by semicolons) or ``X | None``
    (empty allowed). Other columns are ignored unless ``strict``. A field with a default may be empty or
    lack its column; any other ``str`` may not be empty.
    Raises FactsError for a missing column, an unknown one if ``strict``, or a value that does not fit.
    """
    return tuple(read_rows(table_path(name), row_type, strict=strict))


def table_path(name: str) -> Path:
    """Return the file of a table: ``countries``, ``countries.csv`` and ``regions.csv.gz`` are all understood."""
    for path in (DATA / name, DATA / f"{name}.csv", DATA / f"{name}.csv.gz", DATA / f"{name}.csv.xz"):
        if path.is_file():
            return path
    raise FactsError(name, 0, "", name, f"a table in {DATA.name}/")


def read_rows(path: Path, row_type: type[T], *, strict: bool = False) -> Iterator[T]:
    """Yield the rows of one CSV file as ``row_type``; see read_table."""
    with open_text(path) as stream:
        reader = csv.reader(stream)
        header = next(reader, None)
        if not header:
            raise FactsError(path.name, 1, "", "", "a header")
        columns = _columns(path.name, header, row_type, strict)
        for row in reader:
            if len(row) != len(header):
                raise FactsError(path.name, reader.line_num, "", str(len(row)), f"the number of columns {len(header)}")
            yield _row(path.name, reader.line_num, row, columns, row_type)


@contextmanager
def open_text(path: Path) -> Iterator[TextIO]:
    """Open a CSV file as UTF-8 text, unpacking it when its name ends in .gz or .xz."""
    opened: Any = {".gz": gzip.open, ".xz": lzma.open}.get(path.suffix, open)
    with opened(path, "rt", encoding="utf-8", newline="") as stream:
        yield stream


@typing.no_type_check
def _columns(file, header, row_type, strict) -> list[tuple[str, int, Parser, str]]:
    hints = typing.get_type_hints(row_type)
    columns = []
    for field in fields(row_type):
        if field.name in header:
            parser, expected = _parser(hints[field.name])
            if field.default is not MISSING:
                parser = _or_default(parser, field.default)
            columns.append((field.name, header.index(field.name), parser, expected))
        elif field.default is MISSING:
            raise FactsError(file, 1, field.name, ", ".join(header), f"a header with the column {field.name}")
    unknown = set(header) - set(hints)
    if strict and unknown:
        raise FactsError(file, 1, min(unknown), min(unknown), f"a column of {row_type.__name__}")
    return columns


def _row(file: str, line: int, row: list[str], columns: list[tuple[str, int, Parser, str]], row_type: type[T]) -> T:
    values: dict[str, Any] = {}
    for name, index, parse, expected in columns:
        try:
            values[name] = parse(row[index])
        except ValueError:
            raise FactsError(file, line, name, row[index], expected) from None
    return row_type(**values)


def _parser(hint: Any) -> tuple[Parser, str]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        parse, expected = _parser(inner)
        return lambda text: parse(text) if text else None, f"{expected} (or empty)"
    if origin is tuple:
        parse, expected = _parser(arguments[0])
        return lambda text: tuple(parse(part) for part in text.split(";")) if text else (), f"a list of {expected}"
    if origin is typing.Literal:
        return _one_of(arguments), f"one of {', '.join(map(str, arguments))}"
    return _SIMPLE[hint]


def _or_default(parse: Parser, default: Any) -> Parser:
    return lambda text: parse(text) if text else default


def _one_of(allowed: tuple[str, ...]) -> Parser:
    def parse(text: str) -> str:
        if text not in allowed:
            raise ValueError(text)
        return text

    return parse


def _text(text: str) -> str:
    if not text:
        raise ValueError("empty")
    return text


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number) or "_" in text:
        raise ValueError(text)
    return number


def _yes_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(text)
    return text == "yes"


_SIMPLE: dict[Any, tuple[Parser, str]] = {
    str: (_text, "a text that is not empty"),
    int: (int, "a whole number"),
    float: (_number, "a number"),
    bool: (_yes_no, "yes or no"),
    date: (date.fromisoformat, "a date such as 2026-11-24"),
}
