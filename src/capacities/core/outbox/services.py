"""What is done with mails: put one into the outbox, send it, note that it came back.

These functions ask no permission: whoever may do what a mail tells of may have it told.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.dispatch import Signal
from django.utils import timezone

from capacities.core.outbox.delivery import MailBounced, MailNotSent, send
from capacities.core.outbox.letters import Letter
from capacities.core.outbox.models import MailState, OutgoingMail

if TYPE_CHECKING:
    from capacities.core.people.models import Person

# Sent with `mail` when an address is found not to exist; receivers look for whoever stands behind it.
mail_bounced = Signal()

_SENDING_TAKES = timedelta(minutes=10)
KEPT_FOR = timedelta(days=365)


def post(
    letter: Letter,
    *,
    to: str,
    kind: str,
    about: str = "",
    person: Person | None = None,
    reply_to: str = "",
    calendar: str = "",
    calendar_method: str = "",
    key: str | None = None,
) -> OutgoingMail | None:
    """Put a mail into the outbox; the worker sends it once the transaction is committed.

    ``calendar`` is an iCalendar text that mail programs offer to accept (RFC 6047), with its method. A mail with a
    ``key`` is written once: the second time nothing happens and None is returned.
    """
    from capacities.core.outbox.tasks import send_mail

    mail = OutgoingMail(
        to=to.strip(),
        person=person,
        kind=kind,
        about=about,
        language=letter.language,
        subject=letter.subject[:250],
        body=letter.body,
        reply_to=reply_to,
        calendar=calendar,
        calendar_method=calendar_method,
        key=key,
    )
    try:
        with transaction.atomic():
            mail.save()
    except IntegrityError:
        return None
    send_mail.defer(mail_id=mail.pk)
    return mail


def post_to(person: Person, letter: Letter, *, kind: str, about: str = "", key: str | None = None) -> None:
    """Put a mail to somebody with an account into the outbox; nothing is written to a closed account."""
    if person.is_active and person.email:
        post(letter, to=person.email, person=person, kind=kind, about=about, key=key)


def send_now(mail_id: int) -> MailState | None:
    """Send a mail that waits, and return its state; None where there is none.

    It is marked before it is handed over, so that a stopped program never sends it twice. Raises MailNotSent when
    the server cannot take it now: it then waits again.
    """
    mail = _claim(mail_id)
    if mail is None:
        return None
    if mail.state != MailState.SENDING:
        return MailState(mail.state)
    try:
        send(_message(mail))
    except MailNotSent as problem:
        _note(mail, MailState.QUEUED, str(problem))
        raise
    except MailBounced as problem:
        _note(mail, MailState.BOUNCED, str(problem))
        mail_bounced.send(OutgoingMail, mail=mail)
    else:
        mail.sent_at = timezone.now()
        _note(mail, MailState.SENT, "")
    return MailState(mail.state)


def note_bounce(mail: OutgoingMail, reason: str) -> None:
    """Note that a mail that was sent came back later, and tell whoever looks after the address."""
    _note(mail, MailState.BOUNCED, reason)
    mail_bounced.send(OutgoingMail, mail=mail)


def forget_old_mails() -> int:
    """Erase mails that left more than a year ago; return how many."""
    old = OutgoingMail.objects.filter(queued_at__lt=timezone.now() - KEPT_FOR).exclude(state=MailState.QUEUED)
    return old.delete()[0]


@transaction.atomic
def _claim(mail_id: int) -> OutgoingMail | None:
    mail = OutgoingMail.objects.select_for_update().filter(pk=mail_id).first()
    if mail is None:
        return None
    if mail.state == MailState.QUEUED:
        mail.state, mail.sent_at = MailState.SENDING, timezone.now()
        mail.save(update_fields=["state", "sent_at"])
    elif mail.state == MailState.SENDING and (mail.sent_at or mail.queued_at) < timezone.now() - _SENDING_TAKES:
        _note(mail, MailState.UNCERTAIN, "")
    return mail


def _note(mail: OutgoingMail, state: MailState, problem: str) -> None:
    mail.state, mail.problem = state, problem[:300]
    mail.save(update_fields=["state", "problem", "sent_at"])


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    answers = [mail.reply_to] if mail.reply_to else None
    message = EmailMultiAlternatives(mail.subject, mail.body, settings.DEFAULT_FROM_EMAIL, [mail.to], reply_to=answers)
    message.extra_headers["Content-Language"] = mail.language
    if mail.calendar:
        message.attach_alternative(mail.calendar, f"text/calendar; method={mail.calendar_method}")
        message.attach("invite.ics", mail.calendar, "application/ics")
    return message
