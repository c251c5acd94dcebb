"""The draft of a template: its outline with all acts, starting, publishing and discarding it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.capacity.questionnaires import services
from capacities.capacity.questionnaires.checks import Finding, check
from capacities.capacity.questionnaires.comparing import compare
from capacities.capacity.questionnaires.document import as_document, languages_of
from capacities.capacity.questionnaires.forms import PublishForm
from capacities.capacity.questionnaires.forms.fields import site_languages
from capacities.capacity.questionnaires.models import Kind, Version
from capacities.capacity.questionnaires.preview import ShownSection, shown_in
from capacities.capacity.questionnaires.queries import removed_parts
from capacities.capacity.questionnaires.views.common import draft_or_404, kept_or_404, page_of_templates
from capacities.core.people.asker import asker
from capacities.web.acts import accepted, done
from capacities.web.navigation import Link


@require_safe
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the draft as an outline: what stands in the way, sections and questions with their acts."""
    version = draft_or_404(request, slug)
    one = version.template
    findings = check(as_document(version), site_languages(*languages_of(version)))
    shown = shown_in(version)
    sections, questions = removed_parts(version)
    context = page_of_templates(request, Link(str(one), one.get_absolute_url()), Link(_("Draft"))) | {
        "one": one,
        "version": version,
        "sections": shown,
        "faults": _linked([finding for finding in findings if finding.is_fault], shown),
        "remarks": _linked([finding for finding in findings if not finding.is_fault], shown),
        "removed_sections": sections,
        "removed_questions": questions,
        "kinds": Kind.choices,
    }
    return render(request, "capacity_questionnaires/draft.html", context)


def _linked(findings: list[Finding], shown: list[ShownSection]) -> list[tuple[Finding, str, str]]:
    """Return each finding with the number and the place on the page of the part that it is about."""
    places = {(part.section.key, ""): (str(part.number), f"#section-{part.section.pk}") for part in shown}
    for part in shown:
        for one in part.questions:
            places[part.section.key, one.question.key] = (one.number, f"#question-{one.question.pk}")
    return [(finding, *places.get((finding.section, finding.question), ("", ""))) for finding in findings]


@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Start a draft from the latest version, or go on with the one that is there."""
    one = kept_or_404(request, slug)
    if done(request, lambda: services.start_draft(by=asker(request), template=one), _("This is the draft.")):
        return redirect("capacity-template-draft", one.slug)
    return redirect(one)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is about to be published and publish it."""
    version = draft_or_404(request, slug)
    one = version.template
    document = as_document(version)
    findings = check(document, site_languages(*languages_of(version)))
    form = PublishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if accepted(form, lambda: services.publish(by=asker(request), version=version, note=note)):
            messages.success(request, _("The draft is published."))
            return redirect(one)
    shown = shown_in(version)
    last = one.versions.exclude(pk=version.pk).first()
    context = page_of_templates(
        request,
        Link(str(one), one.get_absolute_url()),
        Link(_("Draft"), one.get_absolute_url() + "draft/"),
        Link(_("Publish")),
    ) | {
        "one": one,
        "version": version,
        "form": form,
        "faults": _linked([finding for finding in findings if finding.is_fault], shown),
        "remarks": _linked([finding for finding in findings if not finding.is_fault], shown),
        "last": last,
        "found": compare(as_document(last), document) if last else None,
    }
    return render(request, "capacity_questionnaires/publish.html", context, status=400 if form.errors else 200)


@require_POST
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    """Discard the draft."""
    version: Version = draft_or_404(request, slug)
    said = _("The draft is discarded. For 30 days you can bring it back here.")
    if done(request, lambda: services.discard_draft(by=asker(request), version=version), said):
        return redirect(version.template)
    return redirect("capacity-template-draft", slug)
