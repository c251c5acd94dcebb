"""Stewards' pages of events. A correction by hand is kept when the facts are loaded again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from capacities.events.models import Event, Origin


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    list_display = ["title", "kind", "starts_on", "ends_on", "country", "origin", "is_draft"]
    list_filter = ["kind", "country", "origin", "is_draft"]
    search_fields = ["title", "organiser", "description"]
    readonly_fields = ["origin"]
    date_hierarchy = "starts_on"
    prepopulated_fields = {"slug": ["title"]}

    def save_model(self, request: HttpRequest, obj: Event, form: ModelForm[Any], change: bool) -> None:
        obj.origin = Origin.PEOPLE
        super().save_model(request, obj, form, change)
