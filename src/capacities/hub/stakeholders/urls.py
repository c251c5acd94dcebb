"""Addresses of stakeholder maps."""

from __future__ import annotations

from django.urls import path

from capacities.hub.stakeholders.views import maps, stakeholders

_HUB = "hubs/<slug:slug>/stakeholders/"
_MAP = f"{_HUB}<int:map_id>/"
_ONE = f"{_MAP}<int:stakeholder_id>/"

urlpatterns = [
    path(_HUB, maps.all_maps, name="hub-stakeholders"),
    path(f"{_HUB}new/", maps.new_map, name="hub-stakeholder-map-new"),
    path(_MAP, maps.listing, name="hub-stakeholder-map"),
    path(f"{_MAP}edit/", maps.edit_map, name="hub-stakeholder-map-edit"),
    path(f"{_MAP}list.<str:kind>", maps.listing, name="hub-stakeholder-map-file"),
    path(f"{_MAP}matrix/", maps.matrix, name="hub-stakeholder-matrix"),
    path(f"{_MAP}new/", stakeholders.new, name="hub-stakeholder-new"),
    path(_ONE, stakeholders.page, name="hub-stakeholder"),
    path(f"{_ONE}edit/", stakeholders.edit, name="hub-stakeholder-edit"),
    path(f"{_ONE}relation/", stakeholders.relation, name="hub-stakeholder-relation"),
    path(f"{_ONE}talk/", stakeholders.talk, name="hub-stakeholder-talk"),
    path(f"{_ONE}move/", stakeholders.move, name="hub-stakeholder-move"),
    path(f"{_ONE}act/<slug:act>/", stakeholders.act, name="hub-stakeholder-act"),
]
