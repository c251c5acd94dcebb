"""The addresses of the site. Each app keeps its own list; one that is not there yet adds none."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from capacities.config.health import healthz

APPS = (
    "capacities.core.people",
    "capacities.core.places",
    "capacities.city",
    "capacities.events",
    "capacities.hub.structure",
    "capacities.hub.meetings",
    "capacities.hub.stakeholders",
    "capacities.hub.instruments",
    "capacities.hub.needs",
    "capacities.hub.cities",
    "capacities.portal",
    "capacities.web",
)
handler400 = "capacities.web.errors.bad_request"
handler403 = "capacities.web.errors.permission_denied"
handler404 = "capacities.web.errors.page_not_found"
handler500 = "capacities.web.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
]
urlpatterns += [path("", include(f"{app}.urls")) for app in APPS if find_spec(f"{app}.urls")]
if settings.BARE_PAGE:
    from capacities.config.bare_page import bare_page

    urlpatterns.append(path("bare-page/", bare_page, name="bare-page"))
