"""Django's admin, open to stewards only and entered through the site's own sign-in."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class StewardAdminSite(admin.AdminSite):
    """The admin as a back room: stewards enter, others do not learn that it exists."""

    site_header = _("Capacities: back room of the stewards")
    site_title = "Capacities"
    index_title = _("Records")

    def has_permission(self, request: HttpRequest) -> bool:
        """Return whether a steward asks."""
        return request.user.is_active and request.user.is_staff

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponseBase:  # type: ignore[override]
        """Send visitors to the site's sign-in, with all its factors; answer others as if nothing were here."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"), reverse("account_login"))
