"""A file of stakeholders as rows of checked values: organisations with their people, relations, and what is wrong.

Knows no map: what becomes of the rows is decided in ``matching`` and done in ``services.imports``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.hub.stakeholders.imports.columns import ORGANISATION
from capacities.hub.stakeholders.imports.sheets import Fault, SheetUse
from capacities.hub.stakeholders.imports.values import Unfit, parse
from capacities.hub.stakeholders.likeness import TOWN, Traits, core_name
from capacities.hub.stakeholders.retention import GRACE
from capacities.tables.cells import Row, Value
from capacities.tables.names import fold
from capacities.tables.numbers import is_missing

_LONGEST_NAME = 120  # a longer text that stands alone in a row is a note under the table
_NOTE_WORDS = ("note", "nota", "source", "sursa", "total", "observatii", "quelle", "hinweis", "remarque", "fuente")


@dataclass(slots=True)
class Candidate:
    """An organisation of the file with the people that its rows name. ``rows`` tells where it stands."""

    key: str
    sheet: str
    rows: list[int]
    values: dict[str, Any]
    people: list[dict[str, Any]] = field(default_factory=list)
    is_note: bool = False

    @property
    def traits(self) -> Traits:
        """Return by what it is known."""
        values = self.values
        return Traits(values["name"], values.get("acronym", ""), values.get("url", ""), values.get("email", ""))


@dataclass(frozen=True, slots=True)
class Link:
    """A relation of the file, by the names that it uses."""

    key: str
    sheet: str
    row: int
    giver: str
    kind: str
    taker: str
    is_planned: bool


@dataclass
class Reading:
    """All that a file says."""

    candidates: list[Candidate] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_rows(uses: Mapping[str, SheetUse], defaults: Mapping[str, Any]) -> Reading:
    """Return the rows of all used sheets. ``defaults`` has the basis and the day of keeping where a row has none."""
    reading = Reading()
    known: dict[str, Candidate] = {}
    for number, use in uses.items():
        if not use.is_used:
            continue
        if use.is_relations:
            _read_links(reading, number, use)
        elif "name" not in use.fields.values():
            words = _("No column is taken for the name of the organisation.")
            reading.faults.append(Fault(use.table.sheet, use.table.header_row, "", words))
        else:
            _read_candidates(reading, number, use, defaults, known)
    return reading


def _read_candidates(
    reading: Reading, number: str, use: SheetUse, defaults: Mapping[str, Any], known: dict[str, Candidate]
) -> None:
    previous: Candidate | None = None
    for row in use.table.rows:
        key = f"{number}:{row.number}"
        cells = {name: row.value(column) for column, name in use.fields.items()}
        given = {name: value for name, value in cells.items() if not is_missing(value)}
        if not given:
            continue
        values, faults = _parsed(use, row, key, given)
        reading.faults += faults
        name = values.get("name", "")
        person = _person(use, row, key, values, defaults, reading) if _names_somebody(values) else None
        if not name:
            if previous is not None and person and not ORGANISATION.keys() & values.keys():
                previous.people.append(person)  # the organisation is written once, above its people
                previous.rows.append(row.number)
            elif not faults:
                expected = _("The name of the organisation is missing.")
                reading.faults.append(Fault(use.table.sheet, row.number, _heading(use, "name"), expected, key))
            continue
        organisation = {field: values[field] for field in ORGANISATION if field in values}
        same = _same_in_file(name)
        found = known.get(same)
        if found is None:
            found = known[same] = Candidate(key, use.table.sheet, [row.number], organisation)
            found.is_note = _looks_like_note(row, name, given)
            reading.candidates.append(found)
        else:
            found.rows.append(row.number)
            reading.faults += _join(found, organisation, use, row)
        if person:
            found.people.append(person)
        previous = found


def _same_in_file(name: str) -> str:
    """Return by what two rows of one file are one: the name without legal form; a council is not its town hall here."""
    core = core_name(name)
    return fold(name) if core.startswith(f"{TOWN} ") else core


def _join(found: Candidate, more: Mapping[str, Any], use: SheetUse, row: Row) -> list[Fault]:
    """Add what another row says of an organisation; what it says differently is a fault of that row."""
    faults = []
    for name, value in more.items():
        before = found.values.setdefault(name, value)
        if name == "roles":
            found.values[name] = list(dict.fromkeys([*before, *value]))
        elif before != value and name != "name":
            told = _("“%(other)s” here, “%(one)s” in row %(row)s: the same organisation needs one of them.")
            message = told % {"other": value, "one": before, "row": found.rows[0]}
            faults.append(Fault(use.table.sheet, row.number, _heading(use, name), message, found.key))
    return faults


def _parsed(use: SheetUse, row: Row, key: str, given: Mapping[str, Value]) -> tuple[dict[str, Any], list[Fault]]:
    """Return the values of a row that fit, and what is wrong with the others."""
    values: dict[str, Any] = {}
    faults = []
    for name, value in given.items():
        try:
            values[name] = parse(name, value)
        except Unfit as unfit:
            faults.append(Fault(use.table.sheet, row.number, _heading(use, name), str(unfit), key))
    return values, faults


def _names_somebody(values: Mapping[str, Any]) -> bool:
    return any(values.get(name) for name in ("office", "person", "person_email", "phone"))


def _person(
    use: SheetUse, row: Row, key: str, values: Mapping[str, Any], defaults: Mapping[str, Any], reading: Reading
) -> dict[str, Any] | None:
    """Return the office and the person of a row; a person without legal basis or end of keeping is a fault."""
    person: dict[str, Any] = {
        "office": values.get("office") or _("Contact person"),
        "is_named": bool(values.get("office")),
        "name": values.get("person", ""),
        "emails": values.get("person_email", []),
        "phone": values.get("phone", ""),
        "since": values.get("since"),
        "until": values.get("until"),
        "basis": values.get("basis") or defaults.get("basis", ""),
        "expires": values.get("expires") or defaults.get("expires"),
    }
    if not (person["name"] or person["emails"] or person["phone"]):
        return person | {"basis": "", "expires": None}
    told = {
        "basis": _("The legal basis is missing. Choose one for the whole file, or write it into the row."),
        "expires": _("Until when the data are kept is missing. Give a day for the whole file, or one in the row."),
    }
    missing = [name for name in told if not person[name]]
    for name in missing:
        reading.faults.append(Fault(use.table.sheet, row.number, _heading(use, name), told[name], key))
    if person["expires"] and person["expires"] < timezone.localdate() - GRACE:
        words = _("This day is over: the person would be erased at once. Give a later day, or leave the person out.")
        reading.faults.append(Fault(use.table.sheet, row.number, _heading(use, "expires"), words, key))
    since, until = person["since"], person["until"]
    if since and until and until < since:
        words = _("The last day in office comes before the first.")
        reading.faults.append(Fault(use.table.sheet, row.number, _heading(use, "until"), words, key))
    return person


def _read_links(reading: Reading, number: str, use: SheetUse) -> None:
    for row in use.table.rows:
        key = f"{number}:{row.number}"
        given = {name: row.value(column) for column, name in use.fields.items() if not is_missing(row.value(column))}
        values, faults = _parsed(use, row, key, given)
        for name in ("giver", "relation", "taker"):
            if name not in given:
                words = _("This cell must not be empty.")
                faults.append(Fault(use.table.sheet, row.number, _heading(use, name), words, key))
        reading.faults += faults
        if not faults:
            reading.links.append(
                Link(
                    key, use.table.sheet, row.number, values["giver"], values["relation"], values["taker"],
                    values.get("is_planned", False),
                )
            )  # fmt: skip


def _heading(use: SheetUse, name: str) -> str:
    column = next((column for column, field in use.fields.items() if field == name), None)
    return use.table.place(column) if column is not None else ""


def _looks_like_note(row: Row, name: str, given: Iterable[str]) -> bool:
    """Return whether a row is a note under the table: one long text alone, or one that begins as notes do."""
    alone = set(given) == {"name"} and sum(1 for cell in row.cells if cell not in (None, "")) == 1
    begins = fold(name).split(" ")[0] in _NOTE_WORDS or name.startswith(("*", "¹"))
    return alone and (len(name) > _LONGEST_NAME or begins)


def default_expiry(value: Any) -> date | None:
    """Return the day that was stored as text."""
    return date.fromisoformat(value) if value else None
