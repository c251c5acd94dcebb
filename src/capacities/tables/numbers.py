"""Numbers as people write them: decimal comma or point, thousands parted in every usual way, percent, minus signs.

Which of comma and point is the decimal sign is decided per column from the cells that leave no doubt.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from capacities.tables.cells import BadCell, Value
from capacities.tables.names import clean

Decimal = Literal[".", ","]

MISSING_WORDS = frozenset(
    {"", "-", "--", "–", "—", "n/a", "n.a.", "na", "n. a.", "nan", "none", "null", ".", "..", "...", "…", "x", "?"}
    | {"not available", "not applicable", "unknown", "nu se aplică", "necunoscut", "indisponibil", "fără date", "k.a."}
    | {"#n/a", "n/d", "n.d.", "nd", "s/d", "s.d.", "b.d.", "no data", "tbd", "question not applicable"}
)
_SPACES = str.maketrans(dict.fromkeys("\u0020\u00a0\u2009\u202f\u2007\u2002\u2003\u2006'’´`\u200b\u2060\ufeff_", ""))
_SIGNS = str.maketrans({"−": "-", "‒": "-", "–": "-", "＋": "+", "٫": ".", "٬": ",", "，": ",", "．": "."})
_NUMBER = re.compile(r"[-+]?(?:\d[\d.,]*|[.,]\d+)(?:[eE][-+]?\d+)?")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A number read from text: the value, the words after it (a unit), and whether comma or point was a guess."""

    value: float
    unit: str = ""
    ambiguous: bool = False


def is_missing(value: Value) -> bool:
    """Return whether a cell says that there is no value."""
    if value is None:
        return True
    if isinstance(value, BadCell):
        return value.text == "#N/A"
    if isinstance(value, float):
        return math.isnan(value)
    return isinstance(value, str) and clean(value).casefold() in MISSING_WORDS


def evidence(text: str) -> Decimal | None:
    """Return the decimal sign that this text proves, or None where it proves none (12, 1,234, 1.234)."""
    match = _NUMBER.search(text.translate(_SIGNS).translate(_SPACES))
    if not match:
        return None
    body = re.split("[eE]", match[0].lstrip("+-"))[0]
    points, commas = body.count("."), body.count(",")
    if points and commas:
        last: Decimal = "." if body.rfind(".") > body.rfind(",") else ","
        return last if body.count(last) == 1 else _other(last)
    if not points and not commas:
        return None
    sign: Decimal = "." if points else ","
    if points + commas > 1:
        return _other(sign)
    whole, fraction = body.split(sign)
    return None if len(fraction) == 3 and len(whole) <= 3 and not whole.startswith("0") and whole else sign


def _other(sign: Decimal) -> Decimal:
    return "," if sign == "." else "."


def decimal_sign(texts: Iterable[Value], limit: int = 2_000) -> tuple[Decimal | None, bool]:
    """Return the decimal sign that most texts of a column prove (None: no proof), and whether both were proved."""
    votes = {".": 0, ",": 0}
    for value in texts:
        if isinstance(value, str) and (sign := evidence(value)):
            votes[sign] += 1
            if sum(votes.values()) >= limit:
                break
    if not any(votes.values()):
        return None, False
    best: Decimal = "." if votes["."] >= votes[","] else ","
    return best, bool(votes["."] and votes[","])


def parse_number(value: Value, decimal: Decimal | None = None) -> Parsed | None:
    """Return the number in a cell, or None where it holds none; percent signs divide by 100.

    ``decimal`` is the column's decimal sign. A text that proves another sign is read by its own proof; one that
    proves none and has no column to lean on is read with the point as decimal sign and marked ambiguous.
    """
    if isinstance(value, bool) or value is None or isinstance(value, BadCell):
        return None
    if isinstance(value, int | float):
        return Parsed(float(value)) if math.isfinite(value) else None
    if not isinstance(value, str):
        return None
    if (quick := _plain(value, decimal)) is not None:
        return Parsed(quick)
    text = clean(value).translate(_SIGNS)
    negative = text.startswith("(") and text.endswith(")")
    plain = (text[1:-1] if negative else text).translate(_SPACES)
    match = _NUMBER.match(plain)
    if not match or len(plain) > 60:
        return None
    number, ambiguous = _to_float(match[0], text, decimal)
    rest = plain[match.end() :]
    if number is None or re.search(r"\d", re.sub(r"(?i)(co|ch|m|n|km|ch₄|co₂)\d(?![\d.,])", "", rest)):
        return None
    if rest.startswith(("%", "‰")):
        number, rest = number / (100 if rest[0] == "%" else 1000), rest[1:]
    return Parsed(-number if negative else number, rest, ambiguous)


def _plain(text: str, decimal: Decimal | None) -> float | None:
    """Return a number that needs no interpretation, the usual case in long files; None for all others."""
    if decimal == ",":
        if "." in text:
            return None
        text = text.replace(",", ".", 1)
    elif decimal is None and "." in text:
        return None
    digits = text[1:] if text.startswith("-") else text
    whole, point, fraction = digits.partition(".")
    if whole.isdecimal() and (fraction.isdecimal() if point else True) and len(digits) < 300:
        return float(text)
    return None


def _to_float(body: str, text: str, decimal: Decimal | None) -> tuple[float | None, bool]:
    proof = evidence(text)
    sign = proof or decimal or "."
    ambiguous = proof is None and decimal is None and ("," in body or "." in body)
    if ambiguous and "," in body:  # 1,234: a lone comma before three digits parts thousands more often than not
        sign = "."
    plain = body.replace("," if sign == "." else ".", "").replace(",", ".")
    try:
        number = float(plain)
    except ValueError:
        return None, False
    return (number, ambiguous) if math.isfinite(number) else (None, False)
