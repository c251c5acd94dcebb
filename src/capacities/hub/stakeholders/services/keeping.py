"""What the program does by itself so that nothing is kept too long: reminds, erases, lets removed rows go."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction

from capacities.hub.stakeholders.erasing import forget_file
from capacities.hub.stakeholders.mails import tell_team
from capacities.hub.stakeholders.models import (
    Contact,
    Merging,
    Office,
    Relation,
    Stakeholder,
    StakeholderImport,
    StakeholderMap,
)
from capacities.hub.stakeholders.models.changes import ImportState
from capacities.hub.stakeholders.retention import GRACE, REMIND_BEFORE, UNDO_FOR
from capacities.hub.stakeholders.services.people import forget
from capacities.hub.structure.models import Hub


@transaction.atomic
def remind_of_expiring(today: date) -> int:
    """Tell each hub team once whose data may be kept no longer in 30 days; return of how many people."""
    due: dict[Hub, list[Contact]] = defaultdict(list)
    rows = Contact.objects.filter(erased_at=None, expires__lte=today + REMIND_BEFORE).select_related(
        "office__stakeholder__map__hub"
    )
    for contact in rows.order_by("pk"):
        if contact.reminded_of != contact.expires:
            due[contact.office.stakeholder.map.hub].append(contact)
            contact.reminded_of = contact.expires
            contact.save(update_fields=["reminded_of"])
    for hub, contacts in due.items():
        first = min(contact.expires for contact in contacts)
        context = {"count": len(contacts), "first": first, "grace_days": GRACE.days}
        tell_team(hub, "expiring", context, key=f"stakeholder-expiring:{hub.pk}:{today.isoformat()}")
    return sum(map(len, due.values()))


def erase_expired(today: date) -> int:
    """Erase whoever's data may no longer be kept since more than the time of grace; return how many people."""
    rows = Contact.objects.filter(erased_at=None, expires__lt=today - GRACE)
    erased = 0
    for contact in rows.select_related("office__stakeholder__map__hub"):
        with transaction.atomic():
            forget(contact)
        erased += 1
    return erased


@transaction.atomic
def let_go(now: datetime) -> None:
    """Delete for good what was removed more than 30 days ago, with the files and values that could have undone it."""
    old = now - UNDO_FOR
    Merging.objects.filter(at__lt=old).update(undo={})
    StakeholderImport.objects.filter(written_at__lt=old).update(undo={})
    for brought in StakeholderImport.objects.filter(brought_at__lt=old).exclude(file=None).select_related("file"):
        forget_file(brought)
    unfinished = (ImportState.BROUGHT, ImportState.MAPPED, ImportState.REJECTED)
    StakeholderImport.objects.filter(brought_at__lt=old, state__in=unfinished).delete()
    for model in (Relation, Office, Stakeholder, StakeholderMap):
        model._default_manager.filter(removed_at__lt=old).delete()
