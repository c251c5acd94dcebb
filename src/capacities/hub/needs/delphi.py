"""What a dialogue shows: spreads of closed rounds, remarks without names, one's own ratings, who has answered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from capacities.core.permissions import may
from capacities.hub.needs.models import Criterion, Dialogue, Measure, Rater, Rating, Remark, Round
from capacities.hub.needs.statistics import LEAST_SHOWN, Spread, spread

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker
    from capacities.hub.structure.models import Hub


@dataclass(frozen=True)
class Cell:
    """A measure on a criterion after a round: the spread (none where too few answered), and one's own score."""

    criterion: Criterion
    spread: Spread | None
    count: int
    own: int | None
    agrees: bool


@dataclass(frozen=True)
class Result:
    """A measure after a round: a cell for each criterion and the remarks, in the order of the alphabet."""

    measure: Measure
    cells: list[Cell]
    remarks: list[str]

    @property
    def agrees(self) -> bool:
        """Return whether the group agrees on every criterion."""
        return all(cell.agrees for cell in self.cells)


def dialogues_visible_to(by: Asker, hub: Hub) -> QuerySet[Dialogue]:
    """Return the dialogues that somebody is invited to; all for the hub's team and the European team."""
    dialogues = Dialogue.objects.filter(hub=hub)
    if may(by, "needs.see_private", hub):
        return dialogues
    if not by.is_authenticated:
        return dialogues.none()
    return dialogues.filter(Q(raters__person_id=by.pk)).distinct()


def rater_of(by: Asker, dialogue: Dialogue) -> Rater | None:
    """Return somebody's own invitation, if there is one."""
    if not by.is_authenticated:
        return None
    return dialogue.raters.filter(person_id=by.pk).select_related("dialogue__hub").first()


def results_of(dialogue: Dialogue, closed: Round, rater: Rater | None = None) -> list[Result]:
    """Return what a closed round brought. Raises ValueError for one that is open: its answers are nobody's yet."""
    if closed.closed_at is None:
        raise ValueError(f"round {closed.number} is open")
    scores: dict[tuple[int, int], list[float]] = defaultdict(list)
    own: dict[tuple[int, int], int] = {}
    for rating in Rating.objects.filter(round=closed):
        key = rating.measure_id, rating.criterion_id
        scores[key].append(rating.score)
        if rater and rating.rater_id == rater.pk:
            own[key] = rating.score
    remarks: dict[int, list[str]] = defaultdict(list)
    for remark in Remark.objects.filter(round=closed).order_by("text"):
        remarks[remark.measure_id].append(remark.text)
    answered = Rating.objects.filter(round=closed).values("rater").distinct().count()
    criteria = list(dialogue.criteria.all())
    return [
        Result(
            measure,
            [_cell(dialogue, one, scores[measure.pk, one.pk], own.get((measure.pk, one.pk))) for one in criteria],
            remarks[measure.pk] if answered >= LEAST_SHOWN else [],
        )
        for measure in dialogue.measures.select_related("hub").order_by("pk")
    ]


def progress_of(opened: Round) -> list[tuple[Rater, int]]:
    """Return who is asked in a round and how many ratings each gave; what they gave stays theirs."""
    given: dict[int, int] = defaultdict(int)
    for rater_id in Rating.objects.filter(round=opened).values_list("rater_id", flat=True):
        given[rater_id] += 1
    raters = opened.dialogue.raters.filter(left_at=None).select_related("person", "place")
    return [(rater, given[rater.pk]) for rater in raters]


def _cell(dialogue: Dialogue, criterion: Criterion, scores: list[float], own: int | None) -> Cell:
    found = spread(scores)
    return Cell(criterion, found, len(scores), own, bool(found and found.agrees(dialogue.agree_span)))
