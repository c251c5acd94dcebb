"""Who is to be engaged how, what comes next, until when and by whom of the hub: overdue first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from capacities.core.people.models import Person
from capacities.core.people.queries import holders
from capacities.core.people.roles import country_scope
from capacities.core.permissions import may, require
from capacities.engines.network import QUADRANTS, UNKNOWN, Nodes, quadrant
from capacities.hub.stakeholders.models import Stakeholder, StakeholderMap
from capacities.hub.stakeholders.queries import present_maps, stakeholders_visible_to
from capacities.hub.structure.models import Hub

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

UNPLACED = "unplaced"
# How much comes first where no day is set: whoever has power and interest before the rest.
ORDER = ("manage_closely", "keep_satisfied", "keep_informed", UNPLACED, "monitor")
WAYS: dict[str, str | Promise] = {
    "manage_closely": _("Keep close"),
    "keep_satisfied": _("Keep satisfied"),
    "keep_informed": _("Keep informed"),
    "monitor": _("Watch"),
    UNPLACED: _("Place on the matrix first"),
}
WORDS: dict[str, str | Promise] = {
    "manage_closely": _("Much power, much interest: decide together, speak often."),
    "keep_satisfied": _("Much power, little interest: ask seldom, answer at once, show what it brings them."),
    "keep_informed": _("Little power, much interest: tell them what happens, let them help."),
    "monitor": _("Little power, little interest: look now and then whether this changes."),
    UNPLACED: _("Power or interest is not known yet."),
}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A stakeholder with the way to engage it and whether its next step is overdue."""

    one: Stakeholder
    way: str
    is_overdue: bool

    @property
    def way_name(self) -> str:
        """Return the way in two or three words."""
        return str(WAYS[self.way])


def plan_of_map(by: Asker, chosen: StakeholderMap, today: date) -> list[PlanRow]:
    """Return the engagement plan of a map for the hub's team: overdue first, then by day, then by weight."""
    rows = list(stakeholders_visible_to(by, chosen).select_related("next_by").defer("wants", "gives", "source"))
    for one in rows:
        one.map = chosen
    ways = ways_of(rows)
    plan = [PlanRow(one, way, bool(one.next_on and one.next_on < today)) for one, way in zip(rows, ways, strict=True)]
    last = date.max
    return sorted(plan, key=lambda row: (row.one.next_on or last, ORDER.index(row.way), row.one.folded))


def ways_of(rows: Sequence[Stakeholder]) -> list[str]:
    """Return how each is to be engaged: a quadrant of power and interest, or that its place is not known."""
    power, interest = ([getattr(one, name) or np.nan for one in rows] for name in ("power", "interest"))
    kind = np.full(len(rows), UNKNOWN, dtype=np.intp)
    found = quadrant(Nodes(kind, np.array(power, dtype=np.float64), np.array(interest, dtype=np.float64)))
    return [UNPLACED if number < 0 else QUADRANTS[number] for number in found]


def steps_due(by: Asker, hub: Hub, until: date) -> QuerySet[Stakeholder]:
    """Return the next steps with stakeholders of a hub up to a day, the oldest first, for the hub's team."""
    if not may(by, "hub.see_stakeholders", hub):
        return Stakeholder.objects.none()
    found = Stakeholder.objects.filter(map__in=present_maps().filter(hub=hub), removed_at=None, next_on__lte=until)
    return found.select_related("next_by").order_by("next_on", "folded", "pk")


def team_of(hub: Hub) -> QuerySet[Person]:
    """Return who of the hub's team can be given a next step, by name."""
    people = [person.pk for code in hub.countries for person in holders("hub_team", country_scope(code))]
    return Person.objects.filter(pk__in=people).order_by("name", "pk")


@transaction.atomic
def plan_step(
    *, by: Person, stakeholder: Stakeholder, next_step: str, next_on: date | None, next_by: Person | None
) -> Stakeholder:
    """Set what comes next with a stakeholder, until when and who of the hub does it."""
    require(by, "hub.see_stakeholders", stakeholder.map)
    stakeholder.next_step, stakeholder.next_on, stakeholder.next_by = next_step, next_on, next_by
    stakeholder.save(update_fields=["next_step", "next_on", "next_by"])
    return stakeholder
