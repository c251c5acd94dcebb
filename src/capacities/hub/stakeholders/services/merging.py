"""Taking one stakeholder into another, so that nothing is lost, and taking that back for 30 days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.removal import set_back, set_removed
from capacities.hub.stakeholders.models import Merging, NotTheSame, Office, Relation, Stakeholder, Talk
from capacities.hub.stakeholders.retention import UNDO_FOR
from capacities.hub.stakeholders.services.maps import SEE
from capacities.hub.stakeholders.stored import from_stored, to_stored

MERGED_FIELDS = (
    "name", "acronym", "helix", "roles", "power", "interest", "stance", "url", "email", "wants", "gives", "next_step",
    "next_on", "source",
)  # fmt: skip


@transaction.atomic
def merge_stakeholders(*, by: Person, kept: Stakeholder, gone: Stakeholder, values: Mapping[str, Any]) -> Merging:
    """Take ``gone`` into ``kept``, which gets the chosen values; relations, talks, offices and their people move.

    A relation that both have stays once. The other stakeholder leaves the map; ``undo_merging`` brings all back.
    """
    require(by, SEE, kept.map)
    if kept.map_id != gone.map_id or kept.pk == gone.pk or kept.removed_at or gone.removed_at:
        raise ValueError("two stakeholders of one map are merged")
    locked = Stakeholder.objects.select_for_update().in_bulk([kept.pk, gone.pk])
    kept, gone = locked[kept.pk], locked[gone.pk]
    chosen = {name: values[name] for name in MERGED_FIELDS if name in values}
    undo: dict[str, Any] = {
        "before": {name: to_stored(getattr(kept, name)) for name in chosen},
        "after": {name: to_stored(value) for name, value in chosen.items()},
        "offices": list(gone.offices.values_list("pk", flat=True)),
        "talks": list(gone.talks.values_list("pk", flat=True)),
        "relations": [],
        "hidden": [],
    }
    for name, value in chosen.items():
        setattr(kept, name, value)
    kept.organisation = kept.organisation or gone.organisation
    kept.next_by = kept.next_by or gone.next_by
    kept.save()
    Office.objects.filter(stakeholder=gone).update(stakeholder=kept)
    Talk.objects.filter(stakeholder=gone).update(stakeholder=kept)
    for end in ("giver", "taker"):
        for relation in Relation.objects.filter(**{end: gone}):
            _move(relation, end, kept, undo)
    set_removed(gone)
    return Merging.objects.create(kept=kept, gone=gone, by=by, undo=undo)


def _move(relation: Relation, end: str, kept: Stakeholder, undo: dict[str, Any]) -> None:
    """Give an end of a relation to the kept one; one that it has itself, or that would join it to itself, is hidden."""
    other = relation.taker_id if end == "giver" else relation.giver_id
    ends = {"giver_id": other, "taker_id": other, f"{end}_id": kept.pk}
    twin = Relation.objects.filter(**ends, kind=relation.kind).first()
    if other == kept.pk or (twin and not twin.removed_at):
        if not relation.removed_at:
            undo["hidden"].append(relation.pk)
            set_removed(relation)
        return
    if twin:
        twin.delete()  # was taken away before; the living one stands in its place
    undo["relations"].append([relation.pk, end])
    setattr(relation, f"{end}_id", kept.pk)
    relation.save()


@transaction.atomic
def undo_merging(*, by: Person, merging: Merging) -> Merging:
    """Part two that were merged: what moved goes back; a value that was changed since stays as it is now."""
    require(by, SEE, merging.kept.map)
    merging = Merging.objects.select_for_update().select_related("kept", "gone").get(pk=merging.pk)
    if merging.undone_at or merging.at < timezone.now() - UNDO_FOR:
        raise Refused(_("This merging can no longer be taken back."))
    kept, gone, undo = merging.kept, merging.gone, merging.undo
    for name, before in undo["before"].items():
        if to_stored(getattr(kept, name)) == undo["after"][name]:
            setattr(kept, name, from_stored(name, before))
    kept.save()
    Office.objects.filter(pk__in=undo["offices"], stakeholder=kept).update(stakeholder=gone)
    Talk.objects.filter(pk__in=undo["talks"], stakeholder=kept).update(stakeholder=gone)
    for number, end in undo["relations"]:
        Relation.objects.filter(pk=number, **{end: kept}).update(**{end: gone})
    Relation.objects.filter(pk__in=undo["hidden"]).update(removed_at=None)
    set_back(gone)
    merging.undone_at = timezone.now()
    merging.save()
    return merging


@transaction.atomic
def tell_apart(*, by: Person, one: Stakeholder, other: Stakeholder) -> NotTheSame:
    """Remember that two stakeholders that look alike are two."""
    require(by, SEE, one.map)
    if one.map_id != other.map_id or one.pk == other.pk:
        raise ValueError("two stakeholders of one map are told apart")
    first, second = sorted((one, other), key=lambda row: row.pk)
    return NotTheSame.objects.get_or_create(first=first, second=second, defaults={"by": by})[0]


@transaction.atomic
def forget_apart(*, by: Person, told: NotTheSame) -> None:
    """Take back that two are not the same."""
    require(by, SEE, told.first.map)
    told.delete()
