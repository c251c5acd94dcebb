"""Rounds: the list, making and changing one, its page, and what is done with it as a whole."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.capacity.questionnaires.frame import saved
from capacities.capacity.rounds.access import round_or_404
from capacities.capacity.rounds.forms import RoundForm
from capacities.capacity.rounds.models import AssessmentState, Round
from capacities.capacity.rounds.progress import FILE_COLUMNS, counts_by_state, file_rows, respondents, rows_of
from capacities.capacity.rounds.queries import (
    assessments_visible_to,
    my_assessments,
    own_assessments,
    removed_rounds,
    rounds_held_by,
    rounds_visible_to,
    versions_for,
    versions_to_move_to,
)
from capacities.capacity.rounds.services import respondents as asking
from capacities.capacity.rounds.services import rounds as services
from capacities.capacity.rounds.services.chasing import lagging
from capacities.capacity.rounds.views.common import round_page, rounds_page
from capacities.core.people.asker import asker
from capacities.core.permissions import Refused, may, require
from capacities.web.acts import done
from capacities.web.files import file_response
from capacities.web.navigation import Link

PER_PAGE = 50


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """List the rounds that the reader may see, with their own assessments first."""
    found = Paginator(rounds_visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    own = list(my_assessments(request.user)[:6])
    context = rounds_page(request, page=found, own=own, removed=removed_rounds(request.user))
    context["makes"] = bool(may(request.user, "capacity.make"))
    return render(request, "capacity_rounds/rounds.html", context)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List the assessments that the reader answers, leads or was invited to."""
    require(request.user, "capacity.take_part")
    page = Paginator(my_assessments(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = rounds_page(request, Link(_("My self-assessments")), page=page)
    return render(request, "capacity_rounds/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request: HttpRequest) -> HttpResponse:
    """Make a draft of a round."""
    require(request.user, "capacity.make")
    form = _form(request, None)
    context = rounds_page(request, Link(_("New round")), title=_("New round"), button=_("Save the draft"))
    context["versions"] = versions_for(request.user).exists()
    return saved(
        request, form, context, lambda _data: services.create_round(by=asker(request), values=form.values()),
        template="capacity_rounds/new.html",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def round_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a round says of itself."""
    round = round_or_404(request.user, slug)
    require(request.user, "capacity.keep", round)
    form = _form(request, round)
    context = round_page(request, round, Link(_("Change")), title=_("Change the round"), button=_("Save"))
    return saved(
        request,
        form,
        context,
        lambda _data: services.change_round(by=asker(request), round=round, values=form.values()),
        record=round,
    )


@require_safe
def round_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a round: to those who hold it with everybody's progress, to others with their own assessments."""
    round = round_or_404(request.user, slug)
    context = round_page(request, round)
    context["own"] = list(
        round.assessments.filter(pk__in=own_assessments(request.user, round)).select_related("place", "round")
    )
    if context["keeps"]:
        return render(request, "capacity_rounds/round.html", context | _progress(request, round))
    signed = assessments_visible_to(request.user, round).filter(state=AssessmentState.SIGNED_OFF)
    context["page"] = Paginator(signed, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "capacity_rounds/round_open.html", context)


@require_safe
def round_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Return how far everybody is as a file, for those who hold the round."""
    round = round_or_404(request.user, slug)
    require(request.user, "capacity.keep", round)
    return file_response(kind, f"{round.slug}-progress", FILE_COLUMNS, file_rows(request.user, round))


@require_POST
def round_act(request: HttpRequest, slug: str) -> HttpResponse:
    """Open, close, remove a round, bring it back, or invite those who were not invited yet."""
    round = round_or_404(request.user, slug)
    require(request.user, "capacity.keep", round)
    by, action = asker(request), request.POST.get("action", "")
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "open": (lambda: services.open_round(by=by, round=round), _("The round is open.")),
        "close": (lambda: services.close_round(by=by, round=round), _("The round is closed. You can open it again.")),
        "remove": (
            lambda: services.remove_round(by=by, round=round),
            _("The round is removed. You can bring it back here."),
        ),
        "restore": (lambda: services.remove_round(by=by, round=round, back=True), _("The round is back.")),
    }
    if action == "invite":
        return _invite(request, round)
    if action not in acts:
        raise Http404
    done(request, acts[action][0], acts[action][1])
    return redirect(round)


def _invite(request: HttpRequest, round: Round) -> HttpResponse:
    try:
        told = asking.invite(by=asker(request), round=round)
    except Refused as refused:
        messages.warning(request, str(refused.reason))
    else:
        words = ngettext("%(count)s respondent is invited.", "%(count)s respondents are invited.", told)
        messages.success(request, words % {"count": told})
    return redirect(round)


def _progress(request: HttpRequest, round: Round) -> dict[str, object]:
    state = request.GET.get("state", "")
    page = Paginator(respondents(round, state), PER_PAGE).get_page(request.GET.get("page"))
    rows = rows_of(request.user, round, list(page.object_list))
    uninvited = [row for row in rows if row.assessment.invited_at is None and row.assessment.state != "withdrawn"]
    return {
        "page": page,
        "rows": rows,
        "counts": counts_by_state(round),
        "state": state,
        "uninvited": round.assessments.filter(invited_at=None).exclude(state="withdrawn").count(),
        "teamless": [row for row in uninvited if not row.leaders],
        "lagging": lagging(round).count(),
        "days_left": (round.closes_at - timezone.now()).days if round.closes_at else None,
        "other_versions": versions_to_move_to(round).exists(),
    }


def _form(request: HttpRequest, round: Round | None) -> RoundForm:
    posted = request.POST if request.method == "POST" else None
    others = rounds_held_by(request.user).exclude(pk=round.pk if round else 0)
    return RoundForm(posted, by=asker(request), versions=versions_for(request.user), rounds=others, round=round)
