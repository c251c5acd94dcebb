"""Addresses of the pages that bring several apps together."""

from __future__ import annotations

from django.urls import path

from capacities.portal.api import api
from capacities.portal.views import countries, home, network, places

urlpatterns = [
    path("", home.home, name="home"),
    path("places/", places.places, name="places"),
    path("network/", network.network, name="network"),
    path("network/organisations.<str:kind>", network.organisations_file, name="organisations-file"),
    path("network/cities.<str:kind>", network.cities_file, name="cities-file"),
    path("countries/", countries.countries, name="countries"),
    path("countries/<str:code>/", countries.country, name="country"),
    path("api/v1/", api.urls),
]
