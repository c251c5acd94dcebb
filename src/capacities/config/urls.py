"""The addresses of the site. Each app keeps its own list; one that is not there yet adds none."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from capacities.config.apps import apps_with
from capacities.config.health import healthz

handler400 = "capacities.web.errors.bad_request"
handler403 = "capacities.web.errors.permission_denied"
handler404 = "capacities.web.errors.page_not_found"
handler500 = "capacities.web.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
]
urlpatterns += [path("", include(urls)) for urls in apps_with("urls")]
if settings.BARE_PAGE:
    from capacities.config.bare_page import bare_page

    urlpatterns.append(path("bare-page/", bare_page, name="bare-page"))
