"""Taking part: enrolled with or without an account, on the waiting list, modules gone through, completed, heard.

Seats are given under a lock on the programme, so that two people never get the last one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.outbox.letters import compose
from capacities.core.outbox.services import post
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.places.models import Place
from capacities.hub.training.kinds import EnrolmentState
from capacities.hub.training.models import Enrolment, Module, ModuleDone, Training
from capacities.hub.training.queries import needed_for_completion

_SALT = "hub-training-enrolment"
# So that nobody fills a stranger's letter box.
_MOST_UNPROVED_A_DAY = 5


@transaction.atomic
def enrol(
    *, by: Person | None, training: Training, name: str, email: str, audience: str, language: str,
    place: Place | None = None, organisation: str = "",
) -> Enrolment:  # fmt: skip
    """Enrol somebody. With an account the seat is theirs at once; a guest proves the address by a link first.

    Whoever enrolled before gets the same enrolment again, and the mail once more. Raises Refused when enrolment is
    closed.
    """
    training = Training.objects.select_for_update(of=("self",)).select_related("hub").get(pk=training.pk)
    if not training.takes_enrolments():
        raise Refused(_("Enrolment is closed."))
    address = (by.email if by else email).strip().lower()
    today = Enrolment.objects.filter(
        email=address, state=EnrolmentState.UNPROVED, enrolled_at__date=timezone.localdate()
    )
    if by is None and today.count() >= _MOST_UNPROVED_A_DAY:
        raise Refused(_("Open one of the mails that we sent to this address first."))
    found = training.enrolments.filter(email=address).first()
    is_new = found is None or found.state == EnrolmentState.WITHDRAWN
    one = found or Enrolment(training=training, email=address, state=EnrolmentState.UNPROVED)
    if is_new:
        one.name, one.audience, one.place = name.strip(), audience, place
        one.organisation, one.language = organisation.strip(), language
        one.enrolled_at, one.state = timezone.now(), EnrolmentState.UNPROVED
    if by is not None:
        one.person = by
    if one.state == EnrolmentState.UNPROVED and by is not None:
        one.state = _seat(training)
    one.save()
    _tell(one, "prove" if one.state == EnrolmentState.UNPROVED else "enrolled")
    return one


@transaction.atomic
def prove_enrolment(token: str) -> Enrolment | None:
    """Prove the address of a guest by the mailed link and give a seat; None for a wrong link."""
    one = enrolment_of(token)
    if one is None:
        return None
    training = Training.objects.select_for_update(of=("self",)).get(pk=one.training_id)
    one.refresh_from_db()
    if one.state == EnrolmentState.UNPROVED:
        one.state = _seat(training)
        one.save()
        _tell(one, "enrolled")
    return one


@transaction.atomic
def withdraw(*, by: Person | None, enrolment: Enrolment) -> Enrolment:
    """Give up a seat; the first on the waiting list gets it and is told."""
    _require_own(by, enrolment)
    training = Training.objects.select_for_update(of=("self",)).get(pk=enrolment.training_id)
    enrolment.state = EnrolmentState.WITHDRAWN
    enrolment.save(update_fields=["state"])
    fill_seats(training)
    return enrolment


@transaction.atomic
def tick_module(*, by: Person | None, enrolment: Enrolment, module: Module, done: bool) -> Enrolment:
    """Note that somebody went through a module, or did not after all; the last needed one completes the programme."""
    _require_own(by, enrolment)
    if not enrolment.takes_part:
        raise Refused(_("Only people with a seat can go through modules."))
    _note(enrolment, module, done, None)
    return enrolment


@transaction.atomic
def note_attendance(*, by: Person, module: Module, present: Iterable[int], shown: Iterable[int]) -> int:
    """Note who went through a module, from a list of people (ids): those shown but not present are taken off.

    Returns how many are present.
    """
    require(by, "hub.edit", module.training)
    marked = set(present)
    rows = module.training.enrolments.filter(pk__in=set(shown), state=EnrolmentState.ENROLLED)
    for enrolment in rows:
        _note(enrolment, module, enrolment.pk in marked, by)
    return len(marked & {row.pk for row in rows})


@transaction.atomic
def give_feedback(
    *, by: Person | None, enrolment: Enrolment, useful: int | None, feedback: str, will_try: str
) -> Enrolment:
    """Say how useful it was; said again it takes the place of what was said before."""
    _require_own(by, enrolment)
    enrolment.useful, enrolment.feedback, enrolment.will_try = useful, feedback.strip(), will_try.strip()
    enrolment.feedback_at = timezone.now()
    enrolment.save()
    return enrolment


@transaction.atomic
def forget_enrolment(*, by: Person | None, enrolment: Enrolment) -> None:
    """Erase what is known of somebody who took part, and give the seat on."""
    _require_own(by, enrolment)
    training = Training.objects.select_for_update(of=("self",)).get(pk=enrolment.training_id)
    enrolment.delete()
    fill_seats(training)


def fill_seats(training: Training) -> None:
    """Give free seats to those who wait, first come first served. Call it under a lock on the programme."""
    for one in training.enrolments.filter(state=EnrolmentState.WAITING).order_by("enrolled_at", "pk"):
        if _seat(training) != EnrolmentState.ENROLLED:
            return
        one.state = EnrolmentState.ENROLLED
        one.save(update_fields=["state"])
        _tell(one, "seat")


def enrolment_of(token: str) -> Enrolment | None:
    """Return the enrolment that a link belongs to, or None for a wrong one."""
    try:
        number = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    rows = Enrolment.objects.select_related("training__hub", "place")
    return rows.filter(pk=number, training__removed_at=None).first()


def link_of(enrolment: Enrolment) -> str:
    """Return the address of somebody's own page, which works without an account."""
    return f"{settings.SITE_ROOT}{reverse('training-mine', args=[signing.dumps(enrolment.pk, salt=_SALT)])}"


def _require_own(by: Person | None, enrolment: Enrolment) -> None:
    """Let people with an account change only their own; guests hold the link, which the page checked."""
    if by is not None and not enrolment.belongs_to(by):
        require(by, "hub.edit", enrolment.training)


def _seat(training: Training) -> EnrolmentState:
    taken = training.enrolments.filter(state=EnrolmentState.ENROLLED).count()
    return EnrolmentState.ENROLLED if training.seats is None or taken < training.seats else EnrolmentState.WAITING


def _note(enrolment: Enrolment, module: Module, done: bool, by: Person | None) -> None:
    if done:
        ModuleDone.objects.get_or_create(enrolment=enrolment, module=module, defaults={"noted_by": by})
    else:
        ModuleDone.objects.filter(enrolment=enrolment, module=module).delete()
    needed = needed_for_completion(enrolment.training, enrolment.audience)
    gone_through = set(enrolment.done.values_list("module_id", flat=True))
    is_complete = bool(needed) and needed <= gone_through
    if is_complete and enrolment.completed_at is None:
        enrolment.completed_at = timezone.now()
        enrolment.save(update_fields=["completed_at"])
        _tell(enrolment, "completed")
    elif not is_complete and enrolment.completed_at is not None:
        enrolment.completed_at = None
        enrolment.save(update_fields=["completed_at"])


def _tell(enrolment: Enrolment, name: str) -> None:
    context: dict[str, Any] = {
        "enrolment": enrolment, "training": enrolment.training, "person": enrolment.name, "link": link_of(enrolment),
    }  # fmt: skip
    letter = compose(f"hub_training/mail/{name}", context, language=enrolment.language)
    reply_to = enrolment.training.hub.contact
    about, since = f"training:{enrolment.training_id}", int(enrolment.enrolled_at.timestamp())
    post(
        letter, to=enrolment.email, person=enrolment.person, kind=f"training_{name}", about=about, reply_to=reply_to,
        key=f"training:{enrolment.pk}:{name}:{since}:{timezone.localdate().isoformat()}",
    )  # fmt: skip
