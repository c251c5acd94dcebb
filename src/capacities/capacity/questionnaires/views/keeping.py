"""Templates as a whole for those who keep them: made, copied, imported, renamed, removed, retired."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from capacities.capacity.questionnaires import services
from capacities.capacity.questionnaires.checks import Finding
from capacities.capacity.questionnaires.document import languages_of
from capacities.capacity.questionnaires.forms import CopyForm, DocumentForm, TemplateForm, TemplateTextsForm
from capacities.capacity.questionnaires.frame import saved
from capacities.capacity.questionnaires.models import Template, Version
from capacities.capacity.questionnaires.services.imports import NotImported
from capacities.capacity.questionnaires.views.common import (
    kept_or_404,
    page_of_templates,
    template_or_404,
    version_or_404,
)
from capacities.core.people.asker import asker
from capacities.core.permissions import require
from capacities.web.acts import accepted, done
from capacities.web.navigation import Link
from capacities.web.uploads import upload_was_too_large

MOST_BYTES = 2_000_000


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a template from scratch."""
    require(request.user, "capacity.make")
    form = TemplateForm(request.POST if request.method == "POST" else None, by=request.user)
    context = page_of_templates(request, Link(_("New template"))) | {
        "title": _("New template"),
        "button": _("Make the template"),
    }

    def save(values: dict[str, object]) -> str:
        made = services.make_template(
            by=asker(request), name=form.cleaned_data["name"], audience=form.cleaned_data["audience"],
            countries=form.countries(), purpose=form.cleaned_data["purpose"],
        )  # fmt: skip
        return made.get_absolute_url() + "draft/"

    return saved(request, form, context, save)


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a template that begins as a copy of a version."""
    one = template_or_404(request, slug)
    require(request.user, "capacity.make")
    version = version_or_404(request, one, request.GET.get("version"))
    form = CopyForm(
        request.POST if request.method == "POST" else None, by=request.user, languages=languages_of(version),
        initial={"name": {code: _copy_name(name) for code, name in one.name.items()}},
    )  # fmt: skip
    context = page_of_templates(request, Link(str(one), one.get_absolute_url()), Link(_("Copy"))) | {
        "title": _("Copy of “%(name)s”, version %(number)s") % {"name": one, "number": version.number},
        "button": _("Make the copy"),
    }

    def save(values: dict[str, object]) -> str:
        made = services.copy_template(
            by=asker(request), version=version, name=form.cleaned_data["name"], countries=form.countries()
        )
        return made.get_absolute_url() + "draft/"

    return saved(request, form, context, save)


def _copy_name(name: str) -> str:
    return f"{name[:155]} (2)"


@require_http_methods(["GET", "HEAD", "POST"])
def import_json(request: HttpRequest) -> HttpResponse:
    """Take a questionnaire that somebody brings as JSON, or say by path what is wrong in it."""
    require(request.user, "capacity.make")
    form = DocumentForm(request.POST or None, request.FILES or None, by=request.user)
    faults: list[Finding] = []
    upload = request.FILES.get("file")
    if upload_was_too_large(request) or (upload and (upload.size or 0) > MOST_BYTES):
        form.add_error("file", _("The file is larger than 2 MB."))
    elif request.method == "POST" and form.is_valid():
        try:
            data = json.loads(form.cleaned_data["file"].read())
        except (ValueError, RecursionError) as error:
            form.add_error("file", _("This is no JSON: %(why)s") % {"why": error})
        else:
            made = accepted(form, lambda: _imported(request, data, form.countries(), faults))
            if made is not None and not faults:
                messages.success(
                    request, _("The questionnaire is stored as a draft. Look through it before publishing.")
                )
                return redirect(made.get_absolute_url() + "draft/")
    context = page_of_templates(request, Link(_("Import"))) | {"form": form, "faults": faults}
    bad = bool(form.errors or faults)
    return render(request, "capacity_questionnaires/import.html", context, status=400 if bad else 200)


def _imported(request: HttpRequest, data: object, countries: list[str], faults: list[Finding]) -> Template | None:
    try:
        return services.import_document(by=asker(request), data=data, countries=countries)
    except NotImported as wrong:
        faults += wrong.faults
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change name and purpose."""
    one = kept_or_404(request, slug)
    codes = list(dict.fromkeys([*one.name, *one.purpose]))
    form = TemplateTextsForm(
        request.POST if request.method == "POST" else None, languages=codes,
        initial={"name": one.name, "purpose": one.purpose},
    )  # fmt: skip
    context = page_of_templates(request, Link(str(one), one.get_absolute_url()), Link(_("Name and purpose"))) | {
        "title": _("Name and purpose"),
        "button": _("Save"),
    }

    def save(data: dict[str, Any]) -> Template:
        return services.change_template(by=asker(request), template=one, values=data)

    return saved(request, form, context, save, record=one)


@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Remove a template, or bring it back."""
    one = kept_or_404(request, slug)
    if request.POST.get("back"):
        done(request, lambda: services.restore_template(by=asker(request), template=one), _("The template is back."))
        return redirect(one)
    act = done(
        request,
        lambda: services.remove_template(by=asker(request), template=one),
        _("The template is removed. For 30 days you can bring it back from this list."),
    )
    return redirect("capacity-templates") if act else redirect(one)


@require_POST
def retire(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a published version out of the choice for new rounds, or bring it back."""
    one = kept_or_404(request, slug)
    version = version_or_404(request, one, request.POST.get("version"))
    back = bool(request.POST.get("back"))
    said = (
        _("Version %(number)s is published again.")
        if back
        else _("Version %(number)s is retired: no new round uses it.")
    )
    done(
        request,
        lambda: services.retire(by=asker(request), version=version, back=back),
        said % {"number": version.number},
    )
    return redirect(f"{one.get_absolute_url()}?version={version.number}")


@require_POST
def bring_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring a discarded draft back."""
    one = kept_or_404(request, slug)
    number = request.POST.get("draft", "")
    draft = Version.everything.filter(template=one, pk=int(number) if number.isdecimal() else 0).first()
    if draft is None:
        raise Http404
    is_back = done(request, lambda: services.restore_draft(by=asker(request), version=draft), _("The draft is back."))
    return redirect("capacity-template-draft", one.slug) if is_back else redirect(one)
