"""Bodies and seats of a day as rows for files, and the chart as a drawing that stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from capacities.core.texts import told_in
from capacities.hub.structure.outline import Line

COLUMNS = (
    "body", "kind", "reports_to", "mandate", "role", "organisation", "town", "person", "email", "from", "until",
    "note", "source",
)  # fmt: skip
# Colours of the light tokens, for a drawing outside the site.
_STYLE = (
    "<style>text{font:16px sans-serif;fill:#111c33}.b{font-weight:600}.s{fill:#4a5872}.f{fill:#1f57b8}"
    ".d{fill:#fff;stroke:#1f57b8;stroke-width:2.5}.lead{stroke:#69778f;fill:none}</style>"
)


def seat_rows(lines: Sequence[Line], *, with_addresses: bool) -> Iterator[tuple[str, ...]]:
    """Yield one row for each seat, and one for a body without any. Addresses are for the hub team."""
    for line in lines:
        body = line.body
        above = str(body.reports_to) if body.reports_to else ""
        mandate = told_in(line.mandates[0].text).text if line.mandates else ""
        first = (str(body), body.kind_name, above, mandate)
        if not line.seats:
            yield (*first, *[""] * 8, body.source)
        for seat in line.seats:
            person = seat.person.name if seat.person else seat.person_name
            yield (
                *first,
                seat.role_name,
                str(seat.organisation or ""),
                str(seat.place or ""),
                person,
                seat.address if with_addresses else "",
                str(seat.valid_from or ""),
                str(seat.valid_until or ""),
                seat.note,
                seat.source,
            )


def standing_alone(svg: str, width: int = 720) -> str:
    """Return a drawing of the site as a file of its own."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}"'
    return svg.replace("<svg", head, 1).replace(' width="100%"', "", 1).replace(">", f">{_STYLE}", 1)
