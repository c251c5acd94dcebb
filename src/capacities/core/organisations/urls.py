"""Addresses of organisations that may be the same."""

from __future__ import annotations

from django.urls import path

from capacities.core.organisations import views

urlpatterns = [
    path("organisations/same/", views.same, name="organisations-same"),
    path("organisations/same/merge/", views.merge, name="organisations-merge"),
    path("organisations/same/<int:number>/undo/", views.unmerge, name="organisations-unmerge"),
]
