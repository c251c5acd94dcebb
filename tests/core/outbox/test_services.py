"""Mails: written once, never sent twice, tried again, noted when they come back."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from capacities.core.outbox.delivery import MailNotSent
from capacities.core.outbox.letters import Letter
from capacities.core.outbox.models import MailState, OutgoingMail
from capacities.core.outbox.services import forget_old_mails, mail_bounced, post, send_now
from tests.cast import make_person
from tests.jobs import do_waiting_jobs

pytestmark = pytest.mark.django_db
LETTER = Letter("Întâlnire pe 3 decembrie", "Bună ziua,\n\nȘedința…\n", "ro")


def test_a_mail_arrives_with_its_invitation(smtp_sink: list[EmailMessage]) -> None:
    mail = post(LETTER, to="ana@example.org", kind="x", reply_to="hub@example.org", calendar="BEGIN:VCALENDAR\r\n",
                calendar_method="REQUEST")  # fmt: skip

    do_waiting_jobs()

    (arrived,) = smtp_sink
    parts = {part.get_content_type(): part for part in arrived.walk() if not part.is_multipart()}
    assert arrived["Subject"].strip() == "Întâlnire pe 3 decembrie"
    assert (arrived["Reply-To"], arrived["Content-Language"]) == ("hub@example.org", "ro")
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert parts["application/ics"].get_filename() == "invite.ics"
    assert "Ședința…" in parts["text/plain"].get_content()
    mail.refresh_from_db()
    assert mail.state == MailState.SENT


def test_a_mail_with_a_key_is_written_once(smtp_sink: list[EmailMessage]) -> None:
    first = post(LETTER, to="ana@example.org", kind="x", key="reminder:7:2026-11-25")
    second = post(LETTER, to="ana@example.org", kind="x", key="reminder:7:2026-11-25")
    do_waiting_jobs()

    assert first is not None
    assert second is None
    assert len(smtp_sink) == 1


def test_sending_again_does_nothing(smtp_sink: list[EmailMessage]) -> None:
    mail = post(LETTER, to="ana@example.org", kind="x")

    assert [send_now(mail.pk), send_now(mail.pk)] == [MailState.SENT, MailState.SENT]
    assert len(smtp_sink) == 1


def test_a_server_that_is_down_leaves_the_mail_waiting(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    mail = post(LETTER, to="ana@example.org", kind="x")

    with pytest.raises(MailNotSent):
        send_now(mail.pk)

    mail.refresh_from_db()
    assert (mail.state, mail.problem) == (MailState.QUEUED, "ConnectionRefusedError")


def test_a_mail_whose_sending_was_cut_off_is_not_sent_twice(smtp_sink: list[EmailMessage]) -> None:
    mail = post(LETTER, to="ana@example.org", kind="x")
    OutgoingMail.objects.update(state=MailState.SENDING, sent_at=timezone.now() - timedelta(hours=1))

    assert send_now(mail.pk) == MailState.UNCERTAIN
    assert smtp_sink == []


def test_an_address_that_does_not_exist_is_told(bouncing_server: str) -> None:
    told: list[str] = []
    mail = post(LETTER, to="gone@example.org", kind="x")

    def listen(sender: object, mail: OutgoingMail, **_more: Any) -> None:
        told.append(mail.to)

    mail_bounced.connect(listen)
    try:
        state = send_now(mail.pk)
    finally:
        mail_bounced.disconnect(listen)

    assert state == MailState.BOUNCED
    assert told == ["gone@example.org"]


def test_mails_of_an_account_go_with_it() -> None:
    person = make_person()
    post(LETTER, to=person.email, person=person, kind="x")

    person.delete()

    assert not OutgoingMail.objects.exists()
    assert ProcrastinateJob.objects.count() == 1


def test_mails_are_forgotten_after_a_year_but_not_before_they_left() -> None:
    def written(days: int, state: MailState) -> int:
        mail = post(LETTER, to="ana@example.org", kind="x")
        OutgoingMail.objects.filter(pk=mail.pk).update(queued_at=timezone.now() - timedelta(days=days), state=state)
        return mail.pk

    written(366, MailState.SENT)
    kept = {written(364, MailState.SENT), written(366, MailState.QUEUED)}

    assert forget_old_mails() == 1
    assert set(OutgoingMail.objects.values_list("pk", flat=True)) == kept
