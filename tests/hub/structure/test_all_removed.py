"""Every part of a hub lists what was removed from it; brought back it stands again; after 30 days it is gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from capacities.core.files.models import StoredFile
from capacities.core.files.services import store_file
from capacities.core.people.models import Person
from capacities.core.permissions import Refused
from capacities.facts.instruments import instruments as facts
from capacities.hub.instruments.models import Instrument
from capacities.hub.instruments.services import load_instruments
from capacities.hub.programmes.models import Answer, Application, Criterion, Programme, Question
from capacities.hub.stakeholders.models import Merging, Office, Relation, Stakeholder, StakeholderMap
from capacities.hub.structure.models import Hub
from capacities.hub.structure.removed import bring_back, clear_old, removed_from
from capacities.hub.training.models import Module, Training
from tests.hub.conftest import NOW
from tests.hub.factories import make_hub
from tests.hub.needs.factories import make_town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

MODELS: dict[str, Any] = {
    "training": Training, "module": Module, "programme": Programme, "question": Question, "criterion": Criterion,
    "map": StakeholderMap, "stakeholder": Stakeholder, "office": Office, "relation": Relation,
    "instrument": Instrument,
}  # fmt: skip


def one_of_each(hub: Hub) -> dict[str, Any]:
    """Return a removed record of every kind; those below others stand under ones that are there."""
    training = Training.objects.create(hub=hub, title={"en": "Heat pumps"})
    programme = Programme.objects.create(hub=hub, slug="pioneers", name={"en": "Pioneers"})
    there = StakeholderMap.objects.create(hub=hub, name="Heat")
    first, second = (Stakeholder.objects.create(map=there, name=name) for name in ("Ministry", "Agency"))
    gone: dict[str, Any] = {"removed_at": NOW}
    return {
        "training": Training.objects.create(hub=hub, title={"en": "Old"}, **gone),
        "module": Module.objects.create(training=training, title={"en": "Basics"}, **gone),
        "programme": Programme.objects.create(hub=hub, slug="old", name={"en": "Old"}, **gone),
        "question": Question.objects.create(programme=programme, kind="text", label={"en": "Why?"}, **gone),
        "criterion": Criterion.objects.create(programme=programme, name={"en": "Will"}, **gone),
        "map": StakeholderMap.objects.create(hub=hub, name="Old", **gone),
        "stakeholder": Stakeholder.objects.create(map=there, name="Chamber", **gone),
        "office": Office.objects.create(stakeholder=first, title="Head", **gone),
        "relation": Relation.objects.create(giver=first, taker=second, kind="funds", **gone),
        "instrument": Instrument.objects.create(
            slug="old", name={"en": "Old fund"}, countries=["RO"], kind="funding", level="country", **gone
        ),
    }


def test_all_parts_list_what_was_removed_and_it_comes_back(officer: Person) -> None:
    hub = make_hub()
    make_hub("bg", countries=["BG"])
    records = one_of_each(hub)

    listed = removed_from(officer, hub)
    for key, record in records.items():
        bring_back(by=officer, hub=hub, key=key, number=record.pk)

    assert {row.kind.key for row in listed} == set(MODELS)
    assert not MODELS["relation"].objects.filter(removed_at__isnull=False).exists()
    assert not removed_from(officer, hub)


def test_what_another_hub_removed_does_not_come_back_here(officer: Person) -> None:
    other = make_hub("bg", countries=["BG"])
    records = one_of_each(other)
    records["instrument"].countries = ["BG"]
    records["instrument"].save()
    hub = make_hub()

    assert not removed_from(officer, hub)
    assert all(bring_back(by=officer, hub=hub, key=key, number=row.pk) is None for key, row in records.items())


def test_after_30_days_it_is_gone_and_no_earlier(officer: Person) -> None:
    hub = make_hub()
    records = one_of_each(hub)

    early = clear_old(NOW + timedelta(days=30))
    with time_machine.travel(NOW + timedelta(days=30, minutes=1), tick=False):
        listed = removed_from(officer, hub)
        late = clear_old(NOW + timedelta(days=30, minutes=1))

    assert (early, listed, late) == (0, [], len(records))
    assert not any(MODELS[key].objects.filter(pk=row.pk).exists() for key, row in records.items())


def test_a_training_goes_with_its_files(officer: Person, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    training = Training.objects.create(hub=make_hub(), title={"en": "Old"}, removed_at=NOW)
    stored = store_file(by=officer, upload=SimpleUploadedFile("a.pdf", b"%PDF-1"))
    Module.objects.create(training=training, title={"en": "Basics"}, file=stored)

    clear_old(NOW + timedelta(days=31))

    assert not StoredFile.objects.exists()


def test_a_question_that_a_town_answered_stays_with_the_answer() -> None:
    programme = Programme.objects.create(hub=make_hub(), slug="pioneers", name={"en": "Pioneers"})
    asked = Question.objects.create(programme=programme, kind="text", label={"en": "Why?"}, removed_at=NOW)
    application = Application.objects.create(programme=programme, place=make_town("suceava"))
    Answer.objects.create(application=application, question=asked, value="Because")

    clear_old(NOW + timedelta(days=31))

    assert Answer.objects.get().value == "Because"


def test_an_entry_of_the_facts_that_a_hub_removed_stays_away(db: None) -> None:
    load_instruments()
    fact = facts()[0]
    Instrument.objects.filter(slug=fact.slug).update(removed_at=NOW, origin="people")

    clear_old(NOW + timedelta(days=31))
    load_instruments()

    assert Instrument.objects.get(slug=fact.slug).removed_at == NOW


def test_who_was_merged_into_another_comes_back_by_undoing_that_alone(officer: Person) -> None:
    hub = make_hub()
    there = StakeholderMap.objects.create(hub=hub, name="Heat")
    kept = Stakeholder.objects.create(map=there, name="Ministry")
    gone = Stakeholder.objects.create(map=there, name="The Ministry", removed_at=NOW)
    Merging.objects.create(kept=kept, gone=gone)

    assert not removed_from(officer, hub)
    assert bring_back(by=officer, hub=hub, key="stakeholder", number=gone.pk) is None


@pytest.mark.parametrize("below", ["module", "question", "office"])
def test_what_stands_on_something_removed_waits_for_that(officer: Person, below: str) -> None:
    hub = make_hub()
    records = one_of_each(hub)
    row = records[below]
    above = {"module": "training", "question": "programme", "office": "stakeholder"}[below]
    owner = getattr(row, above)
    type(owner).objects.filter(pk=owner.pk).update(removed_at=NOW)

    with pytest.raises(Refused, match="Bring it back first"):
        bring_back(by=officer, hub=hub, key=below, number=row.pk)
