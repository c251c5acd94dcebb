"""Addresses of the pages about the site itself."""

from __future__ import annotations

from django.urls import path

from capacities.web import views

urlpatterns = [
    path("methods/", views.methods, name="methods"),
    path("methods/<slug:slug>/", views.methods_document, name="methods-document"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("styleguide/", views.styleguide, name="styleguide"),
]
