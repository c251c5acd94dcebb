"""Mail to people, in the language they read. Templates are `<name>_subject.txt` and `<name>_message.txt`."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation

if TYPE_CHECKING:
    from capacities.core.people.models import Person

logger = logging.getLogger(__name__)

# Zones that readers of a language are most likely in; everybody can choose their own in the profile.
ZONE_OF_LANGUAGE = {"ro": "Europe/Bucharest"}
DEFAULT_ZONE = "Europe/Brussels"


def deliver(message: EmailMessage) -> bool:
    """Send one message; return False, and log why, when the mail server cannot be reached or refuses."""
    try:
        message.send()
    except (OSError, SMTPException) as error:
        logger.warning("mail could not be sent: %s", type(error).__name__)
        return False
    return True


def tell(person: Person, name: str, context: dict[str, Any]) -> bool:
    """Send a person the mail `people/mail/<name>` in their language and time zone; return whether it left."""
    everything = {**context, "person": person, "site_root": settings.SITE_ROOT}
    with translation.override(person.language), timezone.override(person.time_zone):
        subject = " ".join(render_to_string(f"people/mail/{name}_subject.txt", everything).split())
        body = render_to_string(f"people/mail/{name}_message.txt", everything).strip() + "\n"
    return deliver(EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [person.email]))
