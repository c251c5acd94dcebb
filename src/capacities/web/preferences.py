"""What a visitor may choose on every page, language and colours: asked by `?lang=` and `?theme=`, kept in cookies."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import check_for_language, get_language_from_request

LANGUAGE_PARAMETER = "lang"
THEME_PARAMETER = "theme"
THEME_COOKIE = "theme"
THEMES = ("auto", "light", "dark")
DARK_MEDIA = {"auto": "screen and (prefers-color-scheme: dark)", "light": "", "dark": "screen"}
YEAR_SECONDS = 365 * 24 * 3600


def asked_language(request: HttpRequest) -> str:
    """Return the language that the address asks for with `?lang=`, or nothing when we do not speak it."""
    code = request.GET.get(LANGUAGE_PARAMETER, "")
    return code if code in dict(settings.LANGUAGES) and check_for_language(code) else ""


def language_of(request: HttpRequest) -> str:
    """Return the language of a page: from the address, else from the cookie, else from `Accept-Language`."""
    return asked_language(request) or get_language_from_request(request)


def asked_theme(request: HttpRequest) -> str:
    """Return the colours that the address asks for with `?theme=`, or nothing."""
    theme = request.GET.get(THEME_PARAMETER, "")
    return theme if theme in THEMES else ""


def theme_of(request: HttpRequest) -> str:
    """Return `auto` (as the system has it), `light` or `dark`."""
    theme = asked_theme(request) or request.COOKIES.get(THEME_COOKIE, "")
    return theme if theme in THEMES else "auto"


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Keep in cookies what the address asked for, so that the next page has it too."""
    for name, value in (
        (settings.LANGUAGE_COOKIE_NAME, asked_language(request)),
        (THEME_COOKIE, asked_theme(request)),
    ):
        if value:
            response.set_cookie(
                name,
                value,
                max_age=YEAR_SECONDS,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )


def switched(request: HttpRequest, parameter: str, value: str) -> str:
    """Return the address of this very page, query included, with one preference changed."""
    query = request.GET.copy()
    query.pop(LANGUAGE_PARAMETER, None)
    query.pop(THEME_PARAMETER, None)
    query[parameter] = value
    return f"{request.path}?{query.urlencode()}"
