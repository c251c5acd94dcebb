"""Reads of templates. Published versions are public; drafts and what was removed are seen by those who keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from capacities.capacity.questionnaires.models import Question, Section, State, Template, Version
from capacities.capacity.questionnaires.services.drafts import UNDO
from capacities.core.people.queries import countries_of_hub_team, holds
from capacities.core.permissions import may

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

# Addresses of the templates that come with the program.
NATIONAL, CITY = "national-support", "city-capacity"


def templates_visible_to(by: Asker) -> QuerySet[Template]:
    """Return templates that have a version which was published, and those that the person keeps."""
    public = Version.objects.exclude(state=State.DRAFT).values("template_id")
    rows = Template.objects.filter(removed_at=None).filter(Q(pk__in=public) | _kept_by(by))
    return rows.prefetch_related("versions").order_by("countries", "slug")


def removed_templates(by: Asker) -> QuerySet[Template]:
    """Return templates that the person removed or that others of the team did, as long as they can come back."""
    return Template.objects.filter(_kept_by(by), removed_at__gt=timezone.now() - UNDO)


def template_for(by: Asker, slug: str) -> Template | None:
    """Return a template that the person may see, also a removed one of their own."""
    found = Template.objects.filter(slug=slug).first()
    if found is None or may(by, "capacity.keep", found):
        return found
    is_public = found.removed_at is None and found.versions.exclude(state=State.DRAFT).exists()
    return found if is_public else None


def versions_for(by: Asker, template: Template) -> list[Version]:
    """Return the versions that the person may read, the newest first."""
    rows = template.versions.select_related("template", "based_on")
    return list(rows if may(by, "capacity.keep", template) else rows.exclude(state=State.DRAFT))


def version_for(by: Asker, template: Template, number: int | None = None) -> Version | None:
    """Return a version by its number; without one the published version, else the newest that the person may read."""
    rows = versions_for(by, template)
    if number is not None:
        return next((one for one in rows if one.number == number), None)
    return next((one for one in rows if one.state == State.PUBLISHED), rows[0] if rows else None)


def draft_of(template: Template) -> Version | None:
    """Return the draft of a template; who may see it is asked before."""
    return template.versions.filter(state=State.DRAFT).select_related("template").first()


def discarded_drafts(template: Template) -> list[Version]:
    """Return drafts that can still be brought back."""
    rows = Version.everything.filter(template=template, removed_at__gt=timezone.now() - UNDO)
    return list(rows.select_related("template"))


def sections_of(version: Version) -> list[Section]:
    """Return the sections of a version with their questions, in order."""
    questions = Prefetch("questions", Question.objects.order_by("order", "pk"))
    return list(version.sections.prefetch_related(questions))


def removed_parts(version: Version) -> tuple[list[Section], list[Question]]:
    """Return removed sections, and removed questions of sections that are there, as long as they can come back."""
    since = timezone.now() - UNDO
    sections = Section.everything.filter(version=version, removed_at__gt=since)
    questions = Question.everything.filter(
        section__version=version, section__removed_at=None, removed_at__gt=since
    ).select_related("section")
    return list(sections), list(questions)


def published_versions() -> QuerySet[Version]:
    """Return the published versions of all templates: what a new round can choose from."""
    rows = Version.objects.filter(state=State.PUBLISHED, template__removed_at=None)
    return rows.select_related("template").order_by("template__countries", "template__slug")


def _kept_by(by: Asker) -> Q:
    if holds(by, "steward"):
        return Q()
    kept = Q(countries__overlap=list(countries_of_hub_team(by))) if by.is_authenticated else Q(pk=None)
    return kept | Q(countries=[]) if holds(by, "european_team") else kept
