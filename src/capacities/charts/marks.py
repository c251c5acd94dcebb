"""Small drawings that stand in a cell or beside a number: the range bar, a share, who pays."""

from __future__ import annotations

from collections.abc import Sequence

from capacities.charts.canvas import Canvas, Size

RADIUS_PX = 6
_BAR_MARGINS = (0.0, RADIUS_PX + 2.0, 0.0, RADIUS_PX + 2.0)
_NO_MARGINS = (0.0, 0.0, 0.0, 0.0)
PAYER_CLASSES = ("p1", "p2", "p3", "p4", "p5")


def range_bar(
    low: float, best: float, high: float, *, scale: tuple[float, float], tier: int = 3, fixed_size: Size | None = None
) -> str:
    """Draw a best estimate as a dot on its likely range; the fill of the dot is the tier (1 to 4).

    ``scale`` is what the bar runs from and to; where it begins below zero, zero is marked.
    Raises ValueError for values out of order or a scale without width.
    """
    if not low <= best <= high:
        raise ValueError(f"low {low}, best {best} and high {high} are out of order")
    if not scale[0] < scale[1]:
        raise ValueError(f"the scale {scale} has no width")
    if tier not in (1, 2, 3, 4):
        raise ValueError(f"tier is {tier}; it must be 1 to 4")

    def x(value: float) -> float:
        return min(max(100 * (value - scale[0]) / (scale[1] - scale[0]), 0.0), 100.0)

    canvas = Canvas(css="rb")
    canvas.line(0, 50, 100, 50, "g")
    if scale[0] < 0 < scale[1]:
        canvas.line(x(0), 10, x(0), 90, "z")
    canvas.line(x(low), 50, x(high), 50, "w")
    for end in (low, high):
        canvas.line(x(end), 20, x(end), 80, "e")
    canvas.dot(x(best), 50, RADIUS_PX, {1: "d f", 2: "d", 3: "d", 4: "d o"}[tier])
    if tier == 2:
        canvas.half_dot(x(best), 50, RADIUS_PX, "h")
    return canvas.fixed(fixed_size, _BAR_MARGINS) if fixed_size else canvas.elastic()


def share_bar(share: float, *, css: str = "p1", fixed_size: Size | None = None) -> str:
    """Draw a share of one as a filled bar; the rest stays pale."""
    filled = 100 * min(max(share, 0.0), 1.0)
    canvas = Canvas(css="pay")
    canvas.box(0, 0, filled, 100, css)
    canvas.box(filled, 0, 100 - filled, 100, "p0")
    return canvas.fixed(fixed_size, _NO_MARGINS) if fixed_size else canvas.elastic()


def part_bar(part: float, whole: float, *, full: float, fixed_size: Size | None = None) -> str:
    """Draw a part of an amount filled and the rest pale; ``full`` is the amount that fills the bar's whole width."""
    scale = 100 / full if full > 0 else 0.0
    canvas = Canvas(css="pay")
    canvas.box(0, 0, scale * part, 100, "p1")
    canvas.box(scale * part, 0, scale * max(whole - part, 0.0), 100, "p0")
    return canvas.fixed(fixed_size, _NO_MARGINS) if fixed_size else canvas.elastic()


def payer_bar(amounts: Sequence[float], *, full: float, fixed_size: Size | None = None) -> str:
    """Draw who pays as parts of a bar; ``full`` is the amount that fills it, so that bars can be compared.

    Raises ValueError for negative amounts: what is gained is not a payment.
    """
    if any(amount < 0 for amount in amounts):
        raise ValueError(f"amounts {list(amounts)} must not be negative")
    canvas = Canvas(css="pay")
    start = 0.0
    for amount, css in zip(amounts, PAYER_CLASSES, strict=False):
        width = 100 * amount / full if full > 0 else 0.0
        if width > 0:
            canvas.box(start, 0, width, 100, css)
        start += width
    return canvas.fixed(fixed_size, _NO_MARGINS) if fixed_size else canvas.elastic()
