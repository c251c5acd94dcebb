"""Addresses of the pages that bring several apps together."""

from __future__ import annotations

from django.urls import path

from capacities.portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("places/", views.places, name="places"),
    path("network/", views.network, name="network"),
    path("countries/", views.countries, name="countries"),
    path("countries/<str:code>/", views.country, name="country"),
]
