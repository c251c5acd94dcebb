"""Names of countries in the reader's language, from the Unicode locale data."""

from __future__ import annotations

import unicodedata
from functools import cache

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from capacities.core.organisations.models import EUROPE


def country_name(code: str, language: str | None = None) -> str:
    """Return a country's name, the network's for EU, or the code itself where there is none."""
    if code == EUROPE:
        return _("Europe")
    return _territories(language or get_language() or "en").get(code, code)


@cache
def _territories(language: str) -> dict[str, str]:
    return dict(Locale.parse(language, sep="-").territories)


def sort_key(name: str) -> str:
    """Return the key by which names sort: letters with marks stand with, and after, those without."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c)) + "\0" + folded
