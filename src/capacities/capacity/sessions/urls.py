"""Addresses of sessions, trainers and matches."""

from __future__ import annotations

from django.urls import include, path

from capacities.capacity.sessions.views import events, matches, series, trainers

of_round = [
    path("", series.series_page, name="capacity-series"),
    path("limits/", series.settings, name="capacity-series-settings"),
    path("sessions.<str:kind>", series.series_file, name="capacity-series-file"),
    path("do/<str:act>/", series.series_act, name="capacity-series-act"),
    path("new/", series.session_edit, name="capacity-session-new"),
    path("<int:session_id>/edit/", series.session_edit, name="capacity-session-edit"),
    path("<int:session_id>/hold/", series.session_hold, name="capacity-session-hold"),
    path("<int:session_id>/remove/", series.session_remove, name="capacity-session-remove"),
    path("<int:session_id>/event/", events.session_event, name="capacity-session-event"),
    path("<int:session_id>/event/<str:act>/", events.session_act, name="capacity-session-act"),
]

urlpatterns = [
    path("capacity/sessions/", series.sessions, name="capacity-sessions"),
    path("capacity/sessions/trainers/", trainers.trainers, name="capacity-trainers"),
    path("capacity/sessions/trainers/new/", trainers.trainer_edit, name="capacity-trainer-new"),
    path("capacity/sessions/trainers/<int:trainer_id>/", trainers.trainer_edit, name="capacity-trainer"),
    path(
        "capacity/sessions/trainers/<int:trainer_id>/remove/", trainers.trainer_remove, name="capacity-trainer-remove"
    ),
    path("capacity/sessions/rounds/<slug:slug>/", include(of_round)),
    path("capacity/matches/", matches.matches, name="capacity-matches"),
    path("capacity/matches/rounds/<slug:slug>/", matches.round_matches, name="capacity-matches-round"),
    path("capacity/matches/rounds/<slug:slug>/do/", matches.round_matches_act, name="capacity-matches-act"),
    path(
        "capacity/matches/rounds/<slug:slug>/ask/<int:teacher_id>/<slug:topic>/",
        matches.match_ask,
        name="capacity-match-ask",
    ),
    path("capacity/matches/teams/<int:assessment_id>/", matches.profile, name="capacity-peer-profile"),
    path("capacity/matches/<int:match_id>/", matches.match_page, name="capacity-match"),
    path("capacity/matches/<int:match_id>/do/<str:act>/", matches.match_keep, name="capacity-match-keep"),
    path("capacity/matches/<int:match_id>/answer/<str:side>/", matches.match_answer, name="capacity-match-answer"),
    path("capacity/matches/<int:match_id>/met/", matches.match_met, name="capacity-match-met"),
    path("capacity/matches/<int:match_id>/rate/<str:side>/", matches.match_rate, name="capacity-match-rate"),
]
