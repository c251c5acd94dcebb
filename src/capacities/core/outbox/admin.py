"""Stewards see what left the platform, without its text, and what came back."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from capacities.core.outbox.models import OutgoingMail


@admin.register(OutgoingMail)
class OutgoingMailAdmin(admin.ModelAdmin):
    list_display = ["queued_at", "to", "kind", "state", "sent_at", "problem"]
    list_filter = ["state", "kind"]
    search_fields = ["to", "about"]
    readonly_fields = ["to", "kind", "about", "language", "subject", "state", "queued_at", "sent_at", "problem"]
    fields = ("to", "kind", "about", "language", "subject", "state", "queued_at", "sent_at", "problem")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Mails are written by the program."""
        return False
