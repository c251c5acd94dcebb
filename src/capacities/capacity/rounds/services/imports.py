"""Storing what a workbook brought: all of it or nothing, and never over a change that the reader did not see."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from capacities.capacity.rounds.access import may_write
from capacities.capacity.rounds.imports import Difference
from capacities.capacity.rounds.models import Assessment
from capacities.capacity.rounds.services.answers import save_answer
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require


@transaction.atomic
def store_differences(*, by: Person, assessment: Assessment, differences: Iterable[Difference]) -> int:
    """Store the differences that the reader saw and chose; return how many. Raises Refused where one cannot be."""
    require(by, "capacity.answer", assessment)
    count = 0
    for one in differences:
        question = one.item.question
        if not may_write(by, assessment, question.section.key):
            raise Refused(_("“%(question)s” is answered by others; nothing was stored.") % {"question": question})
        outcome = save_answer(
            by=by, assessment=assessment, question=question,
            changes={one.field: one.value}, seen={one.field: one.seen},
        )  # fmt: skip
        if outcome.clashes:
            words = _("“%(question)s” was changed by somebody else a moment ago; nothing was stored. Look again.")
            raise Refused(words % {"question": question})
        count += 1
    return count
