"""An assessment as a whole: overview, its way to the signature, who sees it, what changed since the last round."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.capacity.questionnaires.frame import saved
from capacities.capacity.rounds.access import assessment_or_404, own_assessment_or_404, sees_all
from capacities.capacity.rounds.aside import aside_of
from capacities.capacity.rounds.change import assessment_before, change_since_last_round
from capacities.capacity.rounds.forms import NoteForm, PrivacyForm
from capacities.capacity.rounds.mails import teams_of
from capacities.capacity.rounds.models import AssessmentState
from capacities.capacity.rounds.progress import STATE_MARKS
from capacities.capacity.rounds.services import review
from capacities.capacity.rounds.sheet import sheet_of
from capacities.capacity.rounds.views.common import assessment_page
from capacities.core.people.asker import asker
from capacities.core.permissions import may, require
from capacities.web.acts import done
from capacities.web.navigation import Link


@require_safe
def assessment(request: HttpRequest, slug: str, assessment_id: int) -> HttpResponse:
    """Show an assessment: to its team and the holders with all that is going on, to others once it is signed off."""
    found = assessment_or_404(request.user, slug, assessment_id)
    sheet = sheet_of(found)
    context = assessment_page(request, found, sheet=sheet, mark=STATE_MARKS[AssessmentState(found.state)])
    context["statements"] = list(found.statements.filter(removed_at=None))
    if not sees_all(request.user, found):
        return render(request, "capacity_rounds/answers.html", context)
    closes = found.round.closes_at
    context |= {
        "team": teams_of([found])[found.pk],
        "people": list(found.participants.filter(removed_at=None).select_related("person")),
        "steps": list(found.steps.select_related("by")),
        "aside": aside_of(found),
        "before": assessment_before(found),
        "open_remarks": found.remarks.filter(settled_at=None).count(),
        "days_left": (closes - timezone.now()).days if closes else None,
        "signs": bool(may(request.user, "capacity.sign_off", found)),
    }
    return render(request, "capacity_rounds/assessment.html", context)


@require_safe
def assessment_answers(request: HttpRequest, slug: str, assessment_id: int) -> HttpResponse:
    """Show all answers on one page, to read, check and print."""
    found = assessment_or_404(request.user, slug, assessment_id)
    context = assessment_page(request, found, Link(_("All answers")), sheet=sheet_of(found))
    context["mark"] = STATE_MARKS[AssessmentState(found.state)]
    context["statements"] = list(found.statements.filter(removed_at=None))
    return render(request, "capacity_rounds/answers.html", context)


@require_POST
def assessment_state(request: HttpRequest, slug: str, assessment_id: int) -> HttpResponse:
    """Send to review, send back, or sign off."""
    found = own_assessment_or_404(request.user, slug, assessment_id)
    by, note = asker(request), request.POST.get("note", "")
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "review": (
            lambda: review.send_to_review(by=by, assessment=found),
            _("It is in review; those who review are told by e-mail."),
        ),
        "back": (lambda: review.send_back(by=by, assessment=found, note=note), _("It is with the writers again.")),
        "sign": (lambda: review.sign_off(by=by, assessment=found), _("It is signed off.")),
    }
    if request.POST.get("action") not in acts:
        raise Http404
    act, said = acts[request.POST["action"]]
    if request.POST["action"] == "sign":
        require(by, "capacity.sign_off", found)
    done(request, act, said)
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_reopen(request: HttpRequest, slug: str, assessment_id: int) -> HttpResponse:
    """Open a signed assessment again, with a reason."""
    found = own_assessment_or_404(request.user, slug, assessment_id)
    require(request.user, "capacity.sign_off", found)
    form = NoteForm(request.POST if request.method == "POST" else None)
    context = assessment_page(
        request, found, Link(_("Open again")), title=_("Open the self-assessment again"), button=_("Open it again")
    )
    return saved(
        request, form, context, lambda data: review.reopen(by=asker(request), assessment=found, note=data["note"])
    )


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_privacy(request: HttpRequest, slug: str, assessment_id: int) -> HttpResponse:
    """Choose who sees scores and answers."""
    found = own_assessment_or_404(request.user, slug, assessment_id)
    require(request.user, "capacity.sign_off", found)
    form = PrivacyForm(request.POST if request.method == "POST" else None, initial={"privacy": found.privacy})
    context = assessment_page(request, found, Link(_("Seen by")))
    return saved(
        request, form, context,
        lambda data: review.set_privacy(by=asker(request), assessment=found, privacy=data["privacy"]),
        template="capacity_rounds/privacy.html",
    )  # fmt: skip


@require_safe
def assessment_change(request: HttpRequest, slug: str, assessment_id: int) -> HttpResponse:
    """Show what changed since the last round."""
    found = assessment_or_404(request.user, slug, assessment_id)
    if not sees_all(request.user, found):
        raise Http404
    context = assessment_page(request, found, Link(_("Since the last round")), change=change_since_last_round(found))
    return render(request, "capacity_rounds/change.html", context)
