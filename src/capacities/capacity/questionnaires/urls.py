"""Addresses of templates of self-assessments and of their editor."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from capacities.capacity.questionnaires.views import drafts, keeping, pages, questions, sections, translating

draft = [
    path("", drafts.draft, name="capacity-template-draft"),
    path("start/", drafts.start, name="capacity-template-start"),
    path("publish/", drafts.publish, name="capacity-template-publish"),
    path("discard/", drafts.discard, name="capacity-template-discard"),
    path("translate/", translating.translate, name="capacity-template-translate"),
    path("translate/texts.xlsx", translating.texts_file, name="capacity-template-texts"),
    path("translate/import/", translating.texts_import, name="capacity-template-texts-import"),
    path("sections/new/", sections.section_new, name="capacity-section-new"),
    path("sections/<int:pk>/", sections.section, name="capacity-section"),
    path("sections/<int:pk>/move/", sections.section_move, name="capacity-section-move"),
    path("sections/<int:pk>/remove/", sections.section_remove, name="capacity-section-remove"),
    path("sections/<int:pk>/questions/new/", questions.question_new, name="capacity-question-new"),
    path("questions/<int:pk>/", questions.question, name="capacity-question"),
    path("questions/<int:pk>/move/", questions.question_move, name="capacity-question-move"),
    path("questions/<int:pk>/remove/", questions.question_remove, name="capacity-question-remove"),
    path("questions/<int:pk>/condition/", questions.condition, name="capacity-question-condition"),
]
templates: list[URLPattern | URLResolver] = [
    path("", pages.templates, name="capacity-templates"),
    path("new/", keeping.new, name="capacity-template-new"),
    path("import/", keeping.import_json, name="capacity-template-import"),
    path("<slug:slug>/", pages.template, name="capacity-template"),
    path("<slug:slug>/questionnaire.<str:kind>", pages.template_file, name="capacity-template-file"),
    path("<slug:slug>/compare/", pages.compare, name="capacity-template-compare"),
    path("<slug:slug>/copy/", keeping.copy, name="capacity-template-copy"),
    path("<slug:slug>/edit/", keeping.edit, name="capacity-template-edit"),
    path("<slug:slug>/remove/", keeping.remove, name="capacity-template-remove"),
    path("<slug:slug>/retire/", keeping.retire, name="capacity-template-retire"),
    path("<slug:slug>/bring-back/", keeping.bring_back, name="capacity-template-bring-back"),
    path("<slug:slug>/draft/", include(draft)),
]
urlpatterns = [path("capacity/templates/", include(templates))]
