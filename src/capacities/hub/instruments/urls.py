"""Addresses of the atlas of instruments, and of a hub's part of it."""

from __future__ import annotations

from django.urls import path

from capacities.hub.instruments import views

urlpatterns = [
    path("instruments/", views.atlas, name="instruments"),
    path("instruments/instruments.<str:kind>", views.atlas_file, name="instruments-file"),
    path("instruments/compare/", views.compare, name="instruments-compare"),
    path("instruments/deadlines/", views.deadline_list, name="instruments-deadlines"),
    path("instruments/deadlines.ics", views.deadline_file, name="instruments-deadlines-ics"),
    path("instruments/for/", views.match, name="instruments-match"),
    path("instruments/for/<str:country>/<str:slug>/", views.match_town, name="instruments-for"),
    path("instruments/<slug:slug>/", views.instrument, name="instrument"),
    path("instruments/<slug:slug>/edit/", views.edit, name="instrument-edit"),
    path("instruments/<slug:slug>/checked/", views.checked, name="instrument-checked"),
    path("instruments/<slug:slug>/remove/", views.remove, name="instrument-remove"),
    path("hubs/<slug:slug>/instruments/", views.hub_instruments, name="hub-instruments"),
    path("hubs/<slug:slug>/instruments/new/", views.hub_new, name="hub-instruments-new"),
    path("hubs/<slug:slug>/instruments/import/", views.hub_import, name="hub-instruments-import"),
]
