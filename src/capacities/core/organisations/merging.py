"""Two records of one organisation become one, with all that points to either; for 30 days that can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.organisations.likeness import Pair, alike
from capacities.core.organisations.models import Different, Merge, Organisation
from capacities.core.people.models import Person
from capacities.core.people.queries import countries_of_hub_team, holds
from capacities.core.permissions import Refused, require

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

UNDONE_WITHIN = timedelta(days=30)
_MERGE = "organisations.merge"


def pairs_visible_to(by: Asker) -> list[Pair]:
    """Return organisations that may be the same and that somebody may merge, without those said to be different."""
    said = set(Different.objects.values_list("first_id", "second_id"))
    return [pair for pair in alike(_kept_by(by)) if (pair.first.pk, pair.second.pk) not in said]


def merges_visible_to(by: Asker) -> QuerySet[Merge]:
    """Return the merges that somebody may still undo, the latest first."""
    recent = Merge.objects.filter(merged_at__gte=timezone.now() - UNDONE_WITHIN).select_related("gone", "stays", "by")
    return recent if holds(by, "steward") else recent.filter(stays__country__in=countries_of_hub_team(by))


@transaction.atomic
def merge_organisations(*, by: Person, gone: Organisation, stays: Organisation) -> Merge:
    """Let one organisation go into another: seats, guests, stakeholders and all else that names it follow.

    What is there twice, because both stood in one list, stays with the one that goes. Raises Refused where either
    belongs to a country that the person does not keep, or has gone already.
    """
    require(by, _MERGE, gone)
    require(by, _MERGE, stays)
    gone, stays = _locked(gone), _locked(stays)
    if gone.pk == stays.pk or gone.merged_into_id or stays.merged_into_id:
        raise Refused(_("One of the two has been merged already. Look at the list again."))
    moved = {_key(model, field): _repoint(model, field, gone.pk, stays.pk) for model, field in _pointing()}
    gone.merged_into = stays
    gone.save(update_fields=["merged_into"])
    return Merge.objects.create(gone=gone, stays=stays, by=by, moved={k: v for k, v in moved.items() if v})


@transaction.atomic
def undo_merge(*, by: Person, merge: Merge) -> Organisation:
    """Let both organisations stand again, each with what it had; what was changed meanwhile stays where it is."""
    require(by, _MERGE, merge.stays)
    for key, numbers in merge.moved.items():
        label, _dot, field = key.rpartition(".")
        _repoint(apps.get_model(label), field, merge.stays_id, merge.gone_id, numbers)
    gone = merge.gone
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    merge.delete()
    return gone


@transaction.atomic
def call_different(*, by: Person, first: Organisation, second: Organisation) -> Different:
    """Note that two organisations are not the same, so that nobody is asked again."""
    require(by, _MERGE, first)
    require(by, _MERGE, second)
    one, two = sorted((first.pk, second.pk))
    return Different.objects.get_or_create(first_id=one, second_id=two)[0]


def _kept_by(by: Asker) -> QuerySet[Organisation]:
    rows = Organisation.objects.order_by("pk")
    return rows if holds(by, "steward") else rows.filter(country__in=countries_of_hub_team(by))


def _locked(row: Organisation) -> Organisation:
    return Organisation.everything.select_for_update().get(pk=row.pk)


def _pointing() -> Iterator[tuple[type[models.Model], str]]:
    """Yield every column that names an organisation, besides histories and the records of merging themselves."""
    for relation in Organisation._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if not isinstance(relation, models.ForeignObjectRel) or relation.many_to_many:
            continue
        if model in (Organisation, Merge, Different) or hasattr(model, "pgh_tracked_model"):
            continue
        yield model, relation.field.name


def _repoint(model: type[models.Model], field: str, old: int, new: int, numbers: list[int] | None = None) -> list[int]:
    """Let rows that name one organisation name another; return which ones followed."""
    followed = []
    rows = model._base_manager.filter(**{field: old})
    for row in rows if numbers is None else rows.filter(pk__in=numbers):
        setattr(row, f"{field}_id", new)
        try:
            with transaction.atomic():
                row.save(update_fields=[field])
        except IntegrityError:
            continue
        followed.append(row.pk)
    return followed


def _key(model: type[models.Model], field: str) -> str:
    return f"{model._meta.label_lower}.{field}"
