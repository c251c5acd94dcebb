"""Peer learning: one's own matches, offers of others, one match, and the proposals of a round for its holders."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.capacity.rounds.models import Assessment, AssessmentState, Round
from capacities.capacity.rounds.queries import own_assessments, rounds_visible_to
from capacities.capacity.sessions import services
from capacities.capacity.sessions.forms import AnswerForm, MeetingForm, ProfileForm, RatingForm
from capacities.capacity.sessions.matchpage import shown_match, shown_matches
from capacities.capacity.sessions.models import Match, MatchState, PeerProfile, Side
from capacities.capacity.sessions.offers import Offered, needed_by, offers_to
from capacities.capacity.sessions.picture import takes_part
from capacities.capacity.sessions.queries import (
    matches_kept_by,
    matches_of,
    matches_visible_to,
    rounds_kept_by,
)
from capacities.capacity.sessions.reasons import sides_of, teams_of
from capacities.capacity.sessions.views.common import kept_round_or_404, matches_page, or_404
from capacities.core.people.asker import asker
from capacities.core.permissions import may, require
from capacities.core.topics import topic_name
from capacities.web.acts import accepted, done
from capacities.web.navigation import Link


@require_safe
def matches(request: HttpRequest) -> HttpResponse:
    """Show somebody's own matches, what others offer, and to those who hold rounds the way to their proposals."""
    own: list[Assessment] = []
    wanted: list[tuple[Offered, str, list[Assessment]]] = []
    offers: list[tuple[Offered, str, list[Assessment]]] = []
    if request.user.is_authenticated:
        for round in rounds_visible_to(request.user).exclude(state="draft"):
            mine = [
                one
                for one in Assessment.objects.filter(pk__in=own_assessments(request.user, round)).select_related(
                    "place", "round"
                )
                if one.state != AssessmentState.WITHDRAWN
            ]
            own += mine
            needed = needed_by(request.user, round)
            for offer in offers_to(request.user, round):
                (wanted if offer.topic in needed else offers).append((offer, topic_name(offer.topic), mine))
    context = matches_page(
        request,
        matches=shown_matches(request.user, matches_of(request.user)),
        own=own,
        wanted=wanted,
        offers=offers,
        kept=list(rounds_kept_by(request.user)),
    )
    return render(request, "capacity_sessions/matches.html", context)


@require_safe
def round_matches(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all proposals and matches of a round to those who hold it."""
    round = kept_round_or_404(request, slug)
    found = shown_matches(request.user, matches_kept_by(request.user, round))
    context = matches_page(
        request, Link(str(round)),
        round=round,
        drafts=[one for one in found if one.match.state == MatchState.DRAFT],
        sent=[one for one in found if one.match.state not in (MatchState.DRAFT, MatchState.WITHDRAWN)],
        withdrawn=[one for one in found if one.match.state == MatchState.WITHDRAWN],
        teams=_teams(round),
        url=reverse("capacity-matches-round", args=[slug]),
    )  # fmt: skip
    return render(request, "capacity_sessions/round_matches.html", context)


@require_POST
def round_matches_act(request: HttpRequest, slug: str) -> HttpResponse:
    """Draft proposals anew, or send all of them."""
    round = kept_round_or_404(request, slug)
    if request.POST.get("act") == "send":
        drafts = list(matches_kept_by(request.user, round).filter(state=MatchState.DRAFT))

        def send_all() -> None:
            for match in drafts:
                services.send_match(by=asker(request), match=match)

        done(request, send_all, _("The proposals are sent to both sides."))
    else:
        fair = request.POST.get("fair") == "yes"
        done(
            request,
            lambda: services.propose_matches(by=asker(request), round=round, fair=fair),
            _("The proposals are drafted anew. Nobody sees them until you send them."),
        )
    return redirect("capacity-matches-round", slug)


@require_safe
def match_page(request: HttpRequest, match_id: int) -> HttpResponse:
    """Show a match with its reasons, and what the reader can do now."""
    match = or_404(matches_visible_to(request.user), match_id)
    shown = shown_match(request.user, match)
    context = matches_page(
        request, Link(str(match)),
        shown=shown,
        match=match,
        answer_form=AnswerForm(),
        meeting_form=MeetingForm(initial={"met_on": match.met_on, "note": match.met_note}),
        rating_form=RatingForm(),
        keeps=bool(may(request.user, "capacity.keep", match.round)),
    )  # fmt: skip
    return render(request, "capacity_sessions/match.html", context)


@require_POST
def match_keep(request: HttpRequest, match_id: int, act: str) -> HttpResponse:
    """Send a proposal, withdraw a match, or bring one back; for those who hold the round."""
    match = or_404(matches_visible_to(request.user), match_id)
    require(request.user, "capacity.keep", match.round)
    acts = {
        "send": (services.send_match, _("The proposal is sent to both sides.")),
        "drop": (services.drop_match, _("The match is withdrawn. It stands below under “Withdrawn”.")),
        "restore": (services.restore_match, _("The match is back.")),
    }
    if act not in acts:
        raise Http404
    service, said = acts[act]
    done(request, lambda: service(by=asker(request), match=match), said)
    return redirect("capacity-matches-round", match.round.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def match_answer(request: HttpRequest, match_id: int, side: str) -> HttpResponse:
    """Accept or decline for one's side."""
    match = or_404(matches_visible_to(request.user), match_id)
    if side not in Side.values:
        raise Http404
    require(request.user, "capacity.answer", match.of(side))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        yes, reason = form.cleaned_data["answer"] == "yes", form.cleaned_data["reason"]
        answered = accepted(
            form, lambda: services.answer_match(by=asker(request), match=match, side=side, yes=yes, reason=reason)
        )
        if answered:
            done(request, lambda: None, _("Your answer is kept, and the other side is told."))
            return redirect(match)
    return _form(request, match, form, _("Your answer"), _("Send the answer"))


@require_http_methods(["GET", "HEAD", "POST"])
def match_met(request: HttpRequest, match_id: int) -> HttpResponse:
    """Note that the two have met."""
    match = or_404(matches_visible_to(request.user), match_id)
    sides = sides_of(match, teams_of(request.user, match))
    require(request.user, "capacity.answer", match.of(sides[0] if sides else Side.LEARNER))
    initial = {"met_on": match.met_on, "note": match.met_note}
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        noted = accepted(form, lambda: services.note_meeting(by=asker(request), match=match, **data))
        if noted:
            done(request, lambda: None, _("The meeting is noted. Please rate it as well."))
            return redirect(match)
    return _form(request, match, form, _("We have met"), _("Note the meeting"))


@require_http_methods(["GET", "HEAD", "POST"])
def match_rate(request: HttpRequest, match_id: int, side: str) -> HttpResponse:
    """Rate the meeting for one's side."""
    match = or_404(matches_visible_to(request.user), match_id)
    if side not in Side.values:
        raise Http404
    require(request.user, "capacity.answer", match.of(side))
    form = RatingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if accepted(form, lambda: services.rate_match(by=asker(request), match=match, side=side, **data)):
            done(request, lambda: None, _("Thank you. The other side reads it once both have rated."))
            return redirect(match)
    return _form(request, match, form, _("Rate the meeting"), _("Keep the rating"))


@require_POST
def match_ask(request: HttpRequest, slug: str, teacher_id: int, topic: str) -> HttpResponse:
    """Ask a team for a meeting on what it offers."""
    round = rounds_visible_to(request.user).filter(slug=slug).first()
    if round is None or not request.user.is_authenticated:
        raise Http404
    offered = {(one.team.pk, one.topic): one.team for one in offers_to(request.user, round)}
    own = own_assessments(request.user, round)
    asked_for = request.POST.get("learner", "")
    learner_id = int(asked_for) if asked_for.isdigit() and int(asked_for) in own else (own[0] if own else 0)
    if (teacher_id, topic) not in offered or not learner_id:
        raise Http404
    learner = Assessment.objects.select_related("place", "round__version__template").get(pk=learner_id)
    teacher = offered[teacher_id, topic]
    done(
        request,
        lambda: services.ask_for_match(by=asker(request), learner=learner, teacher=teacher, topic=topic),
        _("You asked %(who)s. You get a mail when they answer.") % {"who": teacher.respondent},
    )
    return redirect("capacity-matches")


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, assessment_id: int) -> HttpResponse:
    """Say how a team takes part: the team itself, or those who hold the round."""
    found = Assessment.objects.select_related("place", "round__version__template").filter(pk=assessment_id).first()
    if found is None or found.round.removed_at is not None:
        raise Http404
    if not (may(request.user, "capacity.answer", found) or may(request.user, "capacity.keep", found.round)):
        raise Http404
    there = PeerProfile.objects.filter(assessment=found).first() or PeerProfile(assessment=found)
    speaks = bool(may(request.user, "capacity.answer", found))
    initial = {"takes_part": "yes" if takes_part(found, there) else "no"}
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=there, initial=initial)
    if not speaks:
        del form.fields["takes_part"]
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        kept = accepted(form, lambda: services.save_profile(by=asker(request), assessment=found, values=data))
        if kept:
            done(request, lambda: None, _("Saved."))
            return redirect("capacity-matches")
    title = _("How %(team)s takes part") % {"team": found.respondent}
    context = matches_page(request, Link(title), form=form, title=title, button=_("Save"))
    return render(request, "capacity/form.html", context, status=400 if form.errors else 200)


def _teams(round: Round) -> list[tuple[Assessment, bool]]:
    """Return the teams of a round and whether each takes part in peer learning."""
    rows = round.assessments.exclude(state=AssessmentState.WITHDRAWN).select_related("place", "peer_profile")
    return [(team, takes_part(team, getattr(team, "peer_profile", None))) for team in rows]


def _form(request: HttpRequest, match: Match, form: forms.Form, title: str, button: str) -> HttpResponse:
    crumbs = [Link(str(match), match.get_absolute_url()), Link(title)]
    context = matches_page(request, *crumbs, form=form, title=title, button=button)
    return render(request, "capacity/form.html", context, status=400 if form.errors else 200)
