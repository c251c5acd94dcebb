"""Progress bars on standard error: moving on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

SECONDS_IN_A_LOG = 10.0


def progress_bar(items: Iterable[Any] | None, total: int | None, name: str, unit: str, shown: bool = True) -> Any:
    """Return a bar over ``items``; without items the caller moves it by `update`."""
    from tqdm import tqdm

    pace = 0.1 if sys.stderr.isatty() else SECONDS_IN_A_LOG
    return tqdm(items, total=total, desc=name, unit=unit, disable=not shown, mininterval=pace, dynamic_ncols=True)
