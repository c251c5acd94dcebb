"""Templates as a whole: made from scratch or as a copy, renamed, removed and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.document import as_document, build
from capacities.capacity.questionnaires.models import Template, Version
from capacities.capacity.questionnaires.services.drafts import KEEP, free_key, require_undo, take
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.removal import set_back, set_removed


@transaction.atomic
def make_template(
    *, by: Person, name: dict[str, str], audience: str, countries: Sequence[str] = (),
    purpose: dict[str, str] | None = None,
) -> Template:  # fmt: skip
    """Make a template with an empty draft; no countries: Europe's."""
    require(by, "capacity.make")
    taken = {"new", "import", *Template.objects.values_list("slug", flat=True)}
    template = Template(
        slug=free_key(name, taken, "template", 70), name=name, purpose=purpose or {}, audience=audience,
        countries=list(countries),
    )  # fmt: skip
    require(by, KEEP, template)
    template.full_clean()
    template.save()
    Version.objects.create(template=template, number=1)
    return template


@transaction.atomic
def copy_template(*, by: Person, version: Version, name: dict[str, str], countries: Sequence[str] = ()) -> Template:
    """Make a template whose draft begins as a copy of another one's version, which the person may read."""
    source = version.template
    made = make_template(by=by, name=name, audience=source.audience, countries=countries, purpose=source.purpose)
    build(made.versions.get(), as_document(version))
    return made


@transaction.atomic
def change_template(*, by: Person, template: Template, values: dict[str, Any]) -> Template:
    """Change name and purpose; who answers and whose it is stay."""
    require(by, KEEP, template)
    take(template, {name: values[name] for name in ("name", "purpose") if name in values})
    return template


@transaction.atomic
def remove_template(*, by: Person, template: Template) -> Template:
    """Remove a template that no round uses."""
    require(by, KEEP, template)
    if any(is_used(version) for version in template.versions.all()):
        raise Refused(_("A round uses this template, so it stays. Retire its version instead."))
    set_removed(template)
    return template


@transaction.atomic
def restore_template(*, by: Person, template: Template) -> Template:
    """Bring a removed template back."""
    require(by, KEEP, template)
    require_undo(template.removed_at)
    set_back(template)
    return template


def is_used(version: Version) -> bool:
    """Return whether a round uses a version; rounds are built on templates and known here by that tie alone."""
    rounds: Any = getattr(version, "rounds", None)
    return bool(rounds is not None and rounds.exists())
