"""Stewards' pages of organisations. A correction by hand is kept when the facts are loaded again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from capacities.core.organisations.models import Organisation, Origin


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["name", "acronym", "country", "kind", "is_hub", "origin"]
    list_filter = ["country", "kind", "is_hub", "origin"]
    search_fields = ["name", "acronym", "role"]
    readonly_fields = ["origin"]
    prepopulated_fields = {"slug": ["country", "name"]}

    def save_model(self, request: HttpRequest, obj: Organisation, form: ModelForm[Any], change: bool) -> None:
        obj.origin = Origin.PEOPLE
        super().save_model(request, obj, form, change)
