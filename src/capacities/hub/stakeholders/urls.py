"""Addresses of stakeholder maps."""

from __future__ import annotations

from django.urls import path

from capacities.hub.stakeholders.views import (
    comparison,
    duplicates,
    imports,
    maps,
    matrix,
    network,
    offices,
    people,
    plan,
    public,
    publication,
    removed,
    stakeholders,
)

_HUB = "hubs/<slug:slug>/stakeholders/"
_MAP = f"{_HUB}<int:map_id>/"
_ONE = f"{_MAP}<int:stakeholder_id>/"
_IMPORT = f"{_MAP}import/<int:import_id>/"
_OFFICE = f"{_ONE}offices/<int:office_id>/"
_PERSON = f"{_HUB}people/<int:contact_id>/"

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
    path(f"{_MAP}import/", imports.bring, name="hub-stakeholder-bring"),
    path(f"{_IMPORT}columns/", imports.columns, name="hub-stakeholder-import-columns"),
    path(_IMPORT, imports.rows, name="hub-stakeholder-import"),
    path(f"{_IMPORT}act/<slug:act>/", imports.act, name="hub-stakeholder-import-act"),
    path(f"{_IMPORT}file/", imports.brought_file, name="hub-stakeholder-import-file"),
    path(f"{_MAP}<slug:what>.xlsx", imports.list_workbook, name="hub-stakeholder-workbook"),
    path(f"{_MAP}duplicates/", duplicates.pairs, name="hub-stakeholder-duplicates"),
    path(f"{_MAP}duplicates/two/", duplicates.choose, name="hub-stakeholder-two"),
    path(f"{_MAP}duplicates/<int:one_id>/<int:other_id>/", duplicates.merge, name="hub-stakeholder-merge"),
    path(f"{_MAP}duplicates/<int:one_id>/<int:other_id>/apart/", duplicates.apart, name="hub-stakeholder-apart"),
    path(f"{_MAP}removed/", removed.removed, name="hub-stakeholder-removed"),
    path(f"{_MAP}removed/<slug:what>/<int:number>/", removed.restore, name="hub-stakeholder-restore"),
    path(f"{_MAP}act/<slug:act>/", removed.map_act, name="hub-stakeholder-map-act"),
    path(f"{_MAP}relations/<int:relation_id>/<slug:act>/", offices.relation_act, name="hub-stakeholder-relation-act"),
    path(f"{_ONE}offices/new/", offices.new, name="hub-stakeholder-office-new"),
    path(f"{_OFFICE}edit/", offices.edit, name="hub-stakeholder-office-edit"),
    path(f"{_OFFICE}person/", offices.person, name="hub-stakeholder-office-person"),
    path(f"{_OFFICE}ask/", offices.ask, name="hub-stakeholder-office-ask"),
    path(f"{_OFFICE}act/<slug:act>/", offices.act, name="hub-stakeholder-office-act"),
    path(f"{_HUB}people/", people.everybody, name="hub-stakeholder-people"),
    path(_PERSON, people.person, name="hub-stakeholder-person"),
    path(f"{_PERSON}edit/", people.edit, name="hub-stakeholder-person-edit"),
    path(f"{_PERSON}end/", people.end, name="hub-stakeholder-person-end"),
    path(f"{_PERSON}keep/", people.renew, name="hub-stakeholder-person-renew"),
    path(f"{_PERSON}consent/", people.consent, name="hub-stakeholder-person-consent"),
    path(f"{_PERSON}erase/", people.erase, name="hub-stakeholder-person-erase"),
    path(f"{_PERSON}data.json", people.data, name="hub-stakeholder-person-data"),
    path(f"{_HUB}answers/<int:request_id>/<slug:act>/", people.answer_act, name="hub-stakeholder-answer-act"),
    path("answers/consent/<str:token>/", public.consent, name="hub-consent-answer"),
    path("answers/office/<str:token>/", public.successor, name="hub-successor-answer"),
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
