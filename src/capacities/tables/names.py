"""Folding of names and headers, so that spellings which people take for the same compare equal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_INVISIBLE = dict.fromkeys(
    (0x00AD, 0x034F, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)
_EXTRA = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "AE", "œ": "oe", "ı": "i"}
)
_GAP = re.compile(r"[^0-9a-z\u0370-\U0010ffff%+]+")


def clean(text: str) -> str:
    """Return the text without invisible characters, with every run of blanks as one space."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(text.translate(_INVISIBLE).split())


def clean_lines(text: str) -> str:
    """Return the text as ``clean`` does, but with its line breaks, for notes of several lines."""
    return "\n".join(clean(line) for line in text.splitlines()).strip() if "\n" in text else clean(text)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return lower-case words without marks and punctuation, parted by one space: 'Clădiri [MWh]' -> 'cladiri mwh'."""
    plain = unicodedata.normalize("NFKD", text.translate(_INVISIBLE)).translate(_EXTRA)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _GAP.sub(" ", plain.casefold()).strip()


def closest(name: str, known: Iterable[str], *, cutoff: float = 72, limit: int = 3) -> list[tuple[str, float]]:
    """Return the known names most like ``name``, best first, as (name, likeness 0 to 100)."""
    from rapidfuzz import fuzz, process

    found = process.extract(fold(name), {key: fold(key) for key in known}, scorer=fuzz.WRatio, limit=limit)
    return [(key, score) for _, score, key in found if score >= cutoff]
