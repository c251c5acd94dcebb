"""What the pages of templates share: finding the template, its draft and parts, and saving what was seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.document import languages_of
from capacities.capacity.questionnaires.frame import capacity_page
from capacities.capacity.questionnaires.models import Question, Section, Template, Version
from capacities.capacity.questionnaires.queries import draft_of, template_for, version_for
from capacities.core.permissions import require
from capacities.core.texts import language_name
from capacities.web.acts import accepted
from capacities.web.navigation import Link


def page_of_templates(request: HttpRequest, *crumbs: Link) -> dict[str, Any]:
    """Return the context of a page below the list of templates."""
    return capacity_page(request, "templates", Link(_("Templates"), reverse("capacity-templates")), *crumbs)


def template_or_404(request: HttpRequest, slug: str) -> Template:
    """Return a template that the reader may see."""
    found = template_for(request.user, slug)
    if found is None:
        raise Http404
    return found


def kept_or_404(request: HttpRequest, slug: str) -> Template:
    """Return a template that the reader keeps; others who see it are told why not."""
    found = template_or_404(request, slug)
    require(request.user, "capacity.keep", found)
    return found


def version_or_404(request: HttpRequest, template: Template, number: str | None) -> Version:
    """Return a version by its number, or the published one."""
    if number and not number.isdecimal():
        raise Http404
    found = version_for(request.user, template, int(number) if number else None)
    if found is None:
        raise Http404
    return found


def draft_or_404(request: HttpRequest, slug: str) -> Version:
    """Return the draft of a template that the reader keeps."""
    found = draft_of(kept_or_404(request, slug))
    if found is None:
        raise Http404
    return found


def section_or_404(version: Version, pk: int) -> Section:
    """Return a section of a version, also a removed one."""
    found = Section.everything.filter(version=version, pk=pk).first()
    if found is None:
        raise Http404
    return found


def question_or_404(version: Version, pk: int) -> Question:
    """Return a question of a version, also a removed one."""
    found = Question.everything.filter(section__version=version, pk=pk).select_related("section__version__template")
    one = found.first()
    if one is None:
        raise Http404
    return one


def wanted_language(request: HttpRequest, version: Version) -> tuple[str, list[tuple[str, str]]]:
    """Return the language in which a questionnaire is read (`in` of the address, else the page's), and all it has."""
    codes = languages_of(version)
    page = (get_language() or settings.LANGUAGE_CODE)[:2]
    asked = request.GET.get("in", "")
    chosen = next((code for code in (asked, page, "en") if code in codes), codes[0] if codes else page)
    return chosen, [(code, language_name(code)) for code in codes]


def edited(
    request: HttpRequest, form: Any, row: Any, context: dict[str, Any], template: str, save: Callable[[], Any],
    target: str,
) -> HttpResponse:  # fmt: skip
    """Save a form whose reader saw one state of a row; where somebody was faster, show both and lose nothing."""
    if request.method == "POST" and form.is_valid():
        if accepted(form, save) is not None:
            messages.success(request, _("Saved."))
            return redirect(target)
        stored = type(row)._base_manager.get(pk=row.pk)
        if form.seen() is not None and stored.revision != form.seen():
            form.see(stored.revision)
            context["stored"] = stored
    return render(request, template, context | {"form": form}, status=400 if form.errors else 200)


def page_of_draft(request: HttpRequest, version: Version, title: str) -> dict[str, Any]:
    one = version.template
    links = (Link(str(one), one.get_absolute_url()), Link(_("Draft"), place_in_draft(version)), Link(title))
    return page_of_templates(request, *links) | {"one": one, "title": title, "back": place_in_draft(version)}


def place_in_draft(version: Version, anchor: str = "") -> str:
    address = reverse("capacity-template-draft", args=[version.template.slug])
    return f"{address}#{anchor}" if anchor else address


def there(part: Any) -> Any:
    """Return a part that is not removed, nor the section that it stands in."""
    if part.removed_at or (isinstance(part, Question) and part.section.removed_at):
        raise Http404
    return part
