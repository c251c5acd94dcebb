"""Handing a message to the mail server, and telling apart what can be tried again from what came back."""

from __future__ import annotations

import logging
from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)


class MailNotSent(RuntimeError):
    """The mail server could not be reached or refused for now; trying again may help."""


class MailBounced(RuntimeError):
    """The mail server knows no such address (a permanent answer, RFC 5321 4.2.1: codes from 500)."""


def send(message: EmailMessage) -> None:
    """Send one message to one address. Raises MailNotSent or MailBounced, and logs neither address nor text."""
    try:
        message.send()
    except SMTPRecipientsRefused as refused:
        codes = [code for code, _reason in refused.recipients.values()]
        logger.warning("mail was refused by the server: %s", codes)
        raise (MailBounced if codes and min(codes) >= 500 else MailNotSent)(str(codes)) from refused
    except (OSError, SMTPException) as error:
        logger.warning("mail could not be sent: %s", type(error).__name__)
        raise MailNotSent(type(error).__name__) from error


def deliver(message: EmailMessage) -> bool:
    """Send one message now; return whether it left, for pages that tell the reader at once."""
    try:
        send(message)
    except (MailNotSent, MailBounced):
        return False
    return True
