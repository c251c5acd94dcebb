"""Addresses of a town: its page, its files, the figures it knows, other levels of its measures."""

from __future__ import annotations

from django.urls import path

from capacities.city import views

urlpatterns = [
    path("places/<str:country>/<slug:slug>/", views.town, name="town"),
    path("places/<str:country>/<slug:slug>/figures/", views.figures, name="figures"),
    path(
        "places/<str:country>/<slug:slug>/figures/template.<str:kind>", views.figures_template, name="figures-template"
    ),
    path("places/<str:country>/<slug:slug>/levels/", views.levels, name="levels"),
    path("places/<str:country>/<slug:slug>/plan.<str:kind>", views.plan_file, name="plan-file"),
]
