"""Sample rounds: made once, marked, the same everywhere."""

from __future__ import annotations

import pytest

from capacities.capacity.questionnaires.samples import make_samples as make_templates
from capacities.capacity.rounds.models import Answer, Assessment, Round
from capacities.capacity.rounds.samples import make_samples
from capacities.capacity.rounds.sheet import sheet_of
from capacities.core.people.services import create_sample_people

pytestmark = pytest.mark.django_db


def test_samples_are_made_once_fit_their_questions_and_leave_the_demo_something_to_do(places: None) -> None:
    create_sample_people()
    make_templates()

    make_samples()
    first = list(Answer.objects.order_by("assessment", "question_key").values_list("question_key", "value"))
    make_samples()

    assert {round.slug: round.assessments.count() for round in Round.objects.filter(is_sample=True)} == {
        "spring-2026-sample": 15, "autumn-2026-sample": 15, "romanian-cities-2026-sample": 3,
    }  # fmt: skip
    assert Answer.objects.count() == len(first) > 900
    sheets = {one: sheet_of(one) for one in Assessment.objects.select_related("round__version")}
    assert not [item for sheet in sheets.values() for item in sheet.items.values() if item.is_aside]
    signed = [sheet for one, sheet in sheets.items() if one.state == "signed_off"]
    assert len(signed) == 22
    assert all(sheet.to_do == [] for sheet in signed)
    romania = next(
        sheet for one, sheet in sheets.items() if one.round.slug == "autumn-2026-sample" and one.country == "RO"
    )
    assert romania.carried_count > 0
