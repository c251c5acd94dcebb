"""What was removed from templates and rounds is deleted for good after 30 days, with its files, and no earlier."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from capacities.capacity.questionnaires.models import Question, Section, State, Template, Version
from capacities.capacity.questionnaires.services.clearing import clear_old as clear_templates
from capacities.capacity.questionnaires.services.loading import load_templates
from capacities.capacity.rounds.models import Assessment, Evidence, Participant, Round, Statement
from capacities.capacity.rounds.queries import removed_rounds
from capacities.capacity.rounds.services.clearing import clear_old as clear_rounds
from capacities.core.audit import event_model
from capacities.core.files.models import StoredFile
from capacities.core.files.services import store_file
from capacities.core.people.roles import EVERYWHERE
from tests.capacity.factories import make_assessment, make_question, make_round, make_section, make_version
from tests.cast import make_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
LAST = NOW + timedelta(days=30)
LATE = LAST + timedelta(minutes=1)


def evidence(assessment: Assessment, settings: Any, tmp_path: Any, **changes: Any) -> Evidence:
    settings.MEDIA_ROOT = tmp_path
    stored = store_file(by=None, upload=SimpleUploadedFile("a.pdf", b"%PDF-1"))
    return Evidence.objects.create(assessment=assessment, question_key="team", file=stored, **changes)


def test_a_removed_round_goes_with_answers_files_and_addresses(settings: Any, tmp_path: Any) -> None:
    europe = make_person("europe", ("european_team", EVERYWHERE))
    kept, gone = make_round(make_version()), make_round(make_version("other"), "gone", removed_at=NOW)
    assessment = make_assessment(gone, "RO", {"team": "1"})
    evidence(assessment, settings, tmp_path)
    Participant.objects.create(assessment=assessment, email="writer@example.org")
    make_assessment(kept, "RO")

    early = clear_rounds(LAST)
    with time_machine.travel(LAST, tick=False):
        can_come_back = removed_rounds(europe)
    with time_machine.travel(LATE, tick=False):
        cannot = removed_rounds(europe)
        late = clear_rounds(LATE)

    assert (early, can_come_back, cannot, late) == (0, [gone], [], 1)
    assert list(Round.objects.all()) == [kept]
    assert Assessment.objects.count() == 1
    assert not StoredFile.objects.exists()
    assert not event_model(Participant).objects.filter(email="writer@example.org").exists()


def test_evidence_statements_and_people_taken_off_go_alone(settings: Any, tmp_path: Any) -> None:
    assessment = make_assessment(make_round(make_version()), "RO")
    evidence(assessment, settings, tmp_path, removed_at=NOW)
    there = evidence(assessment, settings, tmp_path)
    for removed_at in (NOW, None):
        Statement.objects.create(assessment=assessment, side="need", topic="finance-public", removed_at=removed_at)
        name = "gone" if removed_at else "there"
        Participant.objects.create(assessment=assessment, email=f"{name}@example.org", removed_at=removed_at)

    counts = (clear_rounds(LAST), clear_rounds(LATE), clear_rounds(LATE))

    assert counts == (0, 3, 0)
    assert list(StoredFile.objects.all()) == [there.file]
    assert Statement.objects.get().removed_at is None
    assert list(Participant.objects.values_list("email", flat=True)) == ["there@example.org"]


def test_removed_templates_drafts_sections_and_questions_go(settings: Any) -> None:
    version = make_version(state=State.DRAFT)
    make_question(make_section(version), "stays")
    make_question(make_section(version, "gone", removed_at=NOW), "with-its-section")
    make_question(version.sections.get(key="governance"), "gone", removed_at=NOW)
    Version.everything.create(template=version.template, number=2, removed_at=NOW)
    Template.objects.create(slug="gone", name={"en": "Gone"}, audience="country", removed_at=NOW)

    counts = (clear_templates(LAST), clear_templates(LATE))

    assert counts == (0, 4)
    assert list(Question.everything.values_list("key", flat=True)) == ["stays"]
    assert (Section.everything.count(), Version.everything.count(), Template.objects.count()) == (1, 1, 1)


def test_a_template_that_a_round_uses_stays_until_the_round_goes() -> None:
    version = make_version()
    Template.objects.update(removed_at=NOW)
    round = make_round(version)

    first = clear_templates(LATE)
    Round.objects.filter(pk=round.pk).update(removed_at=NOW)

    assert (first, clear_rounds(LATE), clear_templates(LATE)) == (0, 1, 1)


def test_a_prepared_template_that_was_removed_does_not_come_back_by_itself() -> None:
    load_templates()
    count = Template.objects.count()
    Template.objects.update(removed_at=NOW)

    cleared = clear_templates(LATE)
    load_templates()

    assert cleared == 0
    assert Template.objects.filter(removed_at=NOW).count() == count > 0
