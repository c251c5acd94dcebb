"""What base.html needs on every page: languages, colours, fonts, version. Queries nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from capacities import __version__
from capacities.web.fonts import are_built
from capacities.web.preferences import DARK_MEDIA, LANGUAGE_PARAMETER, THEME_PARAMETER, THEMES, switched, theme_of

THEME_NAMES = {"auto": _("as the system has it"), "light": _("light"), "dark": _("dark")}


def site(request: HttpRequest) -> dict[str, Any]:
    """Return `site`, and `here`, the level of the page, which views overwrite (`city`, `country`, `network`)."""
    theme, language = theme_of(request), get_language()
    return {
        "here": "",
        "site": {
            "version": __version__,
            "root": settings.SITE_ROOT,
            "contact": settings.CONTACT_EMAIL,
            "today": timezone.localdate(),
            "fonts": are_built(),
            "theme": theme,
            "dark_media": DARK_MEDIA[theme],
            "languages": [
                {"code": code, "name": name, "url": switched(request, LANGUAGE_PARAMETER, code), "on": code == language}
                for code, name in settings.LANGUAGES
            ],
            "themes": [
                {"name": THEME_NAMES[code], "url": switched(request, THEME_PARAMETER, code), "on": code == theme}
                for code in THEMES
            ],
        },
    }
