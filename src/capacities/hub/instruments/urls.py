"""Addresses of the atlas of instruments, and of a hub's part of it."""

from __future__ import annotations

from django.urls import path

from capacities.hub.instruments.views import atlas, importing, keeping

urlpatterns = [
    path("instruments/", atlas.atlas, name="instruments"),
    path("instruments/instruments.<str:kind>", atlas.atlas_file, name="instruments-file"),
    path("instruments/compare/", atlas.compare, name="instruments-compare"),
    path("instruments/deadlines/", atlas.deadline_list, name="instruments-deadlines"),
    path("instruments/deadlines.ics", atlas.deadline_file, name="instruments-deadlines-ics"),
    path("instruments/for/", atlas.match, name="instruments-match"),
    path("instruments/for/<str:country>/<str:slug>/", atlas.match_town, name="instruments-for"),
    path("instruments/<slug:slug>/", atlas.instrument, name="instrument"),
    path("instruments/<slug:slug>/edit/", keeping.edit, name="instrument-edit"),
    path("instruments/<slug:slug>/checked/", keeping.checked, name="instrument-checked"),
    path("instruments/<slug:slug>/remove/", keeping.remove, name="instrument-remove"),
    path("hubs/<slug:slug>/instruments/", keeping.hub_instruments, name="hub-instruments"),
    path("hubs/<slug:slug>/instruments/new/", keeping.hub_new, name="hub-instruments-new"),
    path("hubs/<slug:slug>/instruments/import/", importing.hub_import, name="hub-instruments-import"),
]
