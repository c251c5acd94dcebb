"""What the addresses in capacity_questionnaires.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from capacities.capacity.questionnaires.models import Template, Version
from capacities.core.people.models import Person
from tests.capacity.factories import make_question, make_section


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Make templates of Europe and of Romania (each published, with a draft), a hidden and a removed one."""
    known: dict[str, Any] = {}
    for slug, countries in (("europe", []), ("own", ["RO"]), ("hidden", ["RO"]), ("gone", ["RO"])):
        template = Template.objects.create(slug=slug, name={"en": slug}, audience="country", countries=countries)
        for number, state in ((1, "published"), (2, "draft")):
            if slug == "hidden" and state == "published":
                continue
            version = Version.objects.create(template=template, number=number, state=state)
            section = make_section(version)
            question = make_question(section, "team")
            known |= {f"{slug}_section": section.pk, f"{slug}_question": question.pk, f"{slug}_draft": version.pk}
    Template.objects.filter(slug="gone").update(removed_at="2026-01-01T00:00Z")
    return known
