"""Countries and places in the stewards' admin, to look at: they are changed by loading the fact tables."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from capacities.core.places.models import Country, Membership, Place


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows records and changes none."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return no: rows come from the fact tables."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return no: the next load would undo it."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return no: drafts and grants point to places."""
        return False


@admin.register(Country)
class CountryAdmin(ReadOnlyAdmin):
    """Countries by role."""

    list_display = ("name_en", "iso2", "role", "population", "eu_member")
    list_filter = ("role", "eu_member")


class MembershipInline(admin.TabularInline):
    """The programmes of a place."""

    model = Membership
    extra = 0
    can_delete = False


@admin.register(Place)
class PlaceAdmin(ReadOnlyAdmin):
    """Places, searched by name, slug or code."""

    list_display = ("name", "country", "county", "kind", "population", "role")
    list_filter = ("role", "kind", "country")
    list_select_related = ("country",)
    search_fields = ("name", "slug", "=lau_id", "=geonames_id")
    show_full_result_count = False
    inlines = (MembershipInline,)
