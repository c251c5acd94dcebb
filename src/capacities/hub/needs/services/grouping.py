"""Merging needs that mean the same, splitting those that mean two things, and undoing both. Nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.hub.needs.grouping import Links, may_merge
from capacities.hub.needs.models import Need
from capacities.hub.needs.queries import links_among


@transaction.atomic
def merge_need(*, by: Person, need: Need, into: Need) -> Need:
    """Let a need stand behind another one (or behind what that one stands behind); return the one that stands now.

    Texts, supports and comments stay with the need they were given to.
    """
    require(by, "needs.keep", need.hub)
    if need.hub_id != into.hub_id:
        raise Refused(_("Only needs of the same hub can be merged."))
    links = _locked_links(need)
    if need.merged_into_id is not None:
        raise Refused(_("“%(need)s” is merged already; undo that first.") % {"need": need.title})
    head = Need.objects.get(pk=links.head_of(into.pk))
    if need.is_split or head.is_split:
        raise Refused(_("A need that was split is represented by its parts; merge one of these."))
    if not may_merge(links, need.pk, head.pk):
        raise Refused(_("“%(need)s” would be merged into itself.") % {"need": need.title})
    need.merged_into = head
    need.save(update_fields=["merged_into"])
    return head


@transaction.atomic
def unmerge_need(*, by: Person, need: Need) -> Need:
    """Let a merged need stand for itself again, with everything that it had."""
    require(by, "needs.keep", need.hub)
    if need.merged_into_id is None:
        raise Refused(_("“%(need)s” is not merged.") % {"need": need.title})
    need.merged_into = None
    need.save(update_fields=["merged_into"])
    return need


@transaction.atomic
def split_need(*, by: Person, need: Need, parts: Sequence[Mapping[str, Any]]) -> list[Need]:
    """Write a need that means several things as several; each part has the supports and texts of the whole behind it.

    ``parts`` hold what differs (title, text, topics); all else is taken from the whole.
    """
    require(by, "needs.keep", need.hub)
    if len(parts) < 2:
        raise Refused(_("A need is split into two parts at least."))
    if need.merged_into_id is not None or need.is_split:
        raise Refused(_("Only a need that stands for itself can be split."))
    kept = {name: getattr(need, name) for name in ("kind", "language", "topics", "level", "urgency", "visibility")}
    made = []
    for part in parts:
        one = Need(hub=need.hub, person=by, on_behalf=need.speaker, split_from=need, **{**kept, **part})
        one.full_clean(exclude=["hub", "person", "split_from"])
        one.save()
        made.append(one)
    need.is_split = True
    need.save(update_fields=["is_split"])
    return made


@transaction.atomic
def undo_split(*, by: Person, need: Need) -> Need:
    """Let a split need stand for itself again; its parts stand behind it with what was said of them since."""
    require(by, "needs.keep", need.hub)
    if not need.is_split:
        raise Refused(_("“%(need)s” is not split.") % {"need": need.title})
    need.is_split = False
    need.save(update_fields=["is_split"])
    need.parts.filter(merged_into=None, is_split=False).update(merged_into=need)
    return need


def _locked_links(need: Need) -> Links:
    return links_among(Need.objects.select_for_update().filter(hub=need.hub))
