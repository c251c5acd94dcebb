"""Answering: a section to fill in, one field saved by itself, answers of the last round confirmed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from capacities.capacity.questionnaires.models import Kind, Question
from capacities.capacity.rounds.access import may_write, own_assessment_or_404
from capacities.capacity.rounds.forms import EvidenceForm
from capacities.capacity.rounds.models import Assessment
from capacities.capacity.rounds.rows import Row, clashes_of, rows_of
from capacities.capacity.rounds.services import answers as services
from capacities.capacity.rounds.sheet import SectionSheet, Sheet, sheet_of
from capacities.capacity.rounds.values import digest, read_typed
from capacities.capacity.rounds.views.common import address_of, assessment_page
from capacities.core.people.asker import asker
from capacities.core.people.templatetags.people import clock
from capacities.core.permissions import Refused
from capacities.web.navigation import Link


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, slug: str, assessment_id: int, key: str) -> HttpResponse:
    """Show a section to fill in; without scripts, save what was changed in it."""
    found = own_assessment_or_404(request.user, slug, assessment_id)
    if request.method == "POST":
        _tell_of_lost_questions(request, found)
        if all(part.section.key != key for part in sheet_of(found).sections):
            return redirect(found)
    sheet, part = _part(found, key)
    rows = rows_of(found, part)
    if request.method != "POST":
        return _section_page(request, found, sheet, part, rows)
    refused = _save_all(request, found, rows)
    if refused:
        messages.warning(request, refused)
    sheet, part = _part(found, key)
    fresh = rows_of(found, part)
    wrong = {row.key: row for row in rows if row.problem or row.clashes or refused}
    if not wrong:
        messages.success(request, _("Saved."))
        return redirect(_next(request, sheet, part))
    shown = []
    for row in fresh:
        kept = wrong.get(row.key)
        if kept is not None:
            row.typed, row.comment, row.problem, row.clashes = kept.typed, kept.comment, kept.problem, kept.clashes
        shown.append(row)
    status = 409 if any(row.clashes for row in shown) else 403 if refused else 400
    return _section_page(request, found, sheet, part, shown, status=status)


@require_POST
def answer(request: HttpRequest, slug: str, assessment_id: int, key: str) -> HttpResponse:
    """Save one field and say how it went, as data for the page's script."""
    found = own_assessment_or_404(request.user, slug, assessment_id)
    item = sheet_of(found).items.get(key)
    name = request.POST.get("field", "")
    if name not in services.FIELDS:
        raise Http404
    if item is None:
        said = _(
            "The template was changed: this question is no longer asked. Copy your words, then load the page again."
        )
        return JsonResponse({"state": "gone", "said": said}, status=410)
    try:
        changes = {name: _typed(request, item.question, name, name)}
        seen = {name: request.POST.get("seen", "")}
        outcome = services.save_answer(
            by=asker(request), assessment=found, question=item.question, changes=changes, seen=seen
        )
    except ValidationError as error:
        return JsonResponse({"state": "problem", "said": " ".join(error.messages)}, status=400)
    except Refused as refused:
        return JsonResponse({"state": "refused", "said": str(refused.reason)}, status=403)
    stored = outcome.answer
    data: dict[str, Any] = {"state": "saved", "seen": digest(getattr(stored, name))}
    if outcome.clashes:
        shown = render_to_string(
            "capacity_rounds/clash.html",
            {"clashes": clashes_of(item, stored, outcome.clashes, changes), "row_key": key, "by_script": True},
            request=request,
        )
        theirs = stored.comment if name == "comment" else stored.value
        data |= {"state": "clash", "shown": shown, "theirs": theirs if theirs is not None else ""}
        return JsonResponse(data, status=409)
    sheet = sheet_of(found)
    part = next(part for part in sheet.sections if any(one.question.key == key for one in part.items))
    return JsonResponse(
        data
        | {
            "said": _("Saved at %(time)s") % {"time": clock(timezone.localtime(stored.changed_at))},
            "hidden": sheet.hidden_keys(),
            "count": told_count(part),
        }
    )


@require_POST
def confirm(request: HttpRequest, slug: str, assessment_id: int) -> HttpResponse:
    """Confirm answers of the last round: one, those of a section, or all that are the reader's to answer."""
    found = own_assessment_or_404(request.user, slug, assessment_id)
    sheet = sheet_of(found)
    one, section_key = request.POST.get("question", ""), request.POST.get("section", "")
    wanted = [
        item.question
        for part in sheet.sections
        for item in part.carried
        if (not one or item.question.key == one)
        and (not section_key or part.section.key == section_key)
        and may_write(request.user, found, part.section.key)
    ]
    try:
        count = services.confirm(by=asker(request), assessment=found, questions=wanted)
    except Refused as refused:
        messages.warning(request, str(refused.reason))
    else:
        messages.success(
            request,
            ngettext("%(count)s answer is confirmed.", "%(count)s answers are confirmed.", count) % {"count": count},
        )
    if one or section_key:
        item = sheet.items.get(one)
        key = section_key or (item.question.section.key if item else "")
        if key:
            return redirect(address_of(found, "capacity-fill-in", key) + (f"#q-{one}" if one else ""))
    return redirect(found)


def told_count(part: SectionSheet) -> str:
    """Say how many questions of a section are answered."""
    asked = len(part.asked)
    words = ngettext("%(done)s of %(count)s question answered", "%(done)s of %(count)s questions answered", asked)
    return words % {"done": part.answered_count, "count": asked}


def _save_all(request: HttpRequest, found: Assessment, rows: list[Row]) -> str:
    """Save each field of the form that was changed; note problems and clashes on the rows. Returns a refusal."""
    theirs, refused = request.POST.getlist("theirs"), ""
    for row in rows:
        question = row.item.question
        if f"seen-value-{row.key}" not in request.POST or row.key in theirs:
            continue
        typed = request.POST.getlist(f"value-{row.key}")
        comment = request.POST.get(f"comment-{row.key}", "")
        seen = {name: request.POST.get(f"seen-{name}-{row.key}", "") for name in services.FIELDS}
        changes: dict[str, Any] = {}
        try:
            if question.kind != Kind.FILE or typed:
                changes["value"] = _typed(request, question, "value", f"value-{row.key}")
        except ValidationError as error:
            row.typed, row.problem = typed, " ".join(error.messages)
        changes["comment"] = _typed(request, question, "comment", f"comment-{row.key}")
        changes = {name: value for name, value in changes.items() if digest(value) != seen[name]}
        if not changes:
            row.comment = comment
            continue
        row.comment = comment
        if not row.problem:
            row.typed = typed
        try:
            outcome = services.save_answer(
                by=asker(request), assessment=found, question=question, changes=changes, seen=seen
            )
            row.clashes = clashes_of(row.item, outcome.answer, outcome.clashes, changes)
        except ValidationError as error:
            row.problem = " ".join(error.messages)
        except Refused as why:
            refused = str(why.reason)
    return refused


def _tell_of_lost_questions(request: HttpRequest, found: Assessment) -> None:
    """Give back what was typed for questions that a newer version of the template no longer asks."""
    known = sheet_of(found).items
    for name in request.POST:
        key = name.removeprefix("seen-value-")
        if key == name or key in known:
            continue
        typed = [*request.POST.getlist(f"value-{key}"), request.POST.get(f"comment-{key}", "")]
        told = "; ".join(text for text in typed if text.strip())
        if told:
            words = _("The template was changed meanwhile; a question is no longer asked. You had typed: %(typed)s")
            messages.warning(request, words % {"typed": told})


def _typed(request: HttpRequest, question: Question, name: str, post: str) -> Any:
    if name == "comment":
        return request.POST.get(post, "").replace("\r\n", "\n").strip()
    if question.kind == Kind.FILE:
        texts = [text for text in request.POST.getlist(post) if text == "not_applicable"]
        return texts[0] if texts else None
    return read_typed(question, request.POST.getlist(post))


def _section_page(
    request: HttpRequest, found: Assessment, sheet: Sheet, part: SectionSheet, rows: list[Row], status: int = 200
) -> HttpResponse:
    number = sheet.sections.index(part)
    context = assessment_page(request, found, Link(str(part.section)), sheet=sheet, part=part, rows=rows)
    context |= {
        "writes": not context["closed"] and may_write(request.user, found, part.section.key),
        "count": told_count(part),
        "number": number + 1,
        "following": sheet.sections[number + 1] if number + 1 < len(sheet.sections) else None,
        "previous": sheet.sections[number - 1] if number else None,
        "evidence_form": EvidenceForm(),
        "gone_files": list(
            found.evidence.filter(question_key__in=[row.key for row in rows], removed_at__isnull=False).select_related(
                "file"
            )
        ),
    }
    return render(request, "capacity_rounds/section.html", context, status=status)


def _part(found: Assessment, key: str) -> tuple[Sheet, SectionSheet]:
    sheet = sheet_of(found)
    part = next((part for part in sheet.sections if part.section.key == key), None)
    if part is None:
        raise Http404
    return sheet, part


def _next(request: HttpRequest, sheet: Sheet, part: SectionSheet) -> str:
    number = sheet.sections.index(part)
    if "next" in request.POST and number + 1 < len(sheet.sections):
        return address_of(sheet.assessment, "capacity-fill-in", sheet.sections[number + 1].section.key)
    if "next" in request.POST:
        return sheet.assessment.get_absolute_url()
    return address_of(sheet.assessment, "capacity-fill-in", part.section.key)
