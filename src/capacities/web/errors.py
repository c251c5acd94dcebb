"""Answers when something went wrong: what happened in plain words, and the way forward."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be understood."""
    return render(request, "400.html", {"reason": _said(exception)}, status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that this person may not make, with the reason where there is one."""
    return render(request, "403.html", {"reason": _said(exception)}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request for what is not there, or may not be seen."""
    return render(request, "404.html", {"asked": request.path}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of ours. Needs neither database nor context, which may be what failed."""
    return HttpResponse(loader.get_template("500.html").render(), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was sent without the token that ties it to this visitor."""
    text = _("The page was open for too long, or cookies are switched off. Go back, reload the page and send it again.")
    return render(request, "403.html", {"reason": text}, status=403)


def _said(exception: Exception | None) -> str:
    """Return the words that were meant for people; other exceptions carry none."""
    words = exception.args[0] if exception is not None and exception.args else ""
    return words if isinstance(words, str) else ""
