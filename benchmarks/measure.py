"""Figures of a benchmark: how they are taken, what they are compared with, how they are printed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

CALIBRATION_ROUNDS = 10_000_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. ``limit`` is the most it may be; None where there is none."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    note: str = ""

    @property
    def kept(self) -> bool:
        """Return whether the value is within its limit."""
        return self.limit is None or self.value <= self.limit


def calibrate() -> float:
    """Return the seconds that ten million rounds of an empty Python loop take here: how fast this machine is."""
    start = time.perf_counter()
    for _ in range(CALIBRATION_ROUNDS):
        pass
    return time.perf_counter() - start


def best_of(times: int, action: Callable[[], object]) -> float:
    """Return the seconds of the quickest of several runs: what the program needs when nothing else disturbs."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(figures: Iterable[Figure], loop_s: float) -> str:
    """Return the figures as lines: value, limit, and seconds also as a multiple of the calibration loop."""
    lines = [f"calibration loop: {loop_s:.3f} s", ""]
    lines.append(f"{'':<52} {'value':>10} {'unit':<8} {'limit':>8} {'loops':>7}")
    for figure in figures:
        limit = "" if figure.limit is None else f"{figure.limit:g}"
        loops = f"{figure.value / loop_s:.2f}" if figure.unit == "s" else ""
        mark = "" if figure.kept else "  over the limit"
        note = f"  {figure.note}" if figure.note else ""
        value = f"{figure.value:,.0f}" if figure.value >= 1000 else f"{figure.value:.3g}"
        lines.append(f"{figure.what:<52} {value:>10} {figure.unit:<8} {limit:>8} {loops:>7}{mark}{note}")
    return "\n".join(lines)
