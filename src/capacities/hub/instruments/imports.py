"""A table of instruments that somebody brings: every cell is checked, what is wrong is told by row and column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from capacities.facts.topics import topics
from capacities.hub.instruments.kinds import ELIGIBLE, Confidence, Kind, Level
from capacities.hub.instruments.services import moment
from capacities.tables.cells import as_text
from capacities.tables.problems import UnreadableTable
from capacities.tables.reader import read_file

COLUMNS = (
    "slug", "kind", "level", "countries", "name_en", "name_ro", "text_en", "text_ro", "run_by", "topics", "budget",
    "currency", "rate_percent", "rate_note", "opens_at", "closes_at", "zone", "eligible", "least_people", "most_people",
    "url", "source", "as_of_year", "confidence",
)  # fmt: skip
MUST = ("kind", "level", "source")


@dataclass(frozen=True)
class Fault:
    """What is wrong in a table: row as spreadsheets count (0 for the whole), column, and what to do."""

    row: int
    column: str
    message: str


@dataclass
class Table:
    """The rows that were read, and what is wrong. Nothing may be imported while there are faults."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_instruments(data: bytes, filename: str) -> Table:
    """Return the rows of a CSV or XLSX file with our column names, checked cell by cell."""
    language = (get_language() or "en")[:2]
    try:
        file = read_file(data, filename)
    except UnreadableTable as unreadable:
        return Table([], [Fault(0, "", problem.message(language)) for problem in unreadable.problems])
    sheet = next(sheet for sheet in file.sheets if sheet.rows)
    lines = [(row.number, [_text(cell) for cell in row.cells]) for row in sheet.rows]
    header = [name.strip().lower() for name in lines[0][1]]
    missing = [name for name in (*MUST, "name_en") if name not in header]
    unknown = [name for name in header if name and name not in COLUMNS]
    table = Table()
    if missing:
        table.faults.append(Fault(lines[0][0], missing[0], _("This column is missing.")))
    for name in unknown:
        table.faults.append(Fault(lines[0][0], name, _("This column is not known.")))
    if not table.faults:
        for number, cells in lines[1:]:
            if any(cells):
                _row(table, number, dict(zip(header, cells, strict=False)))
        if not table.rows and not table.faults:
            table.faults.append(Fault(0, "", _("The table has no rows.")))
    return table


def _row(table: Table, number: int, cells: dict[str, str]) -> None:
    faults: list[Fault] = []

    def read(name: str, parse: Callable[[str], Any], hint: str, empty: Any = None) -> Any:
        text = cells.get(name, "")
        if not text:
            if name in MUST:
                faults.append(Fault(number, name, _("This cell must not be empty.")))
            return empty
        try:
            return parse(text)
        except (ValueError, InvalidOperation):
            faults.append(
                Fault(number, name, _("“%(text)s” does not fit. Expected: %(hint)s") % {"text": text, "hint": hint})
            )
            return empty

    names = {code: cells.get(f"name_{code}", "") for code in ("en", "ro")}
    if not any(names.values()):
        faults.append(Fault(number, "name_en", _("Give a name in one language at least.")))
    zone = read("zone", _one_of(available_timezones()), _("a time zone such as Europe/Bucharest"), "Europe/Brussels")
    number_hint, moment_hint = _("a number, 0 or more"), _("2027-03-15 or 2027-03-15T17:00")
    values: dict[str, Any] = {
        "slug": cells.get("slug", ""),
        "kind": read("kind", _one_of(Kind.values), ", ".join(Kind.values)),
        "level": read("level", _one_of(Level.values), ", ".join(Level.values)),
        "countries": read("countries", _codes, _("codes of two letters, parted by semicolons"), []),
        "name": {code: text for code, text in names.items() if text},
        "text": {code: cells[f"text_{code}"] for code in ("en", "ro") if cells.get(f"text_{code}")},
        "run_by": cells.get("run_by", ""),
        "topics": read("topics", _several(topics()), _("ids of topics, parted by semicolons"), []),
        "budget": read("budget", _amount, number_hint),
        "currency": cells.get("currency") or "EUR",
        "rate_percent": read("rate_percent", _percent, _("a number from 0 to 100")),
        "rate_note": cells.get("rate_note", ""),
        "opens_at": read("opens_at", lambda text: moment(text, zone), moment_hint),
        "closes_at": read("closes_at", lambda text: moment(text, zone, end=True), moment_hint),
        "zone": zone,
        "eligible": read("eligible", _several(ELIGIBLE), ", ".join(ELIGIBLE), []),
        "least_people": read("least_people", _whole, number_hint),
        "most_people": read("most_people", _whole, number_hint),
        "url": read("url", _address, _("an address that begins with https://"), ""),
        "source": read("source", str, "", ""),
        "as_of_year": read("as_of_year", _whole, _("a year")),
        "confidence": read("confidence", _one_of(Confidence.values), ", ".join(Confidence.values), ""),
    }
    if values["opens_at"] and values["closes_at"] and values["closes_at"] <= values["opens_at"]:
        faults.append(Fault(number, "closes_at", _("The deadline must come after the opening.")))
    if values["least_people"] and values["most_people"] and values["most_people"] < values["least_people"]:
        faults.append(Fault(number, "most_people", _("The upper size is below the lower one.")))
    if values["slug"] and any(row["slug"] == values["slug"] for row in table.rows):
        faults.append(Fault(number, "slug", _("This row stands in the table twice.")))
    table.faults += faults
    table.rows.append(values)


def _one_of(allowed: Any) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in allowed:
            raise ValueError(text)
        return text

    return parse


def _several(allowed: Any) -> Callable[[str], list[str]]:
    return lambda text: [_one_of(allowed)(part.strip()) for part in text.split(";") if part.strip()]


def _codes(text: str) -> list[str]:
    codes = [part.strip().upper() for part in text.split(";") if part.strip()]
    if any(len(code) != 2 or not code.isalpha() for code in codes):
        raise ValueError(text)
    return codes


def _amount(text: str) -> Decimal:
    value = Decimal(text.replace(" ", "").replace("\u00a0", ""))
    if not value.is_finite() or value < 0:
        raise ValueError(text)
    return value


def _percent(text: str) -> Decimal:
    value = _amount(text)
    if value > 100:
        raise ValueError(text)
    return value


def _whole(text: str) -> int:
    value = _amount(text)
    if value != int(value):
        raise ValueError(text)
    return int(value)


def _address(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise ValueError(text)
    return text


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return as_text(cell).strip()
