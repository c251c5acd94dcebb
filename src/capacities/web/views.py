"""Pages about the site itself: methods, accessibility, privacy, the components."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """Show how figures are made: formulas, sources, accuracy."""
    return render(request, "web/methods.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return render(request, "web/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what is kept about people."""
    return render(request, "web/privacy.html")


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component with an example."""
    return render(request, "web/styleguide.html")
