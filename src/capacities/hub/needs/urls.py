"""Addresses of needs, measures, dialogues, portfolios and barriers of a hub."""

from __future__ import annotations

from django.urls import include, path

from capacities.hub.needs.views import barriers, dialogues, grouping, measures, needs, portfolios

parts = [
    path("", needs.needs, name="hub-needs"),
    path("new/", needs.need_new, name="hub-need-new"),
    path("similar/", grouping.similar, name="hub-needs-similar"),
    path("needs.<str:kind>", needs.needs_file, name="hub-needs-file"),
    path("<int:need_id>/", needs.need_page, name="hub-need"),
    path("<int:need_id>/edit/", needs.need_edit, name="hub-need-edit"),
    path("<int:need_id>/state/", needs.need_state, name="hub-need-state"),
    path("<int:need_id>/support/", needs.support, name="hub-need-support"),
    path("<int:need_id>/support/<int:support_id>/withdraw/", needs.support_withdraw, name="hub-need-support-withdraw"),
    path("<int:need_id>/comment/", needs.comment, name="hub-need-comment"),
    path("<int:need_id>/merge/", grouping.merge, name="hub-need-merge"),
    path("<int:need_id>/unmerge/", grouping.unmerge, name="hub-need-unmerge"),
    path("<int:need_id>/split/", grouping.split, name="hub-need-split"),
    path("<int:need_id>/unsplit/", grouping.unsplit, name="hub-need-unsplit"),
    path("<int:need_id>/signal/", barriers.barrier_signal, name="hub-barrier-signal"),
    path("towns/left/", grouping.departure, name="hub-town-left"),
    path("towns/left/<int:departure_id>/undo/", grouping.departure_undo, name="hub-town-left-undo"),
    path("measures/", measures.measures, name="hub-measures"),
    path("measures/new/", measures.measure_new, name="hub-measure-new"),
    path("measures/measures.<str:kind>", measures.measures_file, name="hub-measures-file"),
    path("measures/<int:measure_id>/", measures.measure_page, name="hub-measure"),
    path("measures/<int:measure_id>/edit/", measures.measure_edit, name="hub-measure-edit"),
    path("measures/<int:measure_id>/answer/", measures.answer, name="hub-measure-answer"),
    path(
        "measures/<int:measure_id>/answer/<int:answer_id>/remove/",
        measures.answer_remove,
        name="hub-measure-answer-remove",
    ),
    path("dialogues/", dialogues.dialogues, name="hub-dialogues"),
    path("dialogues/new/", dialogues.dialogue_new, name="hub-dialogue-new"),
    path("dialogues/<int:dialogue_id>/", dialogues.dialogue_page, name="hub-dialogue"),
    path("dialogues/<int:dialogue_id>/invite/", dialogues.dialogue_invite, name="hub-dialogue-invite"),
    path("dialogues/<int:dialogue_id>/raters/<int:rater_id>/", dialogues.dialogue_rater, name="hub-dialogue-rater"),
    path("dialogues/<int:dialogue_id>/round/", dialogues.dialogue_round, name="hub-dialogue-round"),
    path("dialogues/<int:dialogue_id>/rate/", dialogues.dialogue_rate, name="hub-dialogue-rate"),
    path("dialogues/<int:dialogue_id>/results.<str:kind>", dialogues.dialogue_file, name="hub-dialogue-file"),
    path("portfolios/", portfolios.portfolios, name="hub-portfolios"),
    path("portfolios/new/", portfolios.portfolio_new, name="hub-portfolio-new"),
    path("portfolios/<int:portfolio_id>/", portfolios.portfolio_page, name="hub-portfolio"),
    path("portfolios/<int:portfolio_id>/edit/", portfolios.portfolio_edit, name="hub-portfolio-edit"),
    path("portfolios/<int:portfolio_id>/choose/", portfolios.portfolio_choose, name="hub-portfolio-choose"),
    path("portfolios/<int:portfolio_id>/lock/", portfolios.portfolio_lock, name="hub-portfolio-lock"),
    path("portfolios/<int:portfolio_id>/publish/", portfolios.portfolio_publish, name="hub-portfolio-publish"),
    path(
        "portfolios/<int:portfolio_id>/work/<int:intervention_id>/", portfolios.progress, name="hub-portfolio-progress"
    ),
    path("portfolios/<int:portfolio_id>/compare/<int:other_id>/", portfolios.compare, name="hub-portfolio-compare"),
    path("portfolios/<int:portfolio_id>/portfolio.<str:kind>", portfolios.portfolio_file, name="hub-portfolio-file"),
    path("barriers/", barriers.barriers, name="hub-barriers"),
    path("barriers/log.<str:kind>", barriers.decisions_file, name="hub-barriers-file"),
    path("barriers/decisions/new/", barriers.decision_new, name="hub-barrier-decision-new"),
    path("barriers/decisions/<int:decision_id>/", barriers.decision_edit, name="hub-barrier-decision"),
    path("barriers/signals/<int:signal_id>/withdraw/", barriers.signal_withdraw, name="hub-barrier-signal-withdraw"),
    path("barriers/for/<slug:body_slug>/", barriers.barriers_of_body, name="hub-barriers-body"),
]
urlpatterns = [path("hubs/<slug:slug>/needs/", include(parts))]
