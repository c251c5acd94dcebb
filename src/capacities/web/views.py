"""Pages about the site itself: methods, accessibility, privacy, the components."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from capacities.web import examples
from capacities.web.cookies import cookies
from capacities.web.markdown import to_html
from capacities.web.methods import methods_documents
from capacities.web.navigation import Link


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """List the documents on how figures are made."""
    documents = methods_documents(settings.DOCS, get_language() or "en")
    return render(request, "web/methods.html", {"documents": documents, "crumbs": [Link(_("Methods and sources"))]})


@require_safe
def methods_document(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one document: formulas, sources, accuracy."""
    documents = methods_documents(settings.DOCS, get_language() or "en")
    found = next((document for document in documents if document.slug == slug), None)
    if found is None:
        raise Http404
    crumbs = [Link(_("Methods and sources"), reverse("methods")), Link(found.title)]
    context = {"document": found, "html": to_html(found.text), "crumbs": crumbs}
    return render(request, "web/methods_document.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return render(request, "web/accessibility.html", {"crumbs": [Link(_("Accessibility"))]})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what is kept about people."""
    return render(request, "web/privacy.html", {"crumbs": [Link(_("Privacy"))], "cookies": cookies()})


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component with an example."""
    context = examples.components(request.GET if "year" in request.GET else None)
    return render(request, "web/styleguide.html", {**context, "crumbs": [Link(_("Style guide"))]})
