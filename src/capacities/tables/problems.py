"""What is wrong with a file, as data: place, code and parameters; the words come from one catalogue per language."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning", "info"]
Params = Mapping[str, str | float | int]
LANGUAGES = ("en", "ro")
_CELL_TEXTS = frozenset({"text", "name", "unit", "label", "formula", "city"})
_TEXTS = Path(__file__).resolve().parent / "texts"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding in a file. ``row`` counts from 1 as spreadsheets do; 0 or empty means the whole sheet or file."""

    message_code: str
    sheet: str = ""
    row: int = 0
    field: str = ""
    params: Params = dataclasses.field(default_factory=dict)
    severity: Severity = "error"

    def message(self, language: str = "en") -> str:
        """Return the sentence in ``language``: what came, what was expected, what to do."""
        params = {name: _shown(value, language, name in _CELL_TEXTS) for name, value in self.params.items()}
        if isinstance(sector := self.params.get("sector"), str):
            params["sector"] = texts(language)[f"sector_{sector}"]
        return texts(language)[self.message_code].format_map(params)

    def place(self, language: str = "en") -> str:
        """Return where it is, as in 'sheet Data, row 7, column Value'; empty for the whole file."""
        words = texts(language)
        parts = [
            words["place_sheet"].format(sheet=self.sheet) if self.sheet else "",
            words["place_row"].format(row=self.row) if self.row else "",
            words["place_field"].format(field=self.field) if self.field else "",
        ]
        return ", ".join(part for part in parts if part)

    def line(self, language: str = "en") -> str:
        """Return place and message in one line."""
        place = self.place(language)
        return f"{place[:1].upper()}{place[1:]}: {self.message(language)}" if place else self.message(language)

    def as_json(self, language: str = "en") -> dict[str, str | int | None]:
        """Return the form of the interface for scripts."""
        return {
            "sheet": self.sheet or None,
            "row": self.row or None,
            "field": self.field or None,
            "message": self.message(language),
            "severity": self.severity,
            "code": self.message_code,
        }


class UnreadableTable(ValueError):
    """A file that gives nothing to work with; ``problems`` say why and what to do."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.line() for problem in self.problems))


@cache
def texts(language: str) -> Mapping[str, str]:
    """Return the sentences of one language by code."""
    if language not in LANGUAGES:
        raise ValueError(f"language is {language!r}, expected one of {', '.join(LANGUAGES)}")
    found: dict[str, str] = tomllib.loads((_TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
    return found


def has_errors(problems: Iterable[Problem]) -> bool:
    """Return whether any of the problems stops the use of the file."""
    return any(problem.severity == "error" for problem in problems)


def _shown(value: str | float | int, language: str, from_cell: bool) -> str:
    if isinstance(value, str):
        longest = 80 if from_cell else 2_000
        return value if len(value) <= longest else value[: longest - 1] + "…"
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    if abs(value) < 10_000 and float(value).is_integer():
        text = str(int(value))
    return text.translate(str.maketrans(",.", ".,")) if language == "ro" else text
