"""A version as a document (plain dicts and lists, as in JSON): how it is exported, copied, compared, checked, built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from capacities.capacity.questionnaires.models import Question, Section, Template, Version

FORMAT = "capacities-questionnaire-1"
Document = Mapping[str, Any]
# Parts of a question that are left out of a document where they say nothing.
_OPTIONAL: tuple[tuple[str, Any], ...] = (
    ("hint", {}), ("options", []), ("low", None), ("high", None), ("least", None), ("most", None), ("unit", {}),
    ("longest", None), ("condition", {}),
)  # fmt: skip


def as_document(version: Version) -> dict[str, Any]:
    """Return a version with its sections and questions in order, in all languages."""
    template = version.template
    return {
        "format": FORMAT,
        "slug": template.slug,
        "audience": template.audience,
        "countries": list(template.countries),
        "name": template.name,
        "purpose": template.purpose,
        "version": version.number,
        "state": version.state,
        "published_at": version.published_at.isoformat() if version.published_at else None,
        "note": version.note,
        "sections": [_section(section) for section in version.sections.prefetch_related("questions")],
    }


def questions_of(document: Document) -> Iterator[tuple[Document, Document]]:
    """Yield each question of a document after its section, in order."""
    for section in document["sections"]:
        for question in section["questions"]:
            yield section, question


def build(version: Version, document: Document) -> None:
    """Fill an empty version with the sections and questions of a document."""
    for place, part in enumerate(document["sections"]):
        section = Section.objects.create(
            version=version, key=part["key"], title=part["title"], text=part.get("text", {}), order=place
        )
        for order, one in enumerate(part["questions"]):
            Question.objects.create(section=section, order=order, **question_values(one))


def question_values(one: Document) -> dict[str, Any]:
    """Return what a question of a document holds, by field of the model."""
    values = {name: one.get(name) or empty if empty in ({}, []) else one.get(name) for name, empty in _OPTIONAL}
    return values | {
        "key": one["key"],
        "kind": one["kind"],
        "text": one["text"],
        "topics": list(one.get("topics", [])),
        "weight": one.get("weight", 1),
        "is_required": one.get("required", True),
    }


def languages_of(version: Version, template: Template | None = None) -> list[str]:
    """Return the languages in which at least the questions or the name are there, English first."""
    found: dict[str, None] = dict.fromkeys((template or version.template).name)
    for text in Question.objects.filter(section__version=version).values_list("text", flat=True):
        found |= dict.fromkeys(code for code, words in text.items() if words)
    return sorted(found, key=lambda code: (code != "en", code))


def _section(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "text": section.text,
        "questions": [as_question(question) for question in section.questions.all()],
    }


def as_question(question: Question) -> dict[str, Any]:
    """Return a question as a document has it."""
    weight = float(question.weight)
    found: dict[str, Any] = {
        "key": question.key,
        "kind": question.kind,
        "text": question.text,
        "topics": list(question.topics),
        "weight": int(weight) if weight.is_integer() else weight,
        "required": question.is_required,
    }
    return found | {name: value for name, empty in _OPTIONAL if (value := getattr(question, name)) != empty}
