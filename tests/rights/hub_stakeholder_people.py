"""What the addresses in hub_stakeholder_people.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from capacities.core.people.models import Person
from capacities.hub.stakeholders.links import consent_link, successor_link
from capacities.hub.stakeholders.models import (
    ConsentRequest,
    Contact,
    Office,
    Relation,
    Stakeholder,
    StakeholderMap,
    SuccessorRequest,
)
from tests.hub.factories import make_hub
from tests.hub.stakeholders.files import brought, workbook


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Make a map of the public hub of Romania with two stakeholders, an office with a person, and a file brought."""
    chosen = StakeholderMap.objects.create(hub=make_hub(), name="Heating")
    one, two, gone = (Stakeholder.objects.create(map=chosen, name=f"Energy office {n}, sample") for n in "123")
    Stakeholder.objects.filter(pk=gone.pk).update(removed_at=timezone.now())
    office = Office.objects.create(stakeholder=one, title="Head")
    contact = Contact.objects.create(office=office, name="Contact, sample", basis="consent", expires=date(2030, 1, 1))
    consent = ConsentRequest.objects.create(contact=contact, wording="…")
    answer = SuccessorRequest.objects.create(
        office=office, sent_to="office@example.org", name="New, sample", email="new@example.org",
        answered_at=timezone.now(),
    )  # fmt: skip
    file = brought(cast["hub_team"], chosen, workbook({"List": [["Name", "Power"], ["Bank, sample", 3]]}))
    return {
        "map": chosen.pk, "one": one.pk, "two": two.pk, "gone": gone.pk, "office": office.pk, "contact": contact.pk,
        "answer": answer.pk, "file": file.pk,
        "relation": Relation.objects.create(giver=one, taker=two, kind="funds").pk,
        "consent_link": consent_link(consent).removeprefix(settings.SITE_ROOT),
        "successor_link": successor_link(answer).removeprefix(settings.SITE_ROOT),
    }  # fmt: skip
