"""The templates that come with the program: complete in both languages, loaded once, never over people's work."""

from __future__ import annotations

import pytest

from capacities.capacity.questionnaires import services
from capacities.capacity.questionnaires.checks import check
from capacities.capacity.questionnaires.document import as_document, questions_of
from capacities.capacity.questionnaires.models import State, Template, Version
from capacities.capacity.questionnaires.prepared_files import prepared_documents
from capacities.capacity.questionnaires.services import loading
from capacities.core.people.roles import EVERYWHERE
from tests.cast import make_person

EUROPE = ("european_team", EVERYWHERE)


def test_both_have_neither_faults_nor_missing_translations() -> None:
    findings = {document["slug"]: check(document) for document, _fingerprint in prepared_documents()}

    assert findings == {"city-capacity": [], "national-support": []}


def test_each_has_its_sections_and_every_scale_has_five_described_levels_from_0_to_1() -> None:
    documents = {document["slug"]: document for document, _fingerprint in prepared_documents()}
    counts = {slug: [len(section["questions"]) for section in one["sections"]] for slug, one in documents.items()}
    scales = [
        question for one in documents.values() for _section, question in questions_of(one)
        if question["kind"] == "maturity"
    ]  # fmt: skip

    assert counts == {"national-support": [5, 5, 4, 4, 5, 4, 5, 5, 4], "city-capacity": [4, 3, 4, 3, 5, 3, 4]}
    assert len(scales) == 28 + 19
    for question in scales:
        assert [option["score"] for option in question["options"]] == [0, 0.25, 0.5, 0.75, 1]
        assert all(len(option["texts"]) == 2 for option in question["options"])


@pytest.mark.django_db
def test_loading_twice_makes_one_published_version_of_each() -> None:
    first, second = services.load_templates(), services.load_templates()

    assert (first, second) == (2, 0)
    assert list(Version.objects.values_list("template__slug", "number", "state")) == [
        ("city-capacity", 1, "published"),
        ("national-support", 1, "published"),
    ]
    national = Version.objects.get(template__slug="national-support")
    assert as_document(national)["sections"] == _sections("national-support")


@pytest.mark.django_db
def test_a_changed_file_becomes_a_new_version_and_the_old_one_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    services.load_templates()
    changed = [
        ({**document, "sections": document["sections"][:2]}, "another fingerprint")
        for document, _fingerprint in prepared_documents() if document["slug"] == "city-capacity"
    ]  # fmt: skip
    monkeypatch.setattr(loading, "prepared_documents", lambda: changed)

    made = services.load_templates()

    rows = Version.objects.filter(template__slug="city-capacity")
    assert made == 1
    assert [(one.number, one.state, one.sections.count()) for one in rows] == [(2, "published", 2), (1, "retired", 7)]


@pytest.mark.django_db
def test_what_people_published_or_removed_is_not_loaded_over(monkeypatch: pytest.MonkeyPatch) -> None:
    services.load_templates()
    europe = make_person("europe", EUROPE)
    national = Template.objects.get(slug="national-support")
    services.publish(by=europe, version=services.start_draft(by=europe, template=national))
    services.remove_template(by=europe, template=Template.objects.get(slug="city-capacity"))
    changed = [(document, "another fingerprint") for document, _fingerprint in prepared_documents()]
    monkeypatch.setattr(loading, "prepared_documents", lambda: changed)

    made = services.load_templates()

    assert made == 0
    assert national.versions.get(state=State.PUBLISHED).number == 2


def _sections(slug: str) -> list[dict[str, object]]:
    """Return the sections of a file as a version gives them back: optional parts that say nothing are left out."""
    document = next(document for document, _fingerprint in prepared_documents() if document["slug"] == slug)
    return [
        {
            **section,
            "questions": [
                {"required": True, "weight": 1, **question} for question in section["questions"]
            ],
        }
        for section in document["sections"]
    ]  # fmt: skip
