"""The heat map: which of five steps of blue a score takes. The map itself is a table, so that it can be read."""

from __future__ import annotations


def heat_class(score: float | None, *, low: float, high: float) -> str:
    """Return the class of a cell (empty, h2 to h5): five equal steps from ``low`` to ``high``; none for no answer."""
    if score is None:
        return ""
    if not low < high:
        raise ValueError(f"the steps from {low} to {high} have no width")
    step = min(4, max(0, int(5 * (score - low) / (high - low))))
    return f"h{step + 1}" if step else ""
