"""Pages of the choice: all applications side by side, one to read and score, the decision, the answer to the town."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.permissions import Refused
from capacities.core.texts import told_in
from capacities.hub.programmes import services
from capacities.hub.programmes.documents import applications_document
from capacities.hub.programmes.forms.choice import DecisionForm, ListForm, ReadingForm, ReplyForm
from capacities.hub.programmes.kinds import Outcome, Phase
from capacities.hub.programmes.models import Answer, Application, Decision, Programme
from capacities.hub.programmes.queries import applications_sent_to, next_to_score
from capacities.hub.programmes.standing import selected, unanswered, undecided
from capacities.hub.programmes.table import COLUMNS, Row, file_rows, narrowed, ordered, row_for, rows_for
from capacities.hub.programmes.views.common import kept, programme_page, received_or_404
from capacities.hub.programmes.words import answer_words, clock_of
from capacities.hub.structure.acts import accepted, done
from capacities.web.documents import KINDS, document_response
from capacities.web.files import file_response
from capacities.web.navigation import Link

PER_PAGE = 50


@require_safe
def selection(request: HttpRequest, slug: str, name: str, kind: str = "") -> HttpResponseBase:
    """List what towns have sent, filtered and ordered as the address says, or return it as a file."""
    programme = kept(request, slug, name)
    by, form = asker(request), ListForm(request.GET)
    everything = rows_for(by, programme, applications_sent_to(by, programme))
    rows = ordered(narrowed(everything, form.chosen("show")), form.chosen("order"))
    if kind in KINDS:
        chosen = [row.application for row in rows]
        spoken = (get_language() or "en")[:2]
        return document_response(
            lambda language: applications_document(programme, chosen, language), kind, programme.slug, spoken
        )
    if kind:
        questions = list(programme.questions.filter(removed_at=None))
        columns = (*COLUMNS, *(told_in(one.label).text for one in questions))
        return file_response(kind, programme.slug, columns, file_rows(rows, questions))
    context = programme_page(
        request,
        programme,
        Link(_("Applications")),
        form=form,
        page=Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        is_filtered=bool(form.chosen("show")),
        total=len(everything),
        criteria=programme.criteria.filter(removed_at=None).exists(),
        **_counts(programme),
    )
    return render(request, "hub_programmes/selection.html", context)


@require_POST
def send_waiting(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Send every answer that waits."""
    programme = kept(request, slug, name)
    try:
        sent, left = services.send_waiting_replies(by=asker(request), programme=programme)
    except Refused as refused:
        messages.warning(request, str(refused.reason))
    else:
        words = ngettext("%(count)s answer is sent.", "%(count)s answers are sent.", sent)
        messages.success(request, words % {"count": sent})
        if left:
            words = _("Not sent by you, because you come from the town or nobody there has an account: %(towns)s.")
            messages.warning(request, words % {"towns": ", ".join(left)})
    return redirect("hub-selection", slug, name)


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """Read an application and store one's own scores."""
    programme = kept(request, slug, name)
    found = received_or_404(request, programme, number)
    if request.method != "POST":
        return _reading_page(request, programme, found)
    by, criteria = asker(request), list(programme.criteria.filter(removed_at=None))
    form = ReadingForm(request.POST, criteria=criteria)
    if form.is_valid():
        scores, comment = form.scores(), form.cleaned_data["comment"]
        accepted(form, lambda: services.read_application(by=by, application=found, scores=scores, comment=comment))
    if not form.errors:
        messages.success(request, _("Your scores are stored."))
        return redirect(f"{_reading_url(found)}#scores")
    return _reading_page(request, programme, found, reading_form=form, status=400)


@require_POST
def decision(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """Decide on an application; a colleague's decision of the same minute is shown, never overwritten."""
    programme = kept(request, slug, name)
    found = received_or_404(request, programme, number)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _reading_page(request, programme, found, decision_form=form, status=400)
    try:
        services.decide(by=asker(request), application=found, **form.cleaned_data)
    except services.Overtaken as overtaken:
        fresh = received_or_404(request, programme, number)
        data = request.POST.copy()
        data["seen_version"] = str(fresh.decision.version)
        form = DecisionForm(data)
        form.add_error(None, str(overtaken.reason))
        return _reading_page(request, programme, fresh, decision_form=form, status=409)
    except Refused as refused:
        form.add_error(None, str(refused.reason))
        return _reading_page(request, programme, found, decision_form=form, status=400)
    messages.success(request, _("The decision is stored."))
    return redirect(f"{_reading_url(found)}#decision")


@require_POST
def act(request: HttpRequest, slug: str, name: str, number: int, what: str) -> HttpResponse:
    """Say that one comes from the town, or that this was a mistake."""
    programme = kept(request, slug, name)
    found = received_or_404(request, programme, number)
    by = asker(request)
    acts = {
        "conflict": (
            lambda: services.note_conflict(by=by, application=found),
            _("Noted: you neither score nor decide on this town."),
        ),
        "no-conflict": (lambda: services.take_conflict_back(by=by, application=found), _("Taken back.")),
    }
    if what not in acts:
        raise Http404
    done(request, *acts[what])
    return redirect(_reading_url(found))


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, slug: str, name: str, number: int) -> HttpResponse:
    """Change the answer to a town, keep it, send it."""
    programme = kept(request, slug, name)
    found = received_or_404(request, programme, number)
    row = _row(request, programme, found)
    if row.is_left_out or row.decision is None or row.decision.outcome not in Outcome.values:
        messages.warning(request, _("Decide on this application first."))
        return redirect(_reading_url(found))
    draft = services.draft_reply(found, row.decision)
    if request.method != "POST" or draft.sent_at is not None:
        initial = {"subject": draft.subject, "text": draft.text, "seen_version": draft.version}
        return _reply_page(request, programme, found, ReplyForm(initial=initial, language=found.language), draft)
    form = ReplyForm(request.POST, language=found.language)
    if not form.is_valid():
        return _reply_page(request, programme, found, form, draft, 400)
    try:
        services.keep_reply(by=asker(request), application=found, **form.cleaned_data)
        if request.POST.get("what") == "send":
            services.send_reply(by=asker(request), application=found)
    except services.Overtaken as overtaken:
        data = request.POST.copy()
        data["seen_version"] = str(services.draft_reply(found, row.decision).version)
        form = ReplyForm(data, language=found.language)
        form.add_error(None, str(overtaken.reason))
        return _reply_page(request, programme, found, form, draft, 409)
    except Refused as refused:
        messages.warning(request, str(refused.reason))
        return redirect(_reply_url(found))
    sent = request.POST.get("what") == "send"
    messages.success(request, _("The answer is sent.") if sent else _("Saved."))
    return redirect(reverse("hub-selection", args=[slug, name]) if sent else _reply_url(found))


def _reading_page(
    request: HttpRequest,
    programme: Programme,
    found: Application,
    *,
    reading_form: ReadingForm | None = None,
    decision_form: DecisionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    criteria = list(programme.criteria.filter(removed_at=None))
    row = _row(request, programme, found)
    decided = row.decision or Decision(application=found, version=0)
    initial = {"outcome": decided.outcome, "reason": decided.reason, "seen_version": decided.version}
    context = programme_page(
        request,
        programme,
        Link(_("Applications"), reverse("hub-selection", args=[programme.hub.slug, programme.slug])),
        Link(found.place.name),
        application=found,
        row=row,
        answers=_answers(programme, found),
        criteria=criteria,
        readings=[(one, mean, [(str(c), one.scores.get(str(c.pk))) for c in criteria]) for one, mean in row.shown],
        reading_form=reading_form or ReadingForm(criteria=criteria, reading=row.own),
        decision_form=decision_form or DecisionForm(initial=initial),
        can_choose=programme.phase is Phase.CLOSED or (programme.phase is Phase.OPEN and not programme.closes_at),
        sent_on=clock_of(programme, found.sent_at) if found.sent_at else "",
        next=next_to_score(asker(request), programme, found) if criteria else None,
        **_counts(programme),
    )
    return render(request, "hub_programmes/reading.html", context, status=status)


def _reply_page(
    request: HttpRequest, programme: Programme, found: Application, form: ReplyForm, draft: Any, status: int = 200
) -> HttpResponse:
    way = (
        Link(_("Applications"), reverse("hub-selection", args=[programme.hub.slug, programme.slug])),
        Link(found.place.name, _reading_url(found)),
        Link(_("Answer")),
    )
    context = programme_page(request, programme, *way, application=found, form=form, reply=draft)
    return render(request, "hub_programmes/reply.html", context, status=status)


def _row(request: HttpRequest, programme: Programme, found: Application) -> Row:
    return row_for(asker(request), programme, found, list(programme.criteria.filter(removed_at=None)))


def _answers(programme: Programme, found: Application) -> list[tuple[Any, str, Answer | None]]:
    """Return the answers in words, also those to questions that were removed since."""
    answers = {one.question_id: one for one in Answer.objects.filter(application=found).select_related("file")}
    questions = [one for one in programme.questions.all() if one.removed_at is None or one.pk in answers]
    return [(one, answer_words(one, answers.get(one.pk)), answers.get(one.pk)) for one in questions]


def _counts(programme: Programme) -> dict[str, int]:
    return {
        "chosen": selected(programme).count(),
        "undecided": undecided(programme),
        "unanswered": unanswered(programme) if programme.may_answer else 0,
    }


def _reading_url(found: Application) -> str:
    return reverse("hub-reading", args=[found.programme.hub.slug, found.programme.slug, found.pk])


def _reply_url(found: Application) -> str:
    return reverse("hub-application-reply", args=[found.programme.hub.slug, found.programme.slug, found.pk])
