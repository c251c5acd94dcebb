"""The bodies of a day as an outline, and what came and went between two days. Asks nothing; it is given the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities import charts
from capacities.hub.structure.models import Body, Mandate, Seat

# Bodies that decide are drawn full, those that work for them open.
_DECIDING = {"steering", "coordination", "mirror-group"}


@dataclass(frozen=True, slots=True)
class Line:
    """A body in the outline, how deep it stands, and who sat in it."""

    body: Body
    depth: int
    seats: Sequence[Seat]
    mandates: Sequence[Mandate]


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that began or ended on a day: `begins`, then its name and what it belongs to."""

    day: date
    begins: bool
    name: str
    where: str


def outline(bodies: Iterable[Body]) -> list[Line]:
    """Return bodies with those that report to them below; one whose upper body is not among them stands at the top."""
    rows = list(bodies)
    present = {body.pk for body in rows}
    below: dict[int | None, list[Body]] = {}
    for body in rows:
        above = body.reports_to_id if body.reports_to_id in present else None
        below.setdefault(above, []).append(body)
    found: list[Line] = []

    def add(parent: int | None, depth: int) -> None:
        for body in below.get(parent, ()):
            seats = getattr(body, "seats_then", ())
            found.append(Line(body, depth, seats, getattr(body, "mandates_then", ())))
            add(body.pk, depth + 1)

    add(None, 0)
    return found


def draw(lines: Sequence[Line], label: str, *, counts_seats: bool = True) -> SafeString:
    """Draw the outline; a pattern has no seats to count."""
    branches = [
        charts.Branch(
            words=str(line.body),
            below=f"{line.body.kind_name} · {seats_words(len(line.seats))}" if counts_seats else line.body.kind_name,
            depth=line.depth,
            mark="f" if line.body.kind in _DECIDING else "d",
        )
        for line in lines
    ]
    return mark_safe(charts.tree(branches, label=label))


def seats_words(count: int) -> str:
    """Say how many seats."""
    return ngettext("%(count)s seat", "%(count)s seats", count) % {"count": count}


def turns(bodies: Iterable[Body], seats: Iterable[Seat], since: date, until: date) -> list[Turn]:
    """Return what began or ended after one day and up to another, the earliest first."""
    found = []
    for held, name, where in (
        *((body, str(body), body.kind_name) for body in bodies),
        *((seat, seat.holder, str(seat.body)) for seat in seats),
    ):
        if held.valid_from and since < held.valid_from <= until:
            found.append(Turn(held.valid_from, True, name, where))
        if held.valid_until and since <= held.valid_until < until:
            found.append(Turn(held.valid_until, False, name, where))
    return sorted(found, key=lambda turn: (turn.day, turn.name))


def chart_sentence(lines: Sequence[Line]) -> str:
    """Say what the drawing shows, for those who do not see it."""
    top = ", ".join(str(line.body) for line in lines if line.depth == 0)
    count = ngettext("%(count)s body", "%(count)s bodies", len(lines)) % {"count": len(lines)}
    return _("Chart of %(count)s; at the top: %(top)s. The list names all.") % {"count": count, "top": top}
