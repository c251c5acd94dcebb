"""A questionnaire that somebody brings as JSON becomes a new template with a draft: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from capacities.capacity.questionnaires.checks import Finding, check
from capacities.capacity.questionnaires.document import build
from capacities.capacity.questionnaires.models import Template
from capacities.capacity.questionnaires.services.templates import make_template
from capacities.capacity.questionnaires.shape import shape_faults
from capacities.core.people.models import Person
from capacities.core.permissions import require


class NotImported(Exception):
    """The document has faults; each says where it stands."""

    def __init__(self, faults: Sequence[Finding]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = list(faults)


@transaction.atomic
def import_document(*, by: Person, data: Any, countries: Sequence[str] = ()) -> Template:
    """Make a template with a draft from a document in the form of the export. Raises NotImported with all faults."""
    require(by, "capacity.make")
    faults = [*shape_faults(data)] or [finding for finding in check(data) if finding.is_fault]
    if faults:
        raise NotImported(faults)
    made = make_template(
        by=by, name=data["name"], audience=data["audience"], countries=countries, purpose=data.get("purpose", {})
    )
    build(made.versions.get(), data)
    return made
