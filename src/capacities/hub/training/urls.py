"""Addresses of training programmes."""

from __future__ import annotations

from django.urls import path

from capacities.hub.training.views import keeping, participants, public

_ALL = "hubs/<slug:slug>/training/"
_ONE = f"{_ALL}<int:training_id>/"
_MODULE = f"{_ONE}modules/<int:module_id>/"
_MINE = "training/mine/<str:token>/"

urlpatterns = [
    path(_ALL, public.listing, name="hub-trainings"),
    path(f"{_ALL}list.<str:kind>", public.listing, name="hub-trainings-file"),
    path(f"{_ALL}new/", keeping.new, name="hub-training-new"),
    path(_ONE, public.page, name="hub-training"),
    path(f"{_ONE}curriculum.<str:kind>", public.curriculum_file, name="hub-training-curriculum"),
    path(f"{_ONE}edit/", keeping.edit, name="hub-training-edit"),
    path(f"{_ONE}act/<slug:act>/", keeping.act, name="hub-training-act"),
    path(f"{_ONE}suggest/", public.suggest, name="hub-training-suggest"),
    path(f"{_ONE}suggestions/<int:suggestion_id>/", keeping.answer, name="hub-training-suggestion"),
    path(f"{_ONE}modules/new/", keeping.module, name="hub-training-module-new"),
    path(_MODULE, keeping.module, name="hub-training-module"),
    path(f"{_MODULE}act/<slug:act>/", keeping.module_act, name="hub-training-module-act"),
    path(f"{_MODULE}file/", public.module_file, name="hub-training-module-file"),
    path(f"{_MODULE}attendance/", participants.attendance, name="hub-training-attendance"),
    path(f"{_ONE}participants/", participants.listing, name="hub-training-participants"),
    path(f"{_ONE}participants.<str:kind>", participants.listing, name="hub-training-participants-file"),
    path(f"{_ONE}enrol/", public.enrol, name="hub-training-enrol"),
    path("training/mine/", participants.own, name="trainings-mine"),
    path(_MINE, participants.mine, name="training-mine"),
    path(f"{_MINE}certificate.<str:kind>", participants.certificate, name="training-certificate"),
    path(f"{_MINE}<slug:act>/", participants.mine_act, name="training-mine-act"),
]
