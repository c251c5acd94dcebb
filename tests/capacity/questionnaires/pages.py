"""What the tests of pages share: who comes, and a draft to work on."""

from __future__ import annotations

from typing import Any

from capacities.capacity.questionnaires.models import Question, Section, State, Version
from capacities.core.people.models import Person
from capacities.core.people.roles import EVERYWHERE, country_scope
from tests.capacity.factories import make_question, make_section, make_version
from tests.cast import make_person

BASE = "/capacity/templates"


def europe() -> Person:
    return make_person("europe", ("european_team", EVERYWHERE))


def hub(country: str = "RO") -> Person:
    return make_person(f"hub-{country.lower()}", ("hub_team", country_scope(country)))


def make_draft(slug: str = "support", *keys: str) -> tuple[Version, Section, list[Question]]:
    """Return a draft of Europe's with one section and its questions."""
    version = make_version(slug, state=State.DRAFT)
    section = make_section(version)
    return version, section, [make_question(section, key, order=order) for order, key in enumerate(keys)]


def rows_of(options: list[dict[str, Any]], extra: int = 0) -> dict[str, str]:
    """Return the fields of the rows of levels or choices as the editor's form sends them."""
    sent = {"options-TOTAL_FORMS": str(len(options) + extra), "options-INITIAL_FORMS": str(len(options))}
    for number, option in enumerate(options):
        at = f"options-{number}"
        sent |= {
            f"{at}-key": option["key"],
            f"{at}-texts_en": option["texts"].get("en", ""),
            f"{at}-texts_ro": option["texts"].get("ro", ""),
            f"{at}-score": "" if option["score"] is None else f"{option['score'] * 100:g}",
            f"{at}-ORDER": str(number + 1),
        }
    return sent
