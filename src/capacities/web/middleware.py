"""What every answer carries: its language, and a policy by which a page loads nothing but our own files."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from capacities.web.preferences import language_of, remember


def content_policy() -> str:
    """Return what a page may load and where its forms may lead, as the header says it."""
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            # Browsers hold a form's redirects to this list too, and signing in elsewhere begins with a form.
            " ".join(("form-action 'self'", *settings.SIGN_IN_ORIGINS)),
            "frame-ancestors 'none'",
        )
    )


GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Activates the visitor's language for the time of the request and says so in the answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        remember(request, response)
        return response


class ContentPolicyMiddleware:
    """Sends the content policy, unless a view set a stricter one of its own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", content_policy())
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response
