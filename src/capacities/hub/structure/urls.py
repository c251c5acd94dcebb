"""Addresses of hubs and their bodies."""

from __future__ import annotations

from django.urls import path

from capacities.hub.structure.views import bodies, hubs, mandates, removed, weekly

_BODY = "hubs/<slug:slug>/bodies/<slug:body_slug>/"

urlpatterns = [
    path("hubs/", hubs.hubs, name="hubs"),
    path("hubs/new/", hubs.choose_pattern, name="hub-patterns"),
    path("hubs/new/<slug:pattern>/", hubs.new_hub, name="hub-new"),
    path("hubs/<slug:slug>/", hubs.overview, name="hub"),
    path("hubs/<slug:slug>/edit/", hubs.edit_hub, name="hub-edit"),
    path("hubs/<slug:slug>/structure/", bodies.structure, name="hub-structure"),
    path("hubs/<slug:slug>/structure.<str:kind>", bodies.structure_file, name="hub-structure-file"),
    path("hubs/<slug:slug>/new-body/", bodies.new_body, name="hub-body-new"),
    path(_BODY, bodies.body_page, name="hub-body"),
    path(f"{_BODY}edit/", bodies.edit_body, name="hub-body-edit"),
    path(f"{_BODY}mandate/", mandates.new_mandate, name="hub-mandate-new"),
    path(f"{_BODY}mandates/<int:number>/", mandates.edit_mandate, name="hub-mandate-edit"),
    path(f"{_BODY}mandates/<int:number>/remove/", mandates.remove_mandate, name="hub-mandate-remove"),
    path(f"{_BODY}seats/new/", bodies.new_seat, name="hub-seat-new"),
    path(f"{_BODY}seats/several/", bodies.new_seats, name="hub-seats-new"),
    path(f"{_BODY}seats/<int:seat_id>/", bodies.edit_seat, name="hub-seat-edit"),
    path(f"{_BODY}seats/<int:seat_id>/<slug:act>/", bodies.act_on_seat, name="hub-seat-act"),
    path(f"{_BODY}act/<slug:act>/", bodies.act_on_body, name="hub-body-act"),
    path("hubs/<slug:slug>/removed/", removed.removed, name="hub-removed"),
    path("hubs/<slug:slug>/removed/<slug:key>/<int:number>/back/", removed.back, name="hub-removed-back"),
    path("weekly/", weekly.choose, name="weekly"),
    path("weekly/<str:token>/", weekly.stop, name="weekly-stop"),
]
