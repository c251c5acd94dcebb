"""What a reader chose to see of the map: round, group, opened topic, order. Read from the address, never refused."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from capacities.capacity.map.heat import BY_NEED
from capacities.capacity.map.seen import CORE, OTHERS, Seen, map_rounds, seen_by
from capacities.capacity.rounds.models import Round

GROUPS: dict[str, str | Promise] = {"": _("all countries"), CORE: _("core countries"), OTHERS: _("other countries")}


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The rounds to choose from, the one that is shown, and how."""

    rounds: list[Round]
    seen: Seen
    group: str
    opened: str
    sort: str

    @property
    def round(self) -> Round:
        """Return the round that is shown."""
        return self.seen.round

    @property
    def suffix(self) -> str:
        """Return what ends the address of pages about the same round; nothing for the latest."""
        return "" if self.round == self.rounds[0] else f"?round={self.round.slug}"


def choice_of(request: HttpRequest, audience: str) -> Choice | None:
    """Return what is chosen; None where no round has begun. Raises Http404 for a round that is not there."""
    rounds = map_rounds(request.user, audience)
    if not rounds:
        return None
    wanted = request.GET.get("round", "")
    shown = next((one for one in rounds if one.slug == wanted), None) if wanted else rounds[0]
    if shown is None:
        raise Http404
    group = request.GET.get("group", "")
    return Choice(
        rounds=rounds,
        seen=seen_by(request.user, [shown])[0],
        group=group if group in GROUPS else "",
        opened=request.GET.get("open", ""),
        sort=request.GET.get("sort", BY_NEED),
    )
