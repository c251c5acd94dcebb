"""Questions of a draft: written, asked under a condition, moved, removed and brought back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from capacities.capacity.questionnaires import services
from capacities.capacity.questionnaires.document import languages_of
from capacities.capacity.questionnaires.forms import ConditionForm, OptionsFormSet, QuestionForm
from capacities.capacity.questionnaires.forms.questions import CHOICES, earlier_choices, shortest
from capacities.capacity.questionnaires.models import Kind, Question, Section, Version
from capacities.capacity.questionnaires.preview import asked_if
from capacities.capacity.questionnaires.queries import sections_of
from capacities.capacity.questionnaires.services.questions import default_levels
from capacities.capacity.questionnaires.views.common import (
    draft_or_404,
    edited,
    page_of_draft,
    place_in_draft,
    question_or_404,
    section_or_404,
    there,
)
from capacities.core.people.asker import asker
from capacities.web.acts import accepted, done, whole_or_404

EMPTY_ROWS = 2


@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add a question of one kind to a section."""
    version = draft_or_404(request, slug)
    one = there(section_or_404(version, pk))
    kind = _kind(request, Kind.MATURITY)
    options = default_levels() if kind == Kind.MATURITY else []
    return _question_page(request, version, one, None, kind, options)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a question."""
    version = draft_or_404(request, slug)
    one = there(question_or_404(version, pk))
    kind = _kind(request, one.kind)
    options = one.options or (default_levels() if kind == Kind.MATURITY else [])
    return _question_page(request, version, one.section, one, kind, options)


def _question_page(
    request: HttpRequest, version: Version, section: Section, one: Question | None, kind: str, options: list[Any]
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    codes = languages_of(version)
    initial = {name: getattr(one, name) for name in _SHOWN} if one else {}
    initial |= {name: shortest(initial[name]) for name in _NUMBERS if name in initial}
    form = QuestionForm(posted, kind=kind, languages=codes, is_new=one is None, initial=initial)
    rows = None
    if kind in CHOICES:
        extra = EMPTY_ROWS if options else EMPTY_ROWS + 2
        rows = OptionsFormSet(posted, kind=kind, options=options, languages=codes, extra=extra)
    context = page_of_draft(request, version, _("Question") if one else _("New question")) | {
        "button": _("Save") if one else _("Add the question"),
        "version": version, "section": section, "question": one, "kind": kind, "kinds": Kind.choices, "rows": rows,
        "kind_name": Kind(kind).label, "asked_if": asked_if(one, dict(_numbered(version))) if one else "",
        "sections": list(version.sections.all()) if one else [],
    }  # fmt: skip
    if request.method == "POST":
        # Both are looked at, so that all that is wrong is told at once.
        is_valid = form.is_valid() & (rows is None or rows.is_valid())
        if is_valid:
            made = accepted(form, lambda: _save(request, form, rows, section, one))
            if made:
                messages.success(request, _("Saved."))
                return redirect(place_in_draft(version, f"question-{made.pk}"))
            if one is not None:
                stored = Question.everything.get(pk=one.pk)
                if form.seen() is not None and stored.revision != form.seen():
                    form.see(stored.revision)
                    context["stored"] = stored
    bad = bool(form.errors or (rows is not None and rows.is_bound and (rows.total_error_count() > 0)))
    return render(
        request, "capacity_questionnaires/question.html", context | {"form": form}, status=400 if bad else 200
    )


_NUMBERS = ("weight", "low", "high", "least", "most")
_SHOWN = ("text", "hint", "unit", "topics", "weight", "is_required", "low", "high", "least", "most", "longest",
          "revision")  # fmt: skip


def _save(request: HttpRequest, form: QuestionForm, rows: Any, section: Section, one: Question | None) -> Question:
    values = form.values() | ({"options": rows.options()} if rows is not None else {})
    if one is None:
        return services.add_question(
            by=asker(request), section=section, values=values, key=form.cleaned_data.get("key", "")
        )
    return services.change_question(by=asker(request), question=one, values=values, revision=form.seen())


@require_POST
def question_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Move a question within its section or to another one."""
    version = draft_or_404(request, slug)
    one = there(question_or_404(version, pk))
    target = request.POST.get("section", "")
    section = there(section_or_404(version, int(target))) if target.isdecimal() else one.section
    to = whole_or_404(request.POST.get("to"))
    done(
        request,
        lambda: services.move_question(by=asker(request), question=one, to=to, section=section),
        _("The question is moved."),
    )
    return redirect(place_in_draft(version, f"question-{one.pk}"))


@require_POST
def question_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Remove a question, or bring it back."""
    version = draft_or_404(request, slug)
    one = question_or_404(version, pk)
    if request.POST.get("back"):
        is_back = done(
            request, lambda: services.restore_question(by=asker(request), question=one), _("The question is back.")
        )
        return redirect(place_in_draft(version, f"question-{one.pk}" if is_back else "removed"))
    said = _("The question is removed. For 30 days you can bring it back below.")
    done(request, lambda: services.remove_question(by=asker(request), question=one), said)
    return redirect(place_in_draft(version, "removed"))


@require_http_methods(["GET", "HEAD", "POST"])
def condition(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Choose the earlier question that decides whether this one is asked, and its answers."""
    version = draft_or_404(request, slug)
    one = there(question_or_404(version, pk))
    numbered = _numbered(version)
    earlier = numbered[: [question.pk for _key, (_number, question) in numbered].index(one.pk)]
    choices = earlier_choices([pair for _key, pair in earlier])
    key = request.POST.get("on", request.GET.get("on", one.condition.get("question", "")))
    on = next((question for name, (_number, question) in earlier if name == key), None)
    if key and (on is None or key not in dict(choices)):
        key, on = "", None
    initial = {"revision": one.revision, **(one.condition if one.condition.get("question") == key else {})}
    form = ConditionForm(request.POST if request.method == "POST" else None, on=on, initial=initial)
    context = page_of_draft(request, version, _("When it is asked")) | {
        "question": one, "choices": choices, "on": key, "version": version,
    }  # fmt: skip

    def save() -> Question:
        values = {"condition": form.condition()} | {name: getattr(one, name) for name in _KEPT}
        return services.change_question(by=asker(request), question=one, values=values, revision=form.seen())

    return edited(
        request,
        form,
        one,
        context,
        "capacity_questionnaires/condition.html",
        save,
        place_in_draft(version, f"question-{one.pk}"),
    )


_KEPT = ("kind", "options", "low", "high", "least", "most", "unit", "longest")


def _numbered(version: Version) -> list[tuple[str, tuple[str, Question]]]:
    return [
        (question.key, (f"{number}.{order}", question))
        for number, section in enumerate(sections_of(version), start=1)
        for order, question in enumerate(section.questions.all(), start=1)
    ]


def _kind(request: HttpRequest, otherwise: str) -> str:
    asked = request.POST.get("kind", request.GET.get("kind", otherwise))
    return asked if asked in Kind.values else otherwise
