"""What is done with matches: propose, send, answer, meet, rate, remind; ask for one oneself; say how one takes part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.capacity.rounds.models import Assessment, Round
from capacities.capacity.sessions.mails import tell_side
from capacities.capacity.sessions.models import Match, MatchState, PeerProfile, Rating, Side
from capacities.capacity.sessions.pairing import match_of, paired
from capacities.capacity.sessions.picture import picture_of, traits_of
from capacities.capacity.sessions.reasons import sides_of, teams_of
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, may, require
from capacities.engines.capacity_gaps import NEED_BELOW

REMIND_AFTER = timedelta(days=14)


@transaction.atomic
def propose_matches(*, by: Person, round: Round, fair: bool = False) -> int:
    """Draft matches anew and return how many; those that were sent stay, and declined pairs stay apart."""
    require(by, "capacity.keep", round)
    Match.objects.filter(round=round, state=MatchState.DRAFT).delete()
    picture = picture_of(by, round, NEED_BELOW, signed_off=True)
    made = paired(round, picture, Match.objects.filter(round=round), fair=fair)
    for match in made:
        match.save()
    return len(made)


@transaction.atomic
def send_match(*, by: Person, match: Match) -> Match:
    """Send a proposal to both sides."""
    require(by, "capacity.keep", match.round)
    match = _locked(match)
    if match.state != MatchState.DRAFT:
        raise Refused(_("This proposal was sent already, or withdrawn."))
    match.state, match.sent_at = MatchState.SENT, timezone.now()
    match.save(update_fields=["state", "sent_at"])
    for side in Side:
        tell_side(match, side, "match_proposed")
    return match


@transaction.atomic
def drop_match(*, by: Person, match: Match) -> Match:
    """Withdraw a match: the pair is not proposed again for this topic, unless it is brought back."""
    require(by, "capacity.keep", match.round)
    match = _locked(match)
    if match.state == MatchState.MET:
        raise Refused(_("These two have met already."))
    match.state = MatchState.WITHDRAWN
    match.save(update_fields=["state"])
    return match


@transaction.atomic
def restore_match(*, by: Person, match: Match) -> Match:
    """Bring a withdrawn match back to where it stood."""
    require(by, "capacity.keep", match.round)
    match = _locked(match)
    if match.state == MatchState.WITHDRAWN:
        match.state = _state(match)
        match.save(update_fields=["state"])
    return match


@transaction.atomic
def ask_for_match(*, by: Person, learner: Assessment, teacher: Assessment, topic: str) -> Match:
    """Ask a team that offers a topic for a meeting, in the name of one's own team; the other side gets a mail.

    ``teacher`` is one whose offer the asker may see (``offers.offers_to``).
    """
    require(by, "capacity.answer", learner)
    if learner.pk == teacher.pk or learner.round_id != teacher.round_id:
        raise Refused(_("Ask another team of the same round."))
    there = Match.objects.filter(learner=learner, teacher=teacher, topic=topic).exclude(state=MatchState.DRAFT).first()
    if there is not None:
        raise Refused(_("There is a match of your two teams on this topic already."))
    Match.objects.filter(learner=learner, teacher=teacher, topic=topic).delete()
    match = _asked(by, learner, teacher, topic)
    match.state, match.sent_at = MatchState.SENT, timezone.now()
    match.asked_by_learner, match.learner_yes, match.learner_contact = True, True, by
    match.save()
    tell_side(match, Side.TEACHER, "match_asked")
    return match


@transaction.atomic
def answer_match(*, by: Person, match: Match, side: str, yes: bool, reason: str = "") -> Match:
    """Accept or decline for one side; the other side learns of it. Until they have met, an answer can be changed.

    Whoever accepts becomes the contact, whose name and address the other side sees once both have accepted.
    """
    require(by, "capacity.answer", match.of(side))
    match = _locked(match)
    if match.state not in (MatchState.SENT, MatchState.ACCEPTED, MatchState.DECLINED):
        raise Refused(_("This match does not wait for answers."))
    setattr(match, f"{side}_yes", yes)
    setattr(match, f"{side}_said", reason)
    setattr(match, f"{side}_contact", by if yes else None)
    before, match.state = match.state, _state(match)
    match.save()
    other = Side.TEACHER if side == Side.LEARNER else Side.LEARNER
    if match.state == MatchState.ACCEPTED and before != MatchState.ACCEPTED:
        for each in Side:
            tell_side(match, each, "match_accepted")
    elif match.state == MatchState.DECLINED and before != MatchState.DECLINED and match.said_yes(other) is not False:
        tell_side(match, other, "match_declined")
    return match


@transaction.atomic
def note_meeting(*, by: Person, match: Match, met_on: date, note: str = "") -> Match:
    """Note that the two have met; either side may."""
    _require_side(by, match)
    match = _locked(match)
    if match.state not in (MatchState.ACCEPTED, MatchState.MET):
        raise Refused(_("First both sides accept the match."))
    if met_on > timezone.localdate():
        raise Refused(_("The day of the meeting must not lie in the future."))
    match.state, match.met_on, match.met_note = MatchState.MET, met_on, note
    match.save(update_fields=["state", "met_on", "met_note"])
    return match


@transaction.atomic
def rate_match(*, by: Person, match: Match, side: str, stars: int, words: str = "") -> Rating:
    """Rate a meeting for one side; rating again replaces what was said."""
    require(by, "capacity.answer", match.of(side))
    match = _locked(match)
    if match.state != MatchState.MET:
        raise Refused(_("First note that you have met."))
    rating, _new = Rating.objects.update_or_create(
        match=match, side=side, defaults={"stars": stars, "words": words, "by": by, "at": timezone.now()}
    )
    return rating


@transaction.atomic
def save_profile(*, by: Person, assessment: Assessment, values: Mapping[str, Any]) -> PeerProfile:
    """Say how a team takes part: languages, days away, limits. The team says it, or those who hold the round.

    Whether it takes part in peer learning only the team itself says: holders leave that as it is.
    """
    speaks = may(by, "capacity.answer", assessment)
    if not speaks:
        require(by, "capacity.keep", assessment.round)
    profile, _new = PeerProfile.objects.get_or_create(assessment=assessment)
    for name, value in values.items():
        if speaks or name != "takes_part":
            setattr(profile, name, value)
    profile.full_clean()
    profile.save()
    return profile


@transaction.atomic
def remind_of_matches(now: datetime) -> int:
    """Remind once those who have not answered for two weeks; return of how many matches."""
    waiting = Match.objects.select_for_update(of=["self"], skip_locked=True).filter(
        state=MatchState.SENT, reminded_at=None, sent_at__lte=now - REMIND_AFTER, round__removed_at=None
    )
    count = 0
    for match in waiting.select_related("round", "learner__place", "teacher__place"):
        match.reminded_at = now
        match.save(update_fields=["reminded_at"])
        for side in Side:
            if match.said_yes(side) is None:
                tell_side(match, side, "match_reminder")
        count += 1
    return count


def _state(match: Match) -> MatchState:
    """Return where a match stands by its answers."""
    if match.sent_at is None:
        return MatchState.DRAFT
    if False in (match.learner_yes, match.teacher_yes):
        return MatchState.DECLINED
    if match.met_on:
        return MatchState.MET
    return MatchState.ACCEPTED if match.learner_yes and match.teacher_yes else MatchState.SENT


def _asked(by: Person, learner: Assessment, teacher: Assessment, topic: str) -> Match:
    """Return a match that somebody asks for, with the reasons that the round knows."""
    picture = picture_of(by, learner.round, NEED_BELOW)
    rows, ids = {team.pk: k for k, team in enumerate(picture.teams)}, picture.topics
    if learner.pk not in rows or teacher.pk not in rows or topic not in ids:
        return Match(round=learner.round, learner=learner, teacher=teacher, topic=topic, reasons={"offers": True})
    return match_of(
        learner.round, picture, traits_of(picture), rows[learner.pk], rows[teacher.pk], ids.index(topic), 0.0
    )


def _require_side(by: Person, match: Match) -> None:
    """Ask the permission for the side that somebody speaks for, whichever it is."""
    sides = sides_of(match, teams_of(by, match))
    require(by, "capacity.answer", match.of(sides[0] if sides else Side.LEARNER))


def _locked(match: Match) -> Match:
    rows = Match.objects.select_for_update(of=["self"]).select_related("round", "learner__place", "teacher__place")
    return rows.get(pk=match.pk)
