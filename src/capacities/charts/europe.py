"""The map of Europe: countries filled by role, cities as dots. Outline (europe.json): Natural Earth, public domain."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.sax.saxutils import quoteattr

from capacities.charts.canvas import GROUND, Size, attributes, fixed_style, short

WIDTH, HEIGHT = 720, 660
# Lambert azimuthal equal area on the unit sphere (Snyder 1987, eq. 24-2 to 24-4), then scaled to the frame of
# the outline: one radian at the centre is SCALE pixels, and the centre lies at (CENTRE_X, CENTRE_Y).
CENTRE_LATITUDE, CENTRE_LONGITUDE = 52.0, 10.0
SCALE, CENTRE_X, CENTRE_Y = 975.772, 272.181, 349.364
DOT_RADIUS = 4.5


@dataclass(frozen=True, slots=True)
class CityDot:
    """A city on the map; ``css`` is `dot`, `dot no` or `dot cand`."""

    latitude: float
    longitude: float
    css: str = "dot"


@cache
def outlines() -> dict[str, str]:
    """Return the SVG path of each country by ISO 3166-1 alpha-2 (XK for Kosovo)."""
    data = json.loads((Path(__file__).parent / "europe.json").read_text(encoding="utf-8"))
    return dict(data["paths"])


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Return the pixel of a place in the frame of 720 × 660; places outside the map get pixels outside it."""
    phi, phi0 = math.radians(latitude), math.radians(CENTRE_LATITUDE)
    across = math.radians(longitude - CENTRE_LONGITUDE)
    cosine = math.sin(phi0) * math.sin(phi) + math.cos(phi0) * math.cos(phi) * math.cos(across)
    stretch = math.sqrt(2 / (1 + cosine))
    x = stretch * math.cos(phi) * math.sin(across)
    y = stretch * (math.cos(phi0) * math.sin(phi) - math.sin(phi0) * math.cos(phi) * math.cos(across))
    return CENTRE_X + SCALE * x, CENTRE_Y - SCALE * y


def is_in_frame(latitude: float, longitude: float) -> bool:
    """Return whether a place lies on the map."""
    x, y = project(latitude, longitude)
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT


def country_frame(country: str, points: Sequence[tuple[float, float]] = ()) -> tuple[float, float, float, float] | None:
    """Return the part of the map (x, y, width, height) that shows a country and some places; None if not drawn."""
    path = outlines().get(country)
    corners = [(float(x), float(y)) for x, y in re.findall(r"(-?\d+),(-?\d+)", path)] if path else []
    corners += [project(*point) for point in points]
    if not corners:
        return None
    left, right = min(x for x, _y in corners), max(x for x, _y in corners)
    top, bottom = min(y for _x, y in corners), max(y for _x, y in corners)
    pad = max(6.0, 0.06 * max(right - left, bottom - top))
    return left - pad, top - pad, right - left + 2 * pad, bottom - top + 2 * pad


def europe_map(
    fills: Mapping[str, str],
    dots: Sequence[CityDot],
    *,
    label: str,
    frame: tuple[float, float, float, float] | None = None,
    fixed_size: Size | None = None,
) -> str:
    """Draw the map: ``fills`` gives the class of a country (m1, m2; others are m0), dots lie on top.

    ``frame`` cuts out a part (see country_frame); dots and lines keep their size on the whole then.
    """
    x, y, width, height = frame or (0, 0, WIDTH, HEIGHT)
    scale = width / WIDTH
    style = _fixed if fixed_size else _classed
    paths = "".join(
        f"<path {attributes(style(fills.get(code, 'm0')) | {'d': path})}/>" for code, path in outlines().items()
    )
    circles = []
    for dot in sorted(dots, key=lambda dot: dot.css == "dot"):
        if not is_in_frame(dot.latitude, dot.longitude):
            continue
        cx, cy = project(dot.latitude, dot.longitude)
        radius = DOT_RADIUS * scale * (1.6 if frame else 1)
        place: dict[str, str | float] = {"cx": cx, "cy": cy, "r": radius}
        if fixed_size:
            place["stroke-width"] = 1.2 * scale
        circles.append(f"<circle {attributes(style(dot.css) | place)}/>")
    head = f'viewBox="{short(x)} {short(y)} {short(width)} {short(height)}" role="img" aria-label={quoteattr(label)}'
    if fixed_size is None:
        css = "map big" if frame is None else "map big cut"
        return f'<svg class="{css}" {head}>{paths}{"".join(circles)}</svg>'
    size = f'width="{short(fixed_size[0])}" height="{short(fixed_size[1])}" xmlns="http://www.w3.org/2000/svg"'
    ground = f'<g stroke="{GROUND}" stroke-width="{short(0.8 * scale)}">{paths}</g>'
    return f"<svg {size} {head}>{ground}{''.join(circles)}</svg>"


def _classed(css: str) -> dict[str, str | float]:
    return {"class": css}


def _fixed(css: str) -> dict[str, str | float]:
    return dict(fixed_style(css))
