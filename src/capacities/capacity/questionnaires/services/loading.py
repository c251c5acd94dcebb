"""Bring the templates that come with the program into the database."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from capacities.capacity.questionnaires.document import build
from capacities.capacity.questionnaires.models import State, Template, Version
from capacities.capacity.questionnaires.prepared_files import prepared_documents


@transaction.atomic
def load_templates() -> int:
    """Store each prepared template; a changed file becomes a new version. Returns how many versions were made.

    A template whose latest version people wrote, or that people removed, stays as it is.
    """
    return sum(_load(document, fingerprint) for document, fingerprint in prepared_documents())


def _load(document: dict[str, Any], fingerprint: str) -> bool:
    template = Template.objects.filter(slug=document["slug"]).first()
    if template is None:
        template = Template.objects.create(
            slug=document["slug"], audience=document["audience"], name=document["name"], purpose=document["purpose"]
        )
    versions = list(template.versions.exclude(state=State.DRAFT))
    last = versions[0] if versions else None
    is_ours = last is None or (last.fingerprint and last.fingerprint != fingerprint)
    if template.removed_at or not is_ours or any(one.fingerprint == fingerprint for one in versions):
        return False
    if last is not None and last.state == State.PUBLISHED:
        last.state = State.RETIRED
        last.save(update_fields=["state"])
    made = Version.objects.create(
        template=template, number=next_number(template), state=State.PUBLISHED, based_on=last,
        published_at=timezone.now(), fingerprint=fingerprint,
    )  # fmt: skip
    build(made, document)
    return True


def next_number(template: Template) -> int:
    """Return the number of the next version."""
    last = template.versions.order_by("-number").first()
    return last.number + 1 if last else 1
