"""Texts for translators as a table (XLSX), and the filled table read back."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.models import Version
from capacities.capacity.questionnaires.sheet import sheet_to_fill_in
from capacities.capacity.questionnaires.translating import parts_of
from capacities.core.texts import language_name
from capacities.tables.cells import as_text
from capacities.tables.problems import UnreadableTable
from capacities.tables.reader import read_file

ADDRESS = "address"


class UnreadableTexts(Exception):
    """The table cannot be taken: what is wrong, line by line, for people."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("; ".join(messages))
        self.messages = messages


def texts_workbook(version: Version, source: str, target: str) -> bytes:
    """Return a table with the address of each text, where it stands, and its two languages (heads are codes)."""
    rows = [
        (part.address, part.number, part.name, part.texts.get(source, ""), part.texts.get(target, ""))
        for part in parts_of(version)
    ]
    heads = (ADDRESS, _("Number"), _("Part"), source, target)
    return sheet_to_fill_in(f"{source}-{target}", heads, rows, 30, 9, 16, 70, 70)


def read_texts(data: bytes, filename: str, version: Version, target: str) -> dict[str, str]:
    """Return the texts of a language by address from a table. Raises UnreadableTexts; nothing is half taken."""
    try:
        file = read_file(data, filename)
    except UnreadableTable as unreadable:
        language = (get_language() or "en")[:2]
        raise UnreadableTexts([problem.message(language) for problem in unreadable.problems]) from unreadable
    rows = next(sheet for sheet in file.sheets if sheet.rows).rows
    header = [as_text(cell).strip() for cell in rows[0].cells]
    missing = [name for name in (ADDRESS, target) if name not in header]
    if missing:
        raise UnreadableTexts(
            [
                _(
                    "The column “%(name)s” is missing. For %(language)s the table needs the columns “address” and "
                    "“%(code)s”."
                )
                % {"name": missing[0], "language": language_name(target), "code": target}
            ]
        )
    known = {part.address for part in parts_of(version)}
    found: dict[str, str] = {}
    faults = []
    for row in rows[1:]:
        cells = dict(zip(header, (as_text(cell).strip() for cell in row.cells), strict=False))
        address, text = cells.get(ADDRESS, ""), _plain(cells.get(target, ""))
        if not address or not text:
            continue
        if address not in known:
            faults.append(
                _("Row %(row)s: there is no text with the address “%(address)s”.")
                % {"row": row.number, "address": address}
            )
        found[address] = text
    if faults:
        raise UnreadableTexts(faults)
    return found


def _plain(text: str) -> str:
    """Return a text without the mark that keeps spreadsheets from reading it as a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text
