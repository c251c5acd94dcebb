"""The sliders: the five strongest measures at other levels, and what the plan comes to with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from capacities.city.page.headline import Figure, headline
from capacities.dayone.assemble import BadOption
from capacities.dayone.numbers import number, percent
from capacities.dayone.result import DayOnePlan, DraftPlan, PlannedMeasure
from capacities.dayone.texts import measure_name

SLIDERS = 5


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One slider: 100 is all that can be reached by the target year; ``full`` says what that is."""

    id: str
    name: str
    percent: int
    full: str


@dataclass(frozen=True, slots=True)
class LevelsResult:
    """What the plan comes to: emissions and cost, and a sentence that compares with the draft."""

    figures: tuple[Figure, ...]
    sentence: str


def strongest(plan: DayOnePlan) -> tuple[PlannedMeasure, ...]:
    """Return the measures with the greatest effect that have room to move."""
    movable = [m for m in plan.plan.measures if m.max_level > 0]
    return tuple(sorted(movable, key=lambda m: -m.reduction_t)[:SLIDERS])


def level_rows(plan: DayOnePlan, language: str) -> tuple[LevelRow, ...]:
    """Return the sliders at the levels of the plan."""
    return tuple(
        LevelRow(
            id=m.id,
            name=measure_name(m.id, language),
            percent=round(100 * m.level / m.max_level),
            full=_("0 is nothing, 100 is all that can be done by %(year)s") % {"year": plan.plan.target_year},
        )
        for m in strongest(plan)
    )


def read_levels(plan: DayOnePlan, asked: Mapping[str, str]) -> dict[str, float]:
    """Return strengths 0 to 1 by measure from a submitted form; what is missing stays as it is.

    Raises BadOption naming the measure whose level is not a number from 0 to 100.
    """
    strengths = {}
    for measure in strongest(plan):
        if measure.id in asked:
            try:
                value = float(asked[measure.id])
            except ValueError:
                value = -1.0
            if not 0 <= value <= 100:
                raise BadOption("levels", "level_out_of_range", measure=measure.id)
            strengths[measure.id] = value / 100
    return strengths


def result_of(before: DayOnePlan, after: DayOnePlan, language: str) -> LevelsResult:
    """Return the figures of a plan at other levels and how they differ from the draft."""
    return LevelsResult(headline(after, language)[2:], _comparison(before.plan, after.plan, language))


def _comparison(before: DraftPlan, after: DraftPlan, language: str) -> str:
    saved = before.residual_t - after.residual_t
    cut = percent(1 - after.residual_t / after.reference_t if after.reference_t else 0.0, 0, language)
    if abs(saved) < 0.5:
        return _("This is the draft plan: a cut of %(cut)s.") % {"cut": cut}
    tonnes = number(round(abs(saved), -1), 0, language)
    sentence = (
        _("%(tonnes)s tonnes less than the draft plan: a cut of %(cut)s.")
        if saved > 0
        else _("%(tonnes)s tonnes more than the draft plan: a cut of %(cut)s.")
    )
    return sentence % {"tonnes": tonnes, "cut": cut}
