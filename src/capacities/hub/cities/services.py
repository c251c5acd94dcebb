"""What is done with cities: followed, noted, written to; and with towns that raise their hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.outbox.letters import Letter, compose
from capacities.core.outbox.services import post
from capacities.core.people.models import Person
from capacities.core.people.queries import who_answers
from capacities.core.permissions import Refused, require
from capacities.core.places.models import Place
from capacities.hub.cities.models import CityFile, Contact, RaisedHand
from capacities.hub.cities.phases import ContactKind, HandState
from capacities.hub.structure.models import Hub

_SALT = "hub-raised-hand"
_PROOF_HOLDS_S = 7 * 24 * 3600
_MOST_HANDS_A_DAY = 3
# A change of these is progress of the city.
_PROGRESS = ("phase", "contract")


@dataclass(frozen=True, slots=True)
class Sent:
    """Which towns were written to, and why others were not."""

    towns: tuple[str, ...]
    refused: tuple[str, ...]


@transaction.atomic
def follow_city(*, by: Person, hub: Hub, place: Place) -> CityFile:
    """Take a town into the hub's list; one that was left before comes back as it was. Other countries' are refused."""
    require(by, "hub.edit", hub)
    if place.country_id not in hub.countries:
        raise Refused(_("This town lies in a country of another hub."))
    file, _made = CityFile.objects.get_or_create(hub=hub, place=place)
    if file.stopped_at:
        file.stopped_at = None
        file.save(update_fields=["stopped_at"])
    return file


@transaction.atomic
def stop_following(*, by: Person, file: CityFile) -> CityFile:
    """Take a town off the list; what was noted stays and comes back with it."""
    require(by, "hub.edit", file)
    file.stopped_at = timezone.now()
    file.save(update_fields=["stopped_at"])
    return file


@transaction.atomic
def change_city(*, by: Person, file: CityFile, **values: Any) -> CityFile:
    """Note where a city stands. A new phase or state of the contract is progress; a wait begins today unless said."""
    require(by, "hub.edit", file)
    moved = any(field in values and values[field] != getattr(file, field) for field in _PROGRESS)
    for field, value in values.items():
        setattr(file, field, value)
    if file.waits_for and file.waits_since is None:
        file.waits_since = timezone.localdate()
    if not file.waits_for:
        file.waits_since = None
    if moved:
        file.progress_at = timezone.now()
    file.save()
    return file


@transaction.atomic
def add_contact(*, by: Person, file: CityFile, summary: str, kind: str, day: date, with_whom: str = "") -> Contact:
    """Note a contact with a city. Raises Refused for a day to come."""
    require(by, "hub.edit", file)
    if day > timezone.localdate():
        raise Refused(_("A contact to come is a meeting: prepare one instead."))
    return Contact.objects.create(city=file, by=by, summary=summary.strip(), kind=kind, day=day, with_whom=with_whom)


@transaction.atomic
def send_message(*, by: Person, file: CityFile, text: str, subject: str = "") -> Contact:
    """Send the prepared message to the town hall, once a day at most, and note it as a contact.

    Raises Refused without an address or a text, or when one was sent today already.
    """
    require(by, "hub.edit", file)
    file = CityFile.objects.select_for_update(of=("self",)).select_related("hub", "place").get(pk=file.pk)
    if not file.contact_email:
        raise Refused(_("Enter the e-mail address of the town hall of %(town)s first.") % {"town": file.place.name})
    if not text.strip():
        raise Refused(_("The message to %(town)s is empty.") % {"town": file.place.name})
    language = by.language
    line = subject.strip() or _("%(town)s on the way to climate neutrality") % {"town": file.place.name}
    mail = post(
        Letter(line, text.strip() + "\n", language),
        to=file.contact_email,
        kind="city_message",
        about=f"city:{file.pk}",
        reply_to=file.hub.contact or by.email,
        key=f"city:{file.pk}:{timezone.localdate().isoformat()}",
    )
    if mail is None:
        raise Refused(_("A message went to %(town)s today already.") % {"town": file.place.name})
    file.message = ""
    file.save(update_fields=["message"])
    return Contact.objects.create(
        city=file, by=by, kind=ContactKind.MAIL, summary=text.strip()[:2000], with_whom=file.contact_email
    )


def send_messages(*, by: Person, letters: Sequence[tuple[CityFile, str, str]]) -> Sent:
    """Send several messages, each as if alone: what cannot leave does not hold the others back."""
    sent, refused = [], []
    for file, subject, text in letters:
        try:
            send_message(by=by, file=file, subject=subject, text=text)
        except Refused as reason:
            refused.append(str(reason.reason))
        else:
            sent.append(str(file))
    return Sent(tuple(sent), tuple(refused))


@transaction.atomic
def raise_hand(
    *, place: Place, by: Person | None, text: str, name: str, email: str, language: str, **more: Any
) -> RaisedHand:
    """Let a town ask for help. With an account the hub is told at once; a guest proves the address by a link first.

    Raises Refused for the fourth request of one address on a day.
    """
    address = (by.email if by else email).strip().lower()
    today = RaisedHand.objects.filter(email=address, asked_at__gte=timezone.now() - timedelta(days=1))
    if today.count() >= _MOST_HANDS_A_DAY:
        raise Refused(_("This address has asked three times today. Write to the hub, or come back tomorrow."))
    hand = RaisedHand.objects.create(
        place=place, person=by, text=text.strip(), name=name.strip(), email=address, language=language, **more
    )
    if by is not None:
        return _reaches_the_hub(hand)
    link = f"{settings.SITE_ROOT}{reverse('hand-prove', args=[_token(hand)])}"
    letter = compose("hub_cities/mail/prove", {"hand": hand, "person": hand.name, "link": link}, language=language)
    post(letter, to=address, kind="hand_prove", about=f"hand:{hand.pk}")
    return hand


@transaction.atomic
def prove_hand(token: str) -> RaisedHand | None:
    """Prove the address of a guest by the link in the mail; None for a link that is wrong or older than a week."""
    hand = hand_of(token, _PROOF_HOLDS_S)
    if hand is None:
        return None
    hand = RaisedHand.objects.select_for_update(of=("self",)).select_related("place").get(pk=hand.pk)
    return _reaches_the_hub(hand) if hand.state == HandState.UNPROVED else hand


def hand_of(token: str, max_age_s: int | None = None) -> RaisedHand | None:
    """Return the request that a link belongs to, or None for a wrong one."""
    try:
        number = signing.loads(token, salt=_SALT, max_age=max_age_s)
    except signing.BadSignature:
        return None
    return RaisedHand.objects.select_related("place__country", "person").filter(pk=number).first()


@transaction.atomic
def answer_hand(*, by: Person, hand: RaisedHand, answer: str, hub: Hub | None = None) -> RaisedHand:
    """Answer a town that raised its hand, take it into the hub's list, and tell it by mail in its language."""
    require(by, "hub.answer_hand", hand)
    if not answer.strip():
        raise Refused(_("Write an answer: the town reads it."))
    hand.answer, hand.answered_at, hand.answered_by = answer.strip(), timezone.now(), by
    hand.state = HandState.ANSWERED
    hand.save(update_fields=["answer", "answered_at", "answered_by", "state"])
    if hub is not None:
        file = follow_city(by=by, hub=hub, place=hand.place)
        summary = f"{hand.text}\n→ {hand.answer}"[:2000]
        Contact.objects.create(city=file, by=by, kind=ContactKind.MAIL, summary=summary, with_whom=hand.name)
    _tell(hand, "answered")
    return hand


@transaction.atomic
def close_hand(*, by: Person, hand: RaisedHand, reason: str) -> RaisedHand:
    """Close a request without help, with the reason that the town reads."""
    require(by, "hub.answer_hand", hand)
    if not reason.strip():
        raise Refused(_("Write the reason: the town reads it."))
    hand.answer, hand.answered_at, hand.answered_by, hand.state = reason.strip(), timezone.now(), by, HandState.CLOSED
    hand.save(update_fields=["answer", "answered_at", "answered_by", "state"])
    _tell(hand, "closed")
    return hand


@transaction.atomic
def reopen_hand(*, by: Person, hand: RaisedHand) -> RaisedHand:
    """Let a request wait again."""
    require(by, "hub.answer_hand", hand)
    hand.state = HandState.WAITING
    hand.save(update_fields=["state"])
    return hand


def _reaches_the_hub(hand: RaisedHand) -> RaisedHand:
    hand.state = HandState.WAITING
    hand.save(update_fields=["state"])
    for person in who_answers(hand.place.country_id):
        link = f"{settings.SITE_ROOT}{reverse('hands')}"
        context = {"hand": hand, "person": person, "link": link}
        letter = compose("hub_cities/mail/raised", context, language=person.language, zone=person.time_zone)
        post(letter, to=person.email, person=person, kind="hand_raised", about=f"hand:{hand.pk}")
    return hand


def _tell(hand: RaisedHand, name: str) -> None:
    link = f"{settings.SITE_ROOT}{reverse('hand', args=[_token(hand)])}"
    letter = compose(
        f"hub_cities/mail/{name}", {"hand": hand, "person": hand.name, "link": link}, language=hand.language
    )
    key = f"hand:{hand.pk}:{name}:{hand.answered_at}"
    post(letter, to=hand.email, person=hand.person, kind=f"hand_{name}", about=f"hand:{hand.pk}", key=key)


def _token(hand: RaisedHand) -> str:
    return signing.dumps(hand.pk, salt=_SALT)
