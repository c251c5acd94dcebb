"""What is done with organisations: bring them to the state of the facts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from capacities.core.organisations.kinds import kind_key
from capacities.core.organisations.models import Organisation, Origin
from capacities.facts.table import read_table

_HUB = re.compile(r"\bnational (hub|platform)\b", re.IGNORECASE)
_FIELDS = ["name", "acronym", "country", "kind", "is_hub", "role", "url", "confidence", "source", "as_of_year"]


@dataclass(frozen=True, slots=True)
class OrganisationFact:
    """A row of organisations.csv."""

    name: str
    country: str
    type: str
    role: str
    confidence: str
    source: str
    as_of_year: int
    acronym: str = ""
    url: str = ""


@transaction.atomic
def load_organisations() -> int:
    """Bring the organisations that come from the facts to their state; leave what people entered or corrected.

    Returns how many rows the facts hold. A support organisation whose role names it the national hub or
    national platform is marked as hub.
    """
    facts = {_slug(fact): fact for fact in read_table("organisations", OrganisationFact)}
    kept = set(Organisation.everything.filter(origin=Origin.PEOPLE).values_list("slug", flat=True))
    Organisation.objects.filter(origin=Origin.FACTS).exclude(slug__in=facts).delete()
    Organisation.objects.bulk_create(
        [_organisation(slug, fact) for slug, fact in facts.items() if slug not in kept],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=_FIELDS,
    )
    return len(facts)


def _slug(fact: OrganisationFact) -> str:
    return f"{fact.country.lower()}-{slugify(fact.name)}"[:120]


def _organisation(slug: str, fact: OrganisationFact) -> Organisation:
    return Organisation(
        slug=slug,
        name=fact.name,
        acronym=fact.acronym,
        country=fact.country,
        kind=kind_key(fact.type),
        is_hub=fact.type == "support organisation" and bool(_HUB.search(fact.role)),
        role=fact.role,
        url=fact.url,
        confidence=fact.confidence,
        source=fact.source,
        as_of_year=fact.as_of_year,
        origin=Origin.FACTS,
    )
