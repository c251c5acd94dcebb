"""Kinds of organisations: text keys that are stored, and their names for people."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import pgettext_lazy

KINDS: dict[str, str | Promise] = {
    "ministry": pgettext_lazy("kind of organisation", "Ministry"),
    "public-agency": pgettext_lazy("kind of organisation", "Public agency"),
    "funding-agency": pgettext_lazy("kind of organisation", "Funding agency"),
    "support-organisation": pgettext_lazy("kind of organisation", "Support organisation"),
    "municipality": pgettext_lazy("kind of organisation", "Municipality"),
    "university": pgettext_lazy("kind of organisation", "University"),
    "research-organisation": pgettext_lazy("kind of organisation", "Research organisation"),
    "association": pgettext_lazy("kind of organisation", "Association"),
    "project": pgettext_lazy("kind of organisation", "Project"),
    "eu-institution": pgettext_lazy("kind of organisation", "EU institution"),
}


def kind_name(key: str) -> str:
    """Return the name of a kind; one that came later than this list is shown in readable form."""
    return str(KINDS.get(key, key.replace("-", " ").capitalize()))


def kind_key(words: str) -> str:
    """Return the key of a kind as the facts write it, such as `funding agency`."""
    return slugify(words)
