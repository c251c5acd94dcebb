"""Kinds and formats of events: text keys that are stored, and their names for people."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {
    "call": _("Call"),
    "conference": _("Conference"),
    "meeting": _("Meeting"),
    "milestone": _("Milestone"),
    "training": _("Training"),
    "webinar": _("Webinar"),
    "workshop": _("Workshop"),
}
FORMATS: dict[str, str | Promise] = {"online": _("online"), "in-person": _("in person")}


def kind_name(key: str) -> str:
    """Return the name of a kind; one that came later than this list is shown in readable form."""
    return str(KINDS.get(key, key.replace("-", " ").capitalize()))


def format_name(key: str) -> str:
    """Return the name of a format, or nothing where none is known."""
    return str(FORMATS.get(key, key.replace("-", " ")))


def key_of(words: str) -> str:
    """Return the key of a kind or format as the facts write it."""
    return slugify(words)
