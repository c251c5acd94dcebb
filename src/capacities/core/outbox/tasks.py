"""Mails are sent by the worker; a mail server that is down is tried again for some hours."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from capacities.core.outbox.delivery import MailNotSent
from capacities.core.outbox.services import forget_old_mails, send_now

# Waits 5, 25, 125 … seconds: about two days altogether, after which the mail stays in the outbox as not sent.
PATIENCE = RetryStrategy(max_attempts=8, exponential_wait=5, retry_exceptions={MailNotSent})


@app.task(queue="mail", retry=PATIENCE)
def send_mail(mail_id: int) -> None:
    """Send one mail of the outbox."""
    send_now(mail_id)


@app.periodic(cron="17 3 * * *")
@app.task(queue="mail")
def forget_mails(timestamp: int) -> None:
    """Erase mails that are too old to be asked for, every night."""
    forget_old_mails()
