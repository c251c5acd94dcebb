"""How much of an uploaded file is read at most. Every limit is checked before the memory is spent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file. Ours, chosen so that 100,000 rows of an inventory pass and one worker stays under 1 GB."""

    file_bytes: int = 20_000_000
    unpacked_bytes: int = 250_000_000
    ratio: float = 150  # unpacked to packed, judged above ratio_from_bytes; real workbooks reach about 30
    ratio_from_bytes: int = 10_000_000
    rows: int = 250_000  # per sheet
    columns: int = 2_000
    cells: int = 6_000_000  # of all sheets
    sheets: int = 200


DEFAULT_LIMITS = Limits()
