"""Addresses of rounds and self-assessments."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from capacities.capacity.rounds.views import answers, assessments, beside, files, people, respondents, rounds

one: list[URLPattern | URLResolver] = [
    path("", assessments.assessment, name="capacity-assessment"),
    path("answers/", assessments.assessment_answers, name="capacity-answers"),
    path("state/", assessments.assessment_state, name="capacity-assessment-state"),
    path("reopen/", assessments.assessment_reopen, name="capacity-assessment-reopen"),
    path("privacy/", assessments.assessment_privacy, name="capacity-assessment-privacy"),
    path("change/", assessments.assessment_change, name="capacity-assessment-change"),
    path("people/", people.people, name="capacity-people"),
    path("people/<int:participant_id>/", people.person, name="capacity-person"),
    path("needs/", people.needs, name="capacity-needs"),
    path("needs/<int:statement_id>/", people.need, name="capacity-need"),
    path("answers.xlsx", files.workbook, name="capacity-workbook"),
    path("import/", files.workbook_import, name="capacity-import"),
    path("import/rejected.xlsx", files.rejected, name="capacity-rejected"),
    path("confirm/", answers.confirm, name="capacity-confirm"),
    path("sections/<slug:key>/", answers.section, name="capacity-fill-in"),
    path("questions/<slug:key>/", answers.answer, name="capacity-answer"),
    path("questions/<slug:key>/remark/", beside.remark, name="capacity-remark"),
    path("questions/<slug:key>/evidence/", beside.evidence_new, name="capacity-evidence-new"),
    path("remarks/<int:remark_id>/", beside.remark_settle, name="capacity-remark-settle"),
    path("evidence/<int:evidence_id>/", beside.evidence, name="capacity-evidence"),
    path("evidence/<int:evidence_id>/remove/", beside.evidence_remove, name="capacity-evidence-remove"),
    path("leave/", respondents.round_leave, name="capacity-round-leave"),
    path("invite/", respondents.round_address, name="capacity-round-address"),
]
parts: list[URLPattern | URLResolver] = [
    path("", rounds.rounds, name="capacity-rounds"),
    path("new/", rounds.round_new, name="capacity-round-new"),
    path("mine/", rounds.mine, name="capacity-mine"),
    path("<slug:slug>/", rounds.round_detail, name="capacity-round"),
    path("<slug:slug>/edit/", rounds.round_edit, name="capacity-round-edit"),
    path("<slug:slug>/act/", rounds.round_act, name="capacity-round-act"),
    path("<slug:slug>/progress.<str:kind>", rounds.round_file, name="capacity-round-file"),
    path("<slug:slug>/respondents/", respondents.round_respondents, name="capacity-round-respondents"),
    path("<slug:slug>/remind/", respondents.round_remind, name="capacity-round-remind"),
    path("<slug:slug>/deadline/", respondents.round_deadline, name="capacity-round-deadline"),
    path("<slug:slug>/version/", respondents.round_version, name="capacity-round-version"),
    path("<slug:slug>/<int:assessment_id>/", include(one)),
]
urlpatterns = [path("capacity/rounds/", include(parts))]
