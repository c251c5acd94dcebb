"""Addresses of the hub's cities, its work list, national totals and raised hands."""

from __future__ import annotations

from django.urls import path

from capacities.hub.cities.views import cities, hands, totals, work

_CITY = "hubs/<slug:slug>/cities/<str:country>/<slug:place>/"

urlpatterns = [
    path("hubs/<slug:slug>/work/", work.work, name="hub-work"),
    path("hubs/<slug:slug>/work/letters/", work.letters, name="hub-work-letters"),
    path("hubs/<slug:slug>/cities/", cities.cities, name="hub-cities"),
    path("hubs/<slug:slug>/cities.<str:kind>", cities.cities_file, name="hub-cities-file"),
    path("hubs/<slug:slug>/cities/follow/", cities.follow, name="hub-city-follow"),
    path(_CITY, cities.city, name="hub-city"),
    path(f"{_CITY}edit/", cities.edit_city, name="hub-city-edit"),
    path(f"{_CITY}act/<slug:what>/", cities.act_on_city, name="hub-city-act"),
    path("hubs/<slug:slug>/totals/", totals.totals, name="hub-totals"),
    path("hubs/<slug:slug>/totals.<str:kind>", totals.totals_file, name="hub-totals-file"),
    path("places/<str:country>/<slug:slug>/help/", hands.raise_hand, name="hand-raise"),
    path("hands/", hands.hands, name="hands"),
    path("hands/<int:hand_id>/<slug:what>/", hands.answer, name="hand-answer"),
    path("h/<str:token>/", hands.hand, name="hand"),
    path("h/<str:token>/prove/", hands.prove, name="hand-prove"),
]
