"""Writing mails: `<name>_subject.txt` and `<name>_message.txt` in the reader's language and time zone.

Messages extend `outbox/mail/base_message.txt`, which greets `person` (a name or nothing) and signs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

# Zones that readers of a language are most likely in; everybody can choose their own in the profile.
ZONE_OF_LANGUAGE = {"ro": "Europe/Bucharest"}
DEFAULT_ZONE = "Europe/Brussels"


@dataclass(frozen=True)
class Letter:
    """Subject (one line) and text of a mail, and the language it is written in."""

    subject: str
    body: str
    language: str


def supported_language(code: str | None) -> str:
    """Return one of our languages for any language code, English where we do not speak it."""
    base = (code or "").partition("-")[0]
    return base if base in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def compose(name: str, context: Mapping[str, Any], *, language: str, zone: str = "") -> Letter:
    """Write the mail `name` (such as `people/mail/role_granted`); an unknown language becomes English."""
    known = supported_language(language)
    everything = {**context, "site_root": settings.SITE_ROOT}
    with translation.override(known), timezone.override(zone or ZONE_OF_LANGUAGE.get(known, DEFAULT_ZONE)):
        subject = " ".join(render_to_string(f"{name}_subject.txt", everything).split())
        body = render_to_string(f"{name}_message.txt", everything).strip() + "\n"
    return Letter(subject, body, known)
