"""Kinds of organisations: text keys that are stored, and their names for people."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: dict[str, str | Promise] = {
    "ministry": _("Ministry"),
    "public-agency": _("Public agency"),
    "funding-agency": _("Funding agency"),
    "support-organisation": _("Support organisation"),
    "municipality": _("Municipality"),
    "university": _("University"),
    "research-organisation": _("Research organisation"),
    "association": _("Association"),
    "project": pgettext_lazy("kind of organisation", "Project"),
    "eu-institution": _("EU institution"),
}


def kind_name(key: str) -> str:
    """Return the name of a kind; one that came later than this list is shown in readable form."""
    return str(KINDS.get(key, key.replace("-", " ").capitalize()))


def kind_key(words: str) -> str:
    """Return the key of a kind as the facts write it, such as `funding agency`."""
    return slugify(words)
