"""Addresses of stakeholder maps."""

from __future__ import annotations

from django.urls import path

from capacities.hub.stakeholders.views import comparison, maps, matrix, network, plan, publication, stakeholders

_HUB = "hubs/<slug:slug>/stakeholders/"
_MAP = f"{_HUB}<int:map_id>/"
_ONE = f"{_MAP}<int:stakeholder_id>/"

urlpatterns = [
    path(_HUB, maps.all_maps, name="hub-stakeholders"),
    path(f"{_HUB}new/", maps.new_map, name="hub-stakeholder-map-new"),
    path(_MAP, maps.listing, name="hub-stakeholder-map"),
    path(f"{_MAP}edit/", maps.edit_map, name="hub-stakeholder-map-edit"),
    path(f"{_MAP}list.<str:kind>", maps.listing, name="hub-stakeholder-map-file"),
    path(f"{_MAP}matrix/", matrix.matrix, name="hub-stakeholder-matrix"),
    path(f"{_MAP}new/", stakeholders.new, name="hub-stakeholder-new"),
    path(_ONE, stakeholders.page, name="hub-stakeholder"),
    path(f"{_ONE}edit/", stakeholders.edit, name="hub-stakeholder-edit"),
    path(f"{_ONE}relation/", stakeholders.relation, name="hub-stakeholder-relation"),
    path(f"{_ONE}talk/", stakeholders.talk, name="hub-stakeholder-talk"),
    path(f"{_ONE}move/", matrix.move, name="hub-stakeholder-move"),
    path(f"{_ONE}act/<slug:act>/", stakeholders.act, name="hub-stakeholder-act"),
    path(f"{_MAP}network/", network.network, name="hub-stakeholder-network"),
    path(f"{_MAP}network/measures/", network.measures, name="hub-stakeholder-measures"),
    path(f"{_MAP}network/<slug:what>.<str:kind>", network.network_file, name="hub-stakeholder-network-file"),
    path(f"{_MAP}plan/", plan.plan, name="hub-stakeholder-plan"),
    path(f"{_MAP}plan/plan.<str:kind>", plan.plan_file, name="hub-stakeholder-plan-file"),
    path(f"{_ONE}step/", plan.step, name="hub-stakeholder-step"),
    path(f"{_MAP}comparison/", comparison.compare, name="hub-stakeholder-comparison"),
    path(f"{_MAP}comparison/list.<str:kind>", comparison.comparison_file, name="hub-stakeholder-comparison-file"),
    path(f"{_MAP}publication/", publication.publish, name="hub-stakeholder-publish"),
    path("hubs/<slug:slug>/stakeholder-maps/", publication.public_maps, name="hub-public-maps"),
    path("hubs/<slug:slug>/stakeholder-maps/<int:map_id>/", publication.public_map, name="hub-public-map"),
    path(
        "hubs/<slug:slug>/stakeholder-maps/<int:map_id>/<slug:what>.<str:kind>",
        publication.public_file,
        name="hub-public-map-file",
    ),
]
