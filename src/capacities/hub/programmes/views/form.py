"""Pages of the form editor: questions, criteria, their order, and a preview of what towns see."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.texts import missing_languages
from capacities.hub.programmes import services
from capacities.hub.programmes.forms.answers import AnswersForm
from capacities.hub.programmes.forms.programmes import CriterionForm, QuestionForm
from capacities.hub.programmes.models import Criterion, Programme, Question
from capacities.hub.programmes.views.common import kept, programme_page
from capacities.hub.structure.acts import done, saved
from capacities.web.acts import step_of
from capacities.web.navigation import Link

PARTS: dict[str, type[Question] | type[Criterion]] = {"questions": Question, "criteria": Criterion}


def form_url(programme: Programme) -> str:
    """Return the address of the editor."""
    return reverse("hub-form", args=[programme.hub.slug, programme.slug])


@require_safe
def editor(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Show questions and criteria, with buttons that order, remove and bring back."""
    programme = kept(request, slug, name)
    questions = list(programme.questions.all())
    criteria = list(programme.criteria.all())
    context = programme_page(
        request,
        programme,
        Link(_("Form and criteria")),
        questions=[(one, bool(missing_languages(one.label))) for one in questions if one.removed_at is None],
        removed_questions=[one for one in questions if one.removed_at is not None],
        criteria=[one for one in criteria if one.removed_at is None],
        removed_criteria=[one for one in criteria if one.removed_at is not None],
    )
    return render(request, "hub_programmes/editor.html", context)


@require_safe
def preview(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Show the form as a town sees it."""
    programme = kept(request, slug, name)
    form = AnswersForm(questions=list(programme.questions.filter(removed_at=None)))
    way = (Link(_("Form and criteria"), form_url(programme)), Link(_("Preview")))
    return render(request, "hub_programmes/preview.html", programme_page(request, programme, *way, form=form))


@require_http_methods(["GET", "HEAD", "POST"])
def new_question(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Add a question."""
    programme = kept(request, slug, name)
    form = QuestionForm(request.POST or None)
    context = _frame(request, programme, _("New question"), _("Add the question"))

    def save(values: dict[str, Any]) -> str:
        made = services.add_question(by=asker(request), programme=programme, **form.values())
        return f"{form_url(programme)}#questions{made.pk}"

    return saved(request, form, context, save)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_question(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """Change a question."""
    programme = kept(request, slug, name)
    question = get_object_or_404(programme.questions.select_related("programme__hub"), pk=number)
    form = QuestionForm(request.POST or None, initial=QuestionForm.initial_of(question))
    context = _frame(request, programme, _("Change the question"), _("Save"))

    def save(values: dict[str, Any]) -> str:
        services.change_question(by=asker(request), question=question, **form.values())
        return f"{form_url(programme)}#questions{question.pk}"

    return saved(request, form, context, save, record=question)


@require_http_methods(["GET", "HEAD", "POST"])
def new_criterion(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Add a criterion."""
    programme = kept(request, slug, name)
    form = CriterionForm(request.POST or None)
    context = _frame(request, programme, _("New criterion"), _("Add the criterion"))

    def save(values: dict[str, Any]) -> str:
        made = services.add_criterion(by=asker(request), programme=programme, **values)
        return f"{form_url(programme)}#criteria{made.pk}"

    return saved(request, form, context, save)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_criterion(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """Change a criterion."""
    programme = kept(request, slug, name)
    criterion = get_object_or_404(programme.criteria.select_related("programme__hub"), pk=number)
    initial = {field: getattr(criterion, field) for field in ("name", "hint", "weight")}
    form = CriterionForm(request.POST or None, initial=initial)
    context = _frame(request, programme, _("Change the criterion"), _("Save"))

    def save(values: dict[str, Any]) -> str:
        services.change_criterion(by=asker(request), criterion=criterion, **values)
        return f"{form_url(programme)}#criteria{criterion.pk}"

    return saved(request, form, context, save, record=criterion)


@require_POST
def act_on_part(request: HttpRequest, slug: str, name: str, part: str, number: int, what: str) -> HttpResponse:
    """Move a question or a criterion up or down, remove it, bring it back."""
    programme = kept(request, slug, name)
    if part not in PARTS:
        raise Http404
    rows: models.QuerySet[Any] = PARTS[part]._default_manager.filter(programme=programme)
    one = get_object_or_404(rows.select_related("programme__hub"), pk=number)
    by = asker(request)
    step = step_of(request, what)
    acts = {
        "remove": (
            lambda: services.remove_part(by=by, part=one),
            _("It is removed. You can bring it back below."),
        ),
        "restore": (lambda: services.restore_part(by=by, part=one), _("It is back.")),
    }
    if step:
        words = _("Moved up.") if step < 0 else _("Moved down.")
        done(request, lambda: services.move_part(by=by, part=one, step=step), words)
    elif what in acts:
        done(request, *acts[what])
    else:
        raise Http404
    return redirect(f"{form_url(programme)}#{part}{one.pk if what != 'remove' else ''}")


def _frame(request: HttpRequest, programme: Programme, title: str, button: str) -> dict[str, Any]:
    way = (Link(_("Form and criteria"), form_url(programme)), Link(title))
    return programme_page(request, programme, *way, title=title, button=button)
