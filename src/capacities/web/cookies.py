"""The cookies that the site sets, as the privacy page lists them."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from capacities.web.preferences import THEME_COOKIE


@dataclass(frozen=True, slots=True)
class CookieNote:
    """A cookie: its name, what it is for, how long it stays."""

    name: str
    purpose: str
    duration: str


def cookies() -> list[CookieNote]:
    """Return every cookie of the site, in the reader's language."""
    year = _("1 year")
    return [
        CookieNote(settings.LANGUAGE_COOKIE_NAME, _("the language that you chose"), year),
        CookieNote(THEME_COOKIE, _("the colours that you chose"), year),
        CookieNote(settings.SESSION_COOKIE_NAME, _("that you are signed in"), _("2 weeks")),
        CookieNote(settings.CSRF_COOKIE_NAME, _("protects the forms that you send"), year),
        CookieNote("messages", _("what has just happened, shown on the next page"), _("until it was shown")),
    ]
