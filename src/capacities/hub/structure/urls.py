"""Addresses of hubs and their bodies."""

from __future__ import annotations

from django.urls import path

from capacities.hub.structure import views

urlpatterns = [
    path("hubs/<slug:slug>/", views.overview, name="hub"),
]
