"""Addresses of the capacity map."""

from __future__ import annotations

from django.urls import include, path

from capacities.capacity.map.views import files, maps, profiles, topics

parts = [
    path("", maps.countries, name="capacity"),
    path("cities/", maps.cities, name="capacity-cities"),
    path("map.<str:kind>", files.map_file, name="capacity-map-file"),
    path("gaps.<str:kind>", files.gaps_file, name="capacity-gaps-file"),
    path("topics/<slug:topic>/", topics.topic, name="capacity-topic"),
    path("countries/<slug:code>/", profiles.country, name="capacity-country"),
    path("countries/<slug:code>/radar.svg", profiles.country_radar, name="capacity-country-radar"),
    path("countries/<slug:code>/topics/<slug:topic>/", profiles.country_score, name="capacity-country-score"),
    path("cities/<slug:code>/<slug:slug>/", profiles.city, name="capacity-city"),
    path("cities/<slug:code>/<slug:slug>/radar.svg", profiles.city_radar, name="capacity-city-radar"),
    path("cities/<slug:code>/<slug:slug>/topics/<slug:topic>/", profiles.city_score, name="capacity-city-score"),
]
urlpatterns = [path("capacity/", include(parts))]
