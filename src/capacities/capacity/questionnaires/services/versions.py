"""Versions: a draft is started from the published one, published, retired or discarded. Published ones never change."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.checks import check
from capacities.capacity.questionnaires.document import as_document, build
from capacities.capacity.questionnaires.models import State, Template, Version
from capacities.capacity.questionnaires.services.drafts import KEEP, locked_draft, require_undo
from capacities.capacity.questionnaires.services.loading import next_number
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.removal import set_removed


@transaction.atomic
def start_draft(*, by: Person, template: Template) -> Version:
    """Return the draft of a template; where it has none, one that begins as its latest version."""
    require(by, KEEP, template)
    template = Template.objects.select_for_update().get(pk=template.pk)
    if template.removed_at:
        raise Refused(_("This template was removed. Bring it back to change it."))
    draft = template.versions.filter(state=State.DRAFT).first()
    if draft is not None:
        return draft
    last = template.versions.first()
    draft = Version.objects.create(template=template, number=next_number(template), based_on=last)
    if last is not None:
        build(draft, as_document(last))
    return draft


@transaction.atomic
def publish(*, by: Person, version: Version, note: dict[str, str] | None = None) -> Version:
    """Publish a draft that has no fault; what was published before is retired, and its rounds go on with it."""
    draft = locked_draft(by, version)
    faults = [finding for finding in check(as_document(draft)) if finding.is_fault]
    if faults:
        raise Refused(_("The draft cannot be published yet: %(why)s") % {"why": faults[0].message})
    draft.template.versions.filter(state=State.PUBLISHED).update(state=State.RETIRED)
    draft.state, draft.published_at, draft.note = State.PUBLISHED, timezone.now(), note or {}
    draft.save(update_fields=["state", "published_at", "note"])
    return draft


@transaction.atomic
def retire(*, by: Person, version: Version, back: bool = False) -> Version:
    """Take a published version out of the choice for new rounds, or bring it back as the published one."""
    require(by, KEEP, version)
    fresh = Version.objects.select_for_update().get(pk=version.pk)
    before, after = (State.RETIRED, State.PUBLISHED) if back else (State.PUBLISHED, State.RETIRED)
    if fresh.state != before:
        raise Refused(_("This version is not published.") if not back else _("This version is not retired."))
    if back:
        fresh.template.versions.filter(state=State.PUBLISHED).update(state=State.RETIRED)
    fresh.state = after
    fresh.save(update_fields=["state"])
    return fresh


@transaction.atomic
def discard_draft(*, by: Person, version: Version) -> Version:
    """Discard a draft; for 30 days it can be brought back."""
    draft = locked_draft(by, version)
    if not draft.template.versions.exclude(pk=draft.pk).exists():
        raise Refused(_("This draft is all that the template has. Remove the template instead."))
    set_removed(draft)
    return draft


@transaction.atomic
def restore_draft(*, by: Person, version: Version) -> Version:
    """Bring a discarded draft back, unless there is another one by now."""
    require(by, KEEP, version)
    template = Template.objects.select_for_update().get(pk=version.template_id)
    draft = Version.everything.select_for_update().get(pk=version.pk)
    require_undo(draft.removed_at)
    if template.versions.filter(state=State.DRAFT).exists():
        raise Refused(_("There is another draft by now. Publish or discard it first."))
    draft.removed_at, draft.number = None, next_number(template)
    draft.save(update_fields=["removed_at", "number"])
    return draft
