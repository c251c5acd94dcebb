"""Addresses of programmes, their forms, applications and the choice."""

from __future__ import annotations

from django.urls import path

from capacities.hub.programmes.views import applications, form, programmes, selection

_ALL = "hubs/<slug:slug>/programmes/"
_ONE = f"{_ALL}<slug:name>/"
_FORM = f"{_ONE}form/"
_READ = f"{_ONE}selection/<int:number>/"
_OWN = "applications/<int:number>/"

urlpatterns = [
    path(_ALL, programmes.programmes, name="hub-programmes"),
    path(f"{_ALL}new/", programmes.new_programme, name="hub-programme-new"),
    path(_ONE, programmes.programme_page_view, name="hub-programme"),
    path(f"{_ONE}edit/", programmes.edit_programme, name="hub-programme-edit"),
    path(f"{_ONE}act/<slug:what>/", programmes.act, name="hub-programme-act"),
    path(f"{_ONE}apply/", applications.apply, name="hub-programme-apply"),
    path(_FORM, form.editor, name="hub-form"),
    path(f"{_FORM}preview/", form.preview, name="hub-form-preview"),
    path(f"{_FORM}questions/new/", form.new_question, name="hub-question-new"),
    path(f"{_FORM}questions/<int:number>/", form.edit_question, name="hub-question-edit"),
    path(f"{_FORM}criteria/new/", form.new_criterion, name="hub-criterion-new"),
    path(f"{_FORM}criteria/<int:number>/", form.edit_criterion, name="hub-criterion-edit"),
    path(f"{_FORM}<slug:part>/<int:number>/<slug:what>/", form.act_on_part, name="hub-form-act"),
    path(f"{_ONE}selection/", selection.selection, name="hub-selection"),
    path(f"{_ONE}selection.<str:kind>", selection.selection, name="hub-selection-file"),
    path(f"{_ONE}selection/send/", selection.send_waiting, name="hub-selection-send"),
    path(_READ, selection.reading, name="hub-reading"),
    path(f"{_READ}decision/", selection.decision, name="hub-application-decision"),
    path(f"{_READ}act/<slug:what>/", selection.act, name="hub-reading-act"),
    path(f"{_READ}answer/", selection.reply, name="hub-application-reply"),
    path("applications/", applications.own, name="own-applications"),
    path(_OWN, applications.application, name="application"),
    path(f"{_OWN}act/<slug:what>/", applications.act, name="application-act"),
    path(f"{_OWN}authors/", applications.invite, name="application-invite"),
    path(f"{_OWN}authors/<int:author_id>/off/", applications.author_off, name="application-author-off"),
    path("applications/<int:number>.<str:kind>", applications.application_file, name="application-document"),
    path(f"{_OWN}versions/<int:question>/", applications.versions, name="application-versions"),
    path(f"{_OWN}files/<int:question>/", applications.answer_file, name="application-file"),
]
