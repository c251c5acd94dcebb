"""Addresses of meetings, minutes, decisions and actions."""

from __future__ import annotations

from django.urls import path

from capacities.hub.meetings.views import decisions, guests, meetings, minutes

_HUB = "hubs/<slug:slug>/"
_ONE = f"{_HUB}meetings/<int:number>/"
_ITEM = f"{_ONE}items/<int:item_id>/"

urlpatterns = [
    path(f"{_HUB}meetings/", meetings.meetings, name="hub-meetings"),
    path(f"{_HUB}meetings.ics", guests.hub_calendar, name="hub-calendar"),
    path(f"{_HUB}meetings/new/", meetings.new_meeting, name="hub-meeting-new"),
    path(f"{_HUB}meetings/bilateral/", meetings.bilaterals, name="hub-bilaterals"),
    path(f"{_HUB}meetings/bilateral.<str:kind>", meetings.bilaterals, name="hub-bilaterals-file"),
    path(_ONE, meetings.meeting_page, name="hub-meeting"),
    path(f"{_ONE}edit/", meetings.edit_meeting, name="hub-meeting-edit"),
    path(f"{_ONE}dates/", meetings.dates, name="hub-meeting-dates"),
    path(f"{_ONE}act/<slug:what>/", meetings.act, name="hub-meeting-act"),
    path(f"{_ONE}guests/new/", meetings.new_guest, name="hub-guest-new"),
    path(f"{_ONE}guests/<int:guest_id>/off/", meetings.guest_off, name="hub-guest-off"),
    path(f"{_ONE}attendance/", meetings.attendance, name="hub-attendance"),
    path(f"{_ONE}outcome/", meetings.outcome, name="hub-meeting-outcome"),
    path(f"{_ONE}meeting.ics", minutes.calendar_file, name="hub-meeting-ics"),
    path(f"{_ONE}minutes.<str:kind>", minutes.minutes_document, name="hub-minutes-file"),
    path(f"{_ONE}remove/", meetings.remove_meeting, name="hub-meeting-remove"),
    path(f"{_ONE}items/new/", minutes.new_item, name="hub-item-new"),
    path(f"{_ONE}items/order/", minutes.order_items, name="hub-items-order"),
    path(f"{_ITEM}edit/", minutes.edit_item, name="hub-item-edit"),
    path(f"{_ITEM}act/<slug:what>/", minutes.act_on_item, name="hub-item-act"),
    path(f"{_ITEM}minutes/", minutes.write_minutes, name="hub-minutes"),
    path(f"{_ITEM}versions/", minutes.versions, name="hub-minutes-versions"),
    path(f"{_ITEM}papers/new/", minutes.new_paper, name="hub-paper-new"),
    path(f"{_ONE}papers/<int:paper_id>/", minutes.paper_file, name="hub-paper"),
    path(f"{_ONE}papers/<int:paper_id>/off/", minutes.paper_off, name="hub-paper-off"),
    path(f"{_ONE}decisions/new/", decisions.new_decision, name="hub-meeting-decision-new"),
    path(f"{_ONE}actions/new/", decisions.new_action, name="hub-action-new"),
    path(f"{_HUB}decisions/", decisions.register, name="hub-decisions"),
    path(f"{_HUB}decisions.<str:kind>", decisions.register, name="hub-decisions-file"),
    path(f"{_HUB}decisions/new/", decisions.new_decision, name="hub-decision-new"),
    path(f"{_HUB}decisions/<int:number>/", decisions.decision_page, name="hub-decision"),
    path(f"{_HUB}decisions/<int:number>/edit/", decisions.edit_decision, name="hub-decision-edit"),
    path(f"{_HUB}decisions/<int:number>/remove/", decisions.remove_decision, name="hub-decision-remove"),
    path(f"{_HUB}actions/<int:number>/remove/", decisions.remove_action, name="hub-action-remove"),
    path(f"{_HUB}actions/<int:number>/edit/", decisions.edit_action, name="hub-action-edit"),
    path(f"{_HUB}actions/<int:number>/close/", decisions.close_action, name="hub-action-close"),
    path("m/<str:token>/", guests.guest_page, name="hub-guest"),
    path("m/<str:token>/minutes.<str:kind>", guests.guest_file, name="hub-guest-file"),
    path("t/<str:token>/", guests.action_owner, name="hub-action-owner"),
    path("calendar/<str:token>.ics", guests.own_calendar, name="own-calendar"),
]
