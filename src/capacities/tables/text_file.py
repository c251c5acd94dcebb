"""CSV files as towns save them: which encoding, which delimiter, and the rows."""

from __future__ import annotations

import csv
import io
import statistics
from collections.abc import Iterator

from capacities.tables.cells import Row, Sheet
from capacities.tables.limits import Limits
from capacities.tables.names import clean
from capacities.tables.problems import Problem, UnreadableTable

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Letters beyond ASCII that texts of the languages of each code page use; what falls outside speaks against it.
_LETTERS = {
    "cp1250": "ăâîşţĂÂÎŞŢáäéíóöúüýőűčďěňřšťůžąćęłńśźżđÁÄÉÍÓÖÚÜÝŐŰČĎĚŇŘŠŤŮŽĄĆĘŁŃŚŹŻĐß",
    "cp1252": "àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝ",
    "cp1254": "âçğıîöşüûÂÇĞİÎÖŞÜÛ",
    "cp1253": "".join(chr(c) for c in range(0x386, 0x3CF)),
    "cp1257": "ąčęėįšųūžĄČĘĖĮŠŲŪŽāčēģīķļņūāĀĒĢĪĶĻŅõäöüÕÄÖÜ",
    "cp1251": "".join(chr(c) for c in range(0x410, 0x450)) + "іїєґІЇЄҐёЁ",
    "iso8859-16": "ăâîșțĂÂÎȘȚ",
    "iso8859-2": "ăâîşţĂÂÎŞŢáäéíóöúüýőűčďěňřšťůžąćęłńśźżđÁÄÉÍÓÖÚÜÝŐŰČĎĚŇŘŠŤŮŽĄĆĘŁŃŚŹŻĐß",
}
_MARKS = "„”“’‘–—…€°²³ ·«»§£±×½®©µ₂•\u00a0"
DELIMITERS = ",;\t|"
_MAX_FIELD = 1_000_000
_SWALLOWED_LINES = 50  # more line breaks in the last field of a row than any comment has: a quote was left open


def decode(data: bytes) -> tuple[str, str, bool]:
    """Return the text, the encoding, and whether the encoding was a guess. Never fails: bad bytes become U+FFFD."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, errors="replace").lstrip("\ufeff"), name, False
    if b"\x00" in data[:4000]:
        name = "utf-16-le" if data[1:4000:2].count(0) >= data[0:4000:2].count(0) else "utf-16-be"
        return data.decode(name, errors="replace"), name, True
    try:
        return data.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError:
        best = max(_LETTERS, key=lambda name: _plausibility(data, name))
        return data.decode(best, errors="replace"), best, True


def _plausibility(data: bytes, encoding: str) -> float:
    """Return the share of letters beyond ASCII that fit the encoding's languages; rarer code pages need more."""
    text = data.decode(encoding, errors="replace")
    beyond = [(i, c) for i, c in enumerate(text) if c > "\x7f"][:20_000]
    letters, score = set(_LETTERS[encoding]), 0.0
    for i, char in beyond:
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        if char in letters:
            shouting = char.isupper() and before.islower()
            score += -1.0 if shouting else 1.0
            if encoding == "cp1252" and char in "ãõÃÕ" and after.casefold() not in ("o", "e", "s"):
                score -= 0.6  # Portuguese writes ão, ãe, õe; elsewhere the byte is Romanian ă
            if encoding == "cp1250" and char in "ăĂ" and after.casefold() in ("o", "e"):
                score -= 0.6
        elif char in _MARKS:
            score += 0.5 if not (before.isalpha() and after.isalpha()) else -0.5
        else:
            score -= 2.0
    order = list(_LETTERS).index(encoding)
    return score / max(1, len(beyond)) - 0.001 * order


def sniff_delimiter(text: str) -> str:
    """Return the delimiter under which most lines have the same number of fields, the more fields the better."""
    if text[:5].casefold().startswith("sep=") and text[4:5] in DELIMITERS:
        return text[4]
    sample = text[:200_000]
    return max(DELIMITERS, key=lambda sign: _regularity(sample, sign))


def _regularity(sample: str, delimiter: str) -> float:
    widths: list[int] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(row):
                widths.append(len(row))
            if len(widths) >= 200:
                break
    except csv.Error:
        return 0.0
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0.0
    usual = statistics.mode(wide)
    return (wide.count(usual) / len(widths)) * (1 + 0.2 * min(usual, 12))


def read_text(data: bytes, name: str, limits: Limits) -> tuple[Sheet, list[Problem]]:
    """Return the one sheet of a CSV file. Row numbers count records, as a spreadsheet shows them."""
    text, encoding, guessed = decode(data)
    problems: list[Problem] = []
    if guessed:
        problems.append(Problem("encoding_guessed", params={"encoding": encoding}, severity="info"))
    if (lost := text.count("\ufffd")) > max(5, len(text) // 10):
        raise UnreadableTable([Problem("not_a_table", params={"file": name})])
    if lost:
        problems.append(Problem("letters_lost", params={"count": lost, "encoding": encoding}, severity="warning"))
    delimiter = sniff_delimiter(text)
    sheet = Sheet(name=name, delimiter=delimiter)
    if text[:4].casefold() == "sep=":
        text = text.partition("\n")[2]
    for row in _records(text, delimiter, problems):
        if not any(row.cells):
            continue
        if len(sheet.rows) >= limits.rows:
            problems.append(Problem("too_many_rows", row=row.number, params={"limit": limits.rows}))
            break
        if len(row.cells) > limits.columns:
            raise UnreadableTable(
                [Problem("too_many_columns", row=row.number, params={"limit": limits.columns, "count": len(row.cells)})]
            )
        sheet.rows.append(row)
        sheet.widest = max(sheet.widest, len(row.cells))
    return sheet, problems


def _records(text: str, delimiter: str, problems: list[Problem]) -> Iterator[Row]:
    csv.field_size_limit(_MAX_FIELD)
    number = 0
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error:
            problems.append(Problem("broken_quotes", row=number + 1))
            return
        number += 1
        if fields and fields[-1].count("\n") > _SWALLOWED_LINES:
            problems.append(Problem("broken_quotes", row=number, severity="warning"))
        if any(fields):
            yield Row(number, [clean(field) for field in fields])
