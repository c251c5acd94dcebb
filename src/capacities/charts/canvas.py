"""Shapes on a plot area, drawn two ways: elastic for pages (classes, per cent), fixed for documents (pixels, colours).

Coordinates run from 0 to 100 on both axes of the plot area, y downwards; offsets are pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

Size = tuple[float, float]
Point = tuple[float, float]
Frame = tuple[float, float, float, float]  # left, top, width, height, px
Attributes = dict[str, str | float]

FONT = "Cap Text, Source Sans Pro, sans-serif"
FIXED_FONT_PX = 13
LEADER_PX = (3, 10)  # where a leader begins and ends, right of the plot
_ANCHORS = ("start", "middle", "end")

# Colours of the light tokens of the style sheet, for drawings that stand alone.
INK, SOFT, LINE, EDGE, GROUND = "#111c33", "#4a5872", "#cdd5e1", "#69778f", "#ffffff"
BLUE, TEAL, OCHRE, PLUM, GREEN, GOLD = "#1f57b8", "#0b7a75", "#b26a00", "#8a3b79", "#17643f", "#f4b400"
SERIES = {"p1": BLUE, "p2": OCHRE, "p3": PLUM, "p4": TEAL, "p5": EDGE, "p0": "#e3e8ef"}
FILLS = SERIES | {"m0": "#e3e8ef", "m1": "#9db8e6", "m2": "#cfdcf2"}
_STROKES: dict[str, Attributes] = {
    "grid": {"stroke": LINE},
    "axis": {"stroke": INK},
    "lead": {"stroke": EDGE, "fill": "none"},
    "wh": {"stroke": INK, "stroke-width": "1.5"},
    "l1": {"stroke": BLUE, "stroke-width": "3.5", "fill": "none"},
    "l0": {"stroke": SOFT, "stroke-width": "2.5", "stroke-dasharray": "7 5", "fill": "none"},
    "lt": {"stroke": GREEN, "stroke-width": "2.5", "stroke-dasharray": "2 4", "fill": "none"},
    "g": {"stroke": LINE},
    "w": {"stroke": BLUE, "stroke-width": "3"},
    "e": {"stroke": BLUE, "stroke-width": "2"},
    "z": {"stroke": INK},
    "d": {"fill": GROUND, "stroke": BLUE, "stroke-width": "2.5"},
    "f": {"fill": BLUE},
    "h": {"fill": BLUE},
    "o": {"stroke-dasharray": "2 2.4"},
    "band": {"fill": BLUE, "fill-opacity": "0.2"},
    "area": {"fill": BLUE, "fill-opacity": "0.16"},
    "end": {"fill": BLUE},
    "wedge": {"stroke": GROUND},
    "dot": {"fill": GOLD, "stroke": INK, "stroke-width": "1.2"},
    "no": {"fill": GROUND},
    "cand": {"fill": GROUND, "stroke-dasharray": "1.6 1.4"},
    "s": {"fill": SOFT},
    "b": {"font-weight": "600"},
    "halo": {"stroke": GROUND, "stroke-width": "4", "paint-order": "stroke"},
}


def fixed_style(css: str) -> Attributes:
    """Return the attributes that stand for classes where there is no style sheet."""
    style: Attributes = {}
    for name in css.split():
        if name in FILLS:
            style["fill"] = FILLS[name]
        style |= _STROKES.get(name, {})
    return style


def attributes(values: Attributes) -> str:
    """Return XML attributes; numbers get at most two decimals."""
    parts = (f"{name}={quoteattr(value if isinstance(value, str) else short(value))}" for name, value in values.items())
    return " ".join(parts)


def short(value: float) -> str:
    """Return a coordinate without needless digits."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a label with its own class; ``new_line`` starts below the one before."""

    text: str
    css: str = ""
    new_line: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A line, rect, circle, half disc, leader or text; ``values`` are per cent, but pixels for r, dx and dy."""

    kind: str
    values: dict[str, float]
    css: str
    runs: Sequence[Run] = ()
    anchor: str = "start"

    @property
    def is_ground(self) -> bool:
        """Return whether it lies under the paths: grid and axes do."""
        return self.kind == "line" and self.css in ("grid", "axis", "g")


@dataclass(slots=True)
class Canvas:
    """Collects shapes; `elastic` and `fixed` draw the same ones."""

    label: str = ""
    css: str = ""
    stretched: list[tuple[Sequence[Point], str, bool]] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)

    def path(self, points: Iterable[Point], css: str, *, closed: bool = False) -> None:
        """Add a line or an area through points."""
        self.stretched.append((list(points), css, closed))

    def line(self, x1: float, y1: float, x2: float, y2: float, css: str) -> None:
        """Add a straight line."""
        self.shapes.append(Shape("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2}, css))

    def box(self, x: float, y: float, width: float, height: float, css: str) -> None:
        """Add a rectangle."""
        self.shapes.append(Shape("rect", {"x": x, "y": y, "width": width, "height": height}, css))

    def dot(self, x: float, y: float, radius_px: float, css: str) -> None:
        """Add a circle with a radius in pixels."""
        self.shapes.append(Shape("circle", {"cx": x, "cy": y, "r": radius_px}, css))

    def half_dot(self, x: float, y: float, radius_px: float, css: str) -> None:
        """Add the left half of a disc."""
        self.shapes.append(Shape("half", {"x": x, "y": y, "r": radius_px}, css))

    def leader(self, y: float, label_y: float) -> None:
        """Add a thin line right of the plot, from a height there to a label that had to move."""
        self.shapes.append(Shape("leader", {"y1": y, "y2": label_y}, "lead"))

    def text(
        self, x: float, y: float, *runs: Run | str, css: str = "", anchor: str = "start", dx: float = 0, dy: float = 0
    ) -> None:
        """Add a label; pieces that are plain strings have the class of the whole."""
        if anchor not in _ANCHORS:
            raise ValueError(f"anchor is {anchor!r}; it must be start, middle or end")
        pieces = [run if isinstance(run, Run) else Run(run) for run in runs]
        self.shapes.append(Shape("text", {"x": x, "y": y, "dx": dx, "dy": dy}, css, pieces, anchor))

    def elastic(self) -> str:
        """Return SVG without a size: it fills its box, labels keep their size, the style sheet colours it."""
        inner = "".join(
            f'<path class="{css}" vector-effect="non-scaling-stroke" d="{_path(points, closed)}"/>'
            for points, css, closed in self.stretched
        )
        if inner:
            inner = f'<svg width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none">{inner}</svg>'
        role = f'role="img" aria-label={quoteattr(self.label)}' if self.label else 'aria-hidden="true"'
        css = f' class="{self.css}"' if self.css else ""
        under, over = self._parts(_elastic_shape)
        return f"<svg{css} {role}>{under}{inner}{over}</svg>"

    def fixed(self, size: Size, margins: tuple[float, float, float, float]) -> str:
        """Return SVG of a size in pixels that needs no style sheet; ``margins`` are top, right, bottom, left."""
        top, right, bottom, left = margins
        frame = (left, top, size[0] - left - right, size[1] - top - bottom)
        inner = "".join(
            f'<path {attributes(fixed_style(css))} d="{_path([_place(p, frame) for p in points], closed)}"/>'
            for points, css, closed in self.stretched
        )
        under, over = self._parts(lambda shape: _fixed_shape(frame, shape))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{short(size[0])}" height="{short(size[1])}" '
            f'viewBox="0 0 {short(size[0])} {short(size[1])}" font-family="{FONT}" font-size="{FIXED_FONT_PX}" '
            f'fill="{INK}"><title>{escape(self.label)}</title>{under}{inner}{over}</svg>'
        )

    def _parts(self, draw: Callable[[Shape], str]) -> tuple[str, str]:
        """Return what lies under the paths (grid, axes) and what lies over them."""
        under = [draw(shape) for shape in self.shapes if shape.is_ground]
        over = [draw(shape) for shape in self.shapes if not shape.is_ground]
        return "".join(under), "".join(over)


def _path(points: Sequence[Point], closed: bool) -> str:
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in points) + ("Z" if closed else "")


def _place(point: Point, frame: Frame) -> Point:
    left, top, width, height = frame
    return left + point[0] / 100 * width, top + point[1] / 100 * height


def _elastic_shape(shape: Shape) -> str:
    style: Attributes = {"class": shape.css} if shape.css else {}
    values = shape.values
    if shape.kind == "text":
        place: Attributes = {"x": f"{short(values['x'])}%", "y": f"{short(values['y'])}%"}
        return _text(place | style, shape, None)
    if shape.kind == "leader":
        ends = attributes({"y1": f"{short(values['y1'])}%", "y2": f"{short(values['y2'])}%"})
        first, last = LEADER_PX
        return f'<svg x="100%"><line class="lead" x1="{first}" x2="{last}" {ends}/></svg>'
    if shape.kind == "half":
        r = short(values["r"])
        x, y = f"{short(values['x'])}%", f"{short(values['y'])}%"
        return f'<svg x="{x}" y="{y}"><path class="{shape.css}" d="M0-{r}A{r} {r} 0 0 0 0 {r}Z"/></svg>'
    placed: Attributes = {name: value if name == "r" else f"{short(value)}%" for name, value in values.items()}
    return f"<{shape.kind} {attributes(style | placed)}/>"


def _fixed_shape(frame: Frame, shape: Shape) -> str:
    style: Attributes = dict(fixed_style(shape.css))
    values = shape.values
    if shape.kind == "text":
        x, y = _place((values["x"], values["y"]), frame)
        place: Attributes = {"x": x, "y": y}
        return _text(place | style, shape, x + values["dx"])
    if shape.kind == "leader":
        (right, y1), (_right, y2) = _place((100, values["y1"]), frame), _place((100, values["y2"]), frame)
        first, last = LEADER_PX
        return f"<line {attributes(style | {'x1': right + first, 'x2': right + last, 'y1': y1, 'y2': y2})}/>"
    if shape.kind == "half":
        x, y = _place((values["x"], values["y"]), frame)
        r = values["r"]
        start = f"M{short(x)} {short(y - r)}A{short(r)} {short(r)} 0 0 0 {short(x)} {short(y + r)}Z"
        return f'<path {attributes(style)} d="{start}"/>'
    placed: Attributes = {}
    for name, value in values.items():
        across, along = name[0] in "xw" or name == "cx", name in ("width", "height")
        origin = 0 if along else frame[0 if across else 1]
        placed[name] = value if name == "r" else origin + value / 100 * frame[2 if across else 3]
    return f"<{shape.kind} {attributes(style | placed)}/>"


def _text(place: Attributes, shape: Shape, fixed_x: float | None) -> str:
    """Return a text element; a new line starts at the same x as the first."""
    dx, dy = shape.values["dx"], shape.values["dy"]
    place = place | ({"dx": dx} if dx else {}) | ({"dy": dy} if dy else {})
    if shape.anchor != "start":
        place["text-anchor"] = shape.anchor
    spans = []
    for run in shape.runs:
        style: Attributes = {}
        if run.css:
            style = {"class": run.css} if fixed_x is None else dict(fixed_style(run.css))
        if run.new_line:
            style |= {"x": place["x"] if fixed_x is None else fixed_x, "dy": "1.15em"}
            if fixed_x is None and dx:
                style["dx"] = dx
        spans.append(f"<tspan {attributes(style)}>{escape(run.text)}</tspan>" if style else escape(run.text))
    return f"<text {attributes(place)}>{''.join(spans)}</text>"
