"""Sections of a draft: written, moved, removed and brought back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from capacities.capacity.questionnaires import services
from capacities.capacity.questionnaires.document import languages_of
from capacities.capacity.questionnaires.forms import SectionForm
from capacities.capacity.questionnaires.frame import saved
from capacities.capacity.questionnaires.views.common import (
    draft_or_404,
    page_of_draft,
    place_in_draft,
    section_or_404,
    there,
)
from capacities.core.people.asker import asker
from capacities.web.acts import done, whole_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def section_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a section."""
    version = draft_or_404(request, slug)
    form = SectionForm(request.POST if request.method == "POST" else None, languages=languages_of(version))
    context = page_of_draft(request, version, _("New section")) | {"button": _("Add the section")}

    def save(data: dict[str, Any]) -> str:
        made = services.add_section(by=asker(request), version=version, title=data["title"], text=data["text"])
        return place_in_draft(version, f"section-{made.pk}")

    return saved(request, form, context, save, said=_("The section is added. Now add its questions."))


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change title and introduction of a section."""
    version = draft_or_404(request, slug)
    one = there(section_or_404(version, pk))
    form = SectionForm(
        request.POST if request.method == "POST" else None, languages=languages_of(version),
        initial={"title": one.title, "text": one.text},
    )  # fmt: skip
    context = page_of_draft(request, version, _("Section")) | {"button": _("Save")}

    def save(data: dict[str, Any]) -> str:
        services.change_section(by=asker(request), section=one, values=data)
        return place_in_draft(version, f"section-{one.pk}")

    return saved(request, form, context, save, record=one)


@require_POST
def section_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Move a section."""
    version = draft_or_404(request, slug)
    one = there(section_or_404(version, pk))
    to = whole_or_404(request.POST.get("to"))
    done(request, lambda: services.move_section(by=asker(request), section=one, to=to), _("The section is moved."))
    return redirect(place_in_draft(version, f"section-{one.pk}"))


@require_POST
def section_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Remove a section, or bring it back."""
    version = draft_or_404(request, slug)
    one = section_or_404(version, pk)
    if request.POST.get("back"):
        done(request, lambda: services.restore_section(by=asker(request), section=one), _("The section is back."))
    else:
        said = _("The section is removed with its questions. For 30 days you can bring it back below.")
        done(request, lambda: services.remove_section(by=asker(request), section=one), said)
    return redirect(place_in_draft(version, "removed"))
