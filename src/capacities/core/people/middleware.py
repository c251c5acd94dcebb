"""Times in the zone of the reader or, for visitors, of the page's language; refusals as pages with the way forward."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.sites.requests import RequestSite
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone, translation

from capacities.core.outbox.letters import DEFAULT_ZONE, ZONE_OF_LANGUAGE
from capacities.core.people.refusals import refused
from capacities.core.permissions import Refused


class TimeZoneMiddleware:
    """Activates the time zone of the request. Visitors without a session cost no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = ZONE_OF_LANGUAGE.get(translation.get_language() or "", DEFAULT_ZONE)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            zone = request.user.time_zone
        with timezone.override(ZoneInfo(zone)):
            return self.get_response(request)


class PagesMiddleware:
    """Turns a refusal, wherever it was raised, into a page with the way forward; keeps allauth's pages in our frame."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Answer refusals and leave every other exception to Django."""
        return refused(request, exception) if isinstance(exception, Refused) else None

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Take allauth's `site` (a host name) out of its pages, where it would hide ours."""
        if response.context_data and isinstance(response.context_data.get("site"), RequestSite):
            del response.context_data["site"]
        return response
