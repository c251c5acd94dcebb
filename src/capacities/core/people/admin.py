"""The stewards' back room: people, grants and requests as records. Changes are recorded like all others."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest

from capacities.core.people.models import Grant, Person, RoleRequest


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    """People; passwords and ways to sign in are theirs alone."""

    list_display = ("email", "name", "language", "is_active", "last_login")
    list_filter = ("is_active", "language")
    search_fields = ("email", "name")
    fields = ("email", "name", "language", "time_zone", "is_active", "joined_at", "last_login")
    readonly_fields = ("email", "joined_at", "last_login")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People make their accounts themselves, so that the address is proved to be theirs."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Deleting is done by the person, with its consequences explained; a steward can bar the way in."""
        return False


class ReadOnlyAdmin(admin.ModelAdmin):
    """Records that only services change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Granting and asking have pages of their own."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Answers go through services, which tell people."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nothing of this is removed; grants are revoked."""
        return False


@admin.register(Grant)
class GrantAdmin(ReadOnlyAdmin):
    """Grants, past ones included."""

    list_display = ("person", "role", "scope", "valid_from", "valid_until", "granted_by", "revoked_at")
    list_filter = ("role",)
    search_fields = ("person__email", "person__name", "scope")
    list_select_related: ClassVar[list[str]] = ["person", "granted_by"]


@admin.register(RoleRequest)
class RoleRequestAdmin(ReadOnlyAdmin):
    """Requests for roles and their answers."""

    list_display = ("person", "role", "scope", "state", "asked_at", "answered_by")
    list_filter = ("state", "country")
    search_fields = ("person__email", "person__name", "scope")
    list_select_related: ClassVar[list[str]] = ["person", "answered_by"]
