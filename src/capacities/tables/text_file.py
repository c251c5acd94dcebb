"""CSV files as towns save them: which encoding, which delimiter, and the rows."""

from __future__ import annotations

import csv
import io
import statistics
from collections.abc import Callable, Iterator

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
# Letters beyond ASCII by language: a code page is judged by the one language that its reading fits best.
_LETTERS = {
    "ro": "ăâîşţ", "pl": "ąćęłńóśźż", "hu": "áéíóöőúüű", "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž",
    "hr": "čćđšž", "sq": "ëç", "de": "äöüß", "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíñóúü", "pt": "áâãàçéêíóôõú",
    "it": "àèéìòùî", "nordic": "åäöæøéü", "nl": "ëïéöüó", "tr": "çğıiöşüâî", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž",
    "et": "äõöüšž", "el": "".join(chr(c) for c in range(0x386, 0x3CF)),
    "cyrillic": "".join(chr(c) for c in range(0x430, 0x450)) + "іїєґё",
}  # fmt: skip
_CODE_PAGES = {
    "cp1252": ("de", "fr", "es", "pt", "it", "nordic", "nl"),
    "cp1250": ("ro", "pl", "hu", "cs", "sk", "hr", "sq"),
    "cp1254": ("tr",),
    "cp1253": ("el",),
    "cp1257": ("lt", "lv", "et"),
    "cp1251": ("cyrillic",),
    "iso8859-2": ("ro", "pl", "hu", "cs", "sk", "hr"),
}
_COMMA_BELOW = str.maketrans("şţŞŢ", "șțȘȚ")
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
        pairs = [(page, language) for page, languages in _CODE_PAGES.items() for language in languages]
        page, language = max(pairs, key=lambda pair: _plausibility(data, *pair))
        text = data.decode(page, errors="replace")
        return text.translate(_COMMA_BELOW) if language == "ro" else text, page, True


def _plausibility(data: bytes, code_page: str, language: str) -> float:
    """Return how well the letters beyond ASCII fit a language: 1 all, below 0 mostly not."""
    text = data.decode(code_page, errors="replace")
    beyond = [(i, char) for i, char in enumerate(text) if char > "\x7f"][:5_000]
    letters, score = set(_LETTERS[language]), 0.0
    for i, char in beyond:
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        if char.casefold()[:1] in letters:
            mixed = language in ("el", "cyrillic") and any(
                near.isascii() and near.isalpha() for near in (before, after)
            )
            score += -1.0 if mixed or (char.isupper() and before.islower()) else 1.0
            if language == "pt" and char in "ãõ" and after not in ("o", "e", "s"):
                score -= 0.6  # Portuguese writes ão, ãe, õe; elsewhere the byte is Romanian ă
            if language == "ro" and char in "ăĂ" and after in ("o", "e"):
                score -= 0.6
        elif char in _MARKS:
            score += 0.5 if not (before.isalpha() and after.isalpha()) else -0.5
        else:
            score -= 2.0
    return score / max(1, len(beyond))


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


def read_text(
    data: bytes, name: str, limits: Limits, tidy: Callable[[str], str] = clean
) -> tuple[Sheet, list[Problem]]:
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
    for row in _records(text, delimiter, problems, tidy):
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


def _records(text: str, delimiter: str, problems: list[Problem], tidy: Callable[[str], str]) -> Iterator[Row]:
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
            yield Row(number, [tidy(field) for field in fields])
