"""Keeping measures: their costs and company, and which needs they answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.engines.portfolio.interventions import find_circle
from capacities.hub.needs.models import Answer, Measure, Need
from capacities.hub.structure.models import Hub

MONEY = ("cost_low_eur", "cost_eur", "cost_high_eur", "staff_months")


@transaction.atomic
def save_measure(
    *,
    by: Person,
    hub: Hub,
    values: Mapping[str, Any],
    requires: Iterable[Measure] = (),
    excludes: Iterable[Measure] = (),
    measure: Measure | None = None,
) -> Measure:
    """Make or change a measure. Raises ValidationError at the field: negative cost, prerequisites in a circle."""
    require(by, "needs.keep", hub)
    requires, excludes = list(requires), list(excludes)
    measure = measure or Measure(hub=hub)
    for name, value in values.items():
        setattr(measure, name, value)
    _check_costs(measure)
    measure.full_clean(exclude=["hub", "needs"])
    measure.save()
    _check_company(measure, requires, excludes)
    measure.requires.set(requires)
    measure.excludes.set(excludes)
    return measure


@transaction.atomic
def answer_need(*, by: Person, measure: Measure, need: Need, share: int = 100, note: str = "") -> Answer:
    """Say that a measure answers a need and to what share; said again it replaces what was said before."""
    require(by, "needs.keep", measure.hub)
    if measure.hub_id != need.hub_id:
        raise Refused(_("A measure answers needs of its own hub."))
    if not 1 <= share <= 100:
        raise ValidationError({"share": _("Enter a share from 1 to 100 per cent.")})
    answer, _made = Answer.objects.update_or_create(measure=measure, need=need, defaults={"share": share, "note": note})
    return answer


@transaction.atomic
def remove_answer(*, by: Person, answer: Answer) -> None:
    """Say that a measure does not answer a need after all."""
    require(by, "needs.keep", answer.measure.hub)
    answer.delete()


def _check_costs(measure: Measure) -> None:
    errors = {}
    for name in MONEY:
        value = getattr(measure, name)
        if value is not None and value < 0:
            errors[name] = _("Enter 0 or more.")
    low, best, high = measure.cost_low_eur, measure.cost_eur, measure.cost_high_eur
    if not errors and best is not None and low is not None and low > best:
        errors["cost_low_eur"] = _("The lowest cost is above the cost.")
    if not errors and best is not None and high is not None and high < best:
        errors["cost_high_eur"] = _("The highest cost is below the cost.")
    if errors:
        raise ValidationError(errors)


def _check_company(measure: Measure, requires: list[Measure], excludes: list[Measure]) -> None:
    if any(one.hub_id != measure.hub_id for one in (*requires, *excludes)):
        raise ValidationError({"requires": _("Choose measures of this hub.")})
    both = [one for one in requires if one in excludes]
    if both:
        raise ValidationError({"excludes": _("“%(measure)s” cannot be required and excluded.") % {"measure": both[0]}})
    rows = Measure.requires.through.objects.filter(from_measure__hub=measure.hub).exclude(from_measure=measure)
    before: dict[int, list[int]] = {measure.pk: [one.pk for one in requires]}
    for source, target in rows.values_list("from_measure_id", "to_measure_id"):
        before.setdefault(source, []).append(target)
    circle = find_circle(before)
    if circle:
        names = {one.pk: str(one) for one in Measure.objects.filter(pk__in=circle)}
        words = " → ".join(names[pk] for pk in circle)
        raise ValidationError(
            {"requires": _("These measures would wait for each other in a circle: %(circle)s") % {"circle": words}}
        )
