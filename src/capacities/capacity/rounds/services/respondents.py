"""Who is asked in a round: added, invited, leaving, coming back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.models import Audience
from capacities.capacity.rounds.mails import teams_of
from capacities.capacity.rounds.models import (
    Assessment,
    AssessmentState,
    Part,
    Participant,
    Round,
    RoundState,
    Step,
    StepKind,
)
from capacities.capacity.rounds.services.answers import locked
from capacities.capacity.rounds.services.carry import carry_over
from capacities.capacity.rounds.tasks import tell_respondents
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.places.models import Place

MAILS_A_JOB = 50


@transaction.atomic
def add_countries(*, by: Person, round: Round, codes: Iterable[str]) -> list[Assessment]:
    """Ask these countries; those that are asked already stay as they are. Returns the new ones."""
    require(by, "capacity.keep", round)
    if round.audience != Audience.COUNTRY:
        raise Refused(_("This round is answered by cities."))
    known = set(round.assessments.values_list("country", flat=True))
    wanted = [code for code in dict.fromkeys(code.upper() for code in codes) if code not in known]
    _refuse_foreign(round, wanted)
    return _add(round, [Assessment(round=round, country=code, privacy=round.privacy) for code in wanted])


@transaction.atomic
def add_places(*, by: Person, round: Round, places: Iterable[Place]) -> list[Assessment]:
    """Ask these cities; those that are asked already stay as they are. Returns the new ones."""
    require(by, "capacity.keep", round)
    if round.audience != Audience.CITY:
        raise Refused(_("This round is answered by countries."))
    known = set(round.assessments.values_list("place_id", flat=True))
    wanted = {place.pk: place for place in places if place.pk not in known}
    _refuse_foreign(round, [place.country_id for place in wanted.values()])
    new = [Assessment(round=round, country=p.country_id, place=p, privacy=round.privacy) for p in wanted.values()]
    return _add(round, new)


@transaction.atomic
def invite(*, by: Person, round: Round) -> int:
    """Write to the teams of all respondents that were not invited yet; return how many have somebody to write to.

    A respondent without a team stays uninvited, so that the page can name it.
    """
    require(by, "capacity.keep", round)
    if round.state != RoundState.OPEN:
        raise Refused(_("Open the round first; then those who answer are invited."))
    waiting = list(
        round.assessments.filter(invited_at=None).exclude(state=AssessmentState.WITHDRAWN).select_related("place")
    )
    teams = teams_of(waiting)
    led = set(
        Participant.objects.filter(assessment__in=waiting, removed_at=None).values_list("assessment_id", flat=True)
    )
    ready = [one.pk for one in waiting if teams[one.pk] or one.pk in led]
    return tell_new(by, round, ready)


@transaction.atomic
def invite_address(*, by: Person, assessment: Assessment, email: str) -> Participant:
    """Ask somebody by e-mail address to lead an assessment that has no team here yet."""
    require(by, "capacity.keep", assessment.round)
    if assessment.round.state != RoundState.OPEN:
        raise Refused(_("Open the round first; then those who answer are invited."))
    address = email.strip().lower()
    invited, _made = Participant.objects.update_or_create(
        assessment=assessment,
        email=address,
        defaults={"part": Part.LEAD, "removed_at": None, "invited_by": by, "person": account_of(address)},
    )
    tell_new(by, assessment.round, [assessment.pk])
    return invited


@transaction.atomic
def withdraw(*, by: Person, assessment: Assessment, note: str = "") -> Assessment:
    """Let a respondent leave the round: it is kept as it is, and counts in nothing."""
    require(by, "capacity.keep", assessment.round)
    assessment = locked(assessment)
    if assessment.state == AssessmentState.WITHDRAWN:
        raise Refused(_("%(who)s has left the round already.") % {"who": assessment.respondent})
    assessment.state_before, assessment.state = assessment.state, AssessmentState.WITHDRAWN
    assessment.save(update_fields=["state", "state_before"])
    Step.objects.create(assessment=assessment, kind=StepKind.LEFT, note=note.strip(), by=by)
    return assessment


@transaction.atomic
def bring_back(*, by: Person, assessment: Assessment) -> Assessment:
    """Let a respondent come back to the round with everything as it was."""
    require(by, "capacity.keep", assessment.round)
    assessment = locked(assessment)
    if assessment.state != AssessmentState.WITHDRAWN:
        raise Refused(_("%(who)s is in the round.") % {"who": assessment.respondent})
    assessment.state = assessment.state_before or AssessmentState.INVITED
    assessment.state_before = ""
    assessment.save(update_fields=["state", "state_before"])
    Step.objects.create(assessment=assessment, kind=StepKind.RETURNED, by=by)
    return assessment


def tell_new(by: Person, round: Round, ids: list[int]) -> int:
    """Write the invitation for some assessments and note when."""
    rows = round.assessments.filter(pk__in=ids)
    tell(rows, "invited", {"letter": round.letter}, once="first", by=by)
    return rows.update(invited_at=timezone.now())


def tell(
    rows: QuerySet[Assessment],
    name: str,
    texts: Mapping[str, Mapping[str, str]],
    *,
    once: str,
    by: Person | None = None,
) -> None:
    """Let the worker write a mail to the teams of some assessments, some dozens at a time."""
    ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), MAILS_A_JOB):
        tell_respondents.defer(
            assessment_ids=ids[start : start + MAILS_A_JOB],
            name=name,
            texts={key: dict(text) for key, text in texts.items()},
            once=once,
            reply_to=by.email if by else "",
        )


def account_of(address: str) -> Person | None:
    """Return the account that has proved an address to be its own."""
    return Person.objects.filter(
        is_active=True, emailaddress__email__iexact=address, emailaddress__verified=True
    ).first()


def _add(round: Round, new: list[Assessment]) -> list[Assessment]:
    made = Assessment.objects.bulk_create(new)
    if round.state != RoundState.DRAFT:
        carry_over(round, made)
    return made


def _refuse_foreign(round: Round, codes: Iterable[str]) -> None:
    foreign = sorted({code for code in codes if round.countries and code not in round.countries})
    if foreign:
        words = _("Your hub holds this round for its own countries; it cannot ask: %(codes)s")
        raise ValidationError(words % {"codes": ", ".join(foreign)})
