"""Published questionnaires for programs, with all languages, in the form that an import takes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from capacities.capacity.questionnaires.document import as_document
from capacities.capacity.questionnaires.models import State
from capacities.capacity.questionnaires.queries import published_versions, template_for

router = Router(tags=["questionnaires"])
Texts = dict[str, str]


class ConditionOut(Schema):
    """The question is asked if ``question`` was answered with one of these options, or with at least a number."""

    question: str
    any_of: list[str] | None = None
    at_least: float | None = None


class OptionOut(Schema):
    """A choice or level; ``score`` runs from 0 to 1, null says nothing of maturity."""

    key: str
    texts: Texts
    score: float | None


class QuestionOut(Schema):
    """A question: ``kind`` is maturity, single, multiple, number, text or file; a number scores from low to high."""

    key: str
    kind: str
    text: Texts
    topics: list[str]
    weight: float
    required: bool
    hint: Texts | None = None
    options: list[OptionOut] | None = None
    low: float | None = None
    high: float | None = None
    least: float | None = None
    most: float | None = None
    unit: Texts | None = None
    longest: int | None = None
    condition: ConditionOut | None = None


class SectionOut(Schema):
    """A section with its questions in order."""

    key: str
    title: Texts
    text: Texts
    questions: list[QuestionOut]


class QuestionnaireOut(Schema):
    """A questionnaire in a list: the published version of a template; no countries means Europe's."""

    slug: str
    audience: str
    countries: list[str]
    name: Texts
    purpose: Texts
    version: int
    published_at: str | None
    url: str


class QuestionnaireWhole(QuestionnaireOut):
    """A questionnaire with its sections. Texts are by language code; keys stay from version to version."""

    format: str
    state: str
    note: Texts
    sections: list[SectionOut]


@router.get("/questionnaires", response=list[QuestionnaireOut], summary="Published self-assessments")
def list_questionnaires(request: HttpRequest, audience: str = "", country: str = "") -> list[dict[str, Any]]:
    """Return published questionnaires, those for ``country`` or ``city``, those that a country's hub keeps."""
    rows = published_versions()
    if audience:
        rows = rows.filter(template__audience=audience)
    if country:
        rows = rows.filter(template__countries__contains=[country.upper()])
    return [
        {
            "slug": one.template.slug,
            "audience": one.template.audience,
            "countries": one.template.countries,
            "name": one.template.name,
            "purpose": one.template.purpose,
            "version": one.number,
            "published_at": one.published_at.isoformat() if one.published_at else None,
            "url": one.template.get_absolute_url(),
        }
        for one in rows
    ]


@router.get(
    "/questionnaires/{slug}", response=QuestionnaireWhole, exclude_none=True, summary="A questionnaire, all languages"
)
def one_questionnaire(request: HttpRequest, slug: str, version: int | None = None) -> dict[str, Any]:
    """Return the published version of a questionnaire, or an older one by its number."""
    template = template_for(request.user, slug)
    rows = template.versions.exclude(state=State.DRAFT) if template and not template.removed_at else None
    if rows is not None:
        rows = rows.filter(number=version) if version is not None else rows.filter(state=State.PUBLISHED)
    found = rows.select_related("template").first() if rows is not None else None
    if found is None:
        raise HttpError(404, f"There is no published questionnaire {slug!r} of this version.")
    return as_document(found) | {"url": found.template.get_absolute_url()}
