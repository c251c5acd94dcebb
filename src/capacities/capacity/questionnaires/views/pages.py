"""What everybody reads: the list of templates, a questionnaire as respondents meet it, its files, two versions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from capacities.capacity.questionnaires.comparing import compare as compare_documents
from capacities.capacity.questionnaires.document import as_document, languages_of
from capacities.capacity.questionnaires.files import KINDS, data_file, frame_language, questionnaire
from capacities.capacity.questionnaires.frame import capacity_page
from capacities.capacity.questionnaires.models import Template
from capacities.capacity.questionnaires.preview import shown_in
from capacities.capacity.questionnaires.queries import (
    discarded_drafts,
    draft_of,
    removed_templates,
    templates_visible_to,
    versions_for,
)
from capacities.capacity.questionnaires.services.templates import is_used
from capacities.capacity.questionnaires.views.common import (
    page_of_templates,
    template_or_404,
    version_or_404,
    wanted_language,
)
from capacities.capacity.questionnaires.words import told_differences
from capacities.core.permissions import may
from capacities.web import documents
from capacities.web.documents import document_response
from capacities.web.navigation import Link


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """List the templates."""
    makes = bool(may(request.user, "capacity.make"))
    context = capacity_page(request, "templates", Link(_("Templates"))) | {
        "rows": [_row(one) for one in templates_visible_to(request.user)],
        "makes": makes,
        "removed": list(removed_templates(request.user)) if makes else [],
    }
    return render(request, "capacity_questionnaires/templates.html", context)


def _row(one: Template) -> dict[str, object]:
    """Return a template with the version that is published and whether a draft waits, from versions read before."""
    versions = list(one.versions.all())
    return {
        "one": one,
        "published": next((version for version in versions if version.state == "published"), None),
        "has_draft": any(version.state == "draft" for version in versions),
    }


@require_safe
def template(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a version of a template as a respondent meets it."""
    one = template_or_404(request, slug)
    version = version_or_404(request, one, request.GET.get("version"))
    language, languages = wanted_language(request, version)
    keeps = bool(may(request.user, "capacity.keep", one))
    sections = shown_in(version, language)
    context = page_of_templates(request, Link(str(one))) | {
        "one": one,
        "version": version,
        "versions": versions_for(request.user, one),
        "sections": sections,
        "count": sum(len(section.questions) for section in sections),
        "language": language,
        "languages": languages,
        "keeps": keeps,
        "makes": bool(may(request.user, "capacity.make")),
        "draft": draft_of(one) if keeps else None,
        "discarded": discarded_drafts(one) if keeps else [],
        "is_used": is_used(version),
        "kinds": KINDS,
    }
    return render(request, "capacity_questionnaires/template.html", context)


@require_safe
def template_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Return the blank questionnaire as a file."""
    one = template_or_404(request, slug)
    version = version_or_404(request, one, request.GET.get("version"))
    if kind not in KINDS:
        raise Http404
    language, _languages = wanted_language(request, version)
    name = f"{one.slug}-{version.number}"
    if kind in documents.KINDS:
        return document_response(
            lambda _frame: questionnaire(version, language), kind, f"{name}-{language}", frame_language(language)
        )
    data, media_type = data_file(version, kind, language)
    response = HttpResponse(data, content_type=media_type)
    file_name = f"{name}.json" if kind == "json" else f"{name}-{language}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


@require_safe
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what differs between two versions."""
    one = template_or_404(request, slug)
    versions = versions_for(request.user, one)
    newer = version_or_404(request, one, request.GET.get("b") or str(versions[0].number))
    before = [version for version in versions if version.number < newer.number]
    older = version_or_404(request, one, request.GET.get("a") or str((before or versions)[0].number))
    if older.number > newer.number:
        older, newer = newer, older
    found = compare_documents(as_document(older), as_document(newer))
    codes = [*languages_of(newer), *languages_of(older)]
    context = page_of_templates(request, Link(str(one), one.get_absolute_url()), Link(_("Compare versions"))) | {
        "one": one,
        "versions": versions,
        "older": older,
        "newer": newer,
        "found": found,
        "changed": [(part, told_differences(part, list(dict.fromkeys(codes)))) for part in found.changed],
    }
    return render(request, "capacity_questionnaires/compare.html", context)
