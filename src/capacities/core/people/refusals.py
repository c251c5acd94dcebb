"""What somebody sees who may not do something: the reason and the way forward, or the sign-in page."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from capacities.core.permissions import Refused


def refused(request: HttpRequest, refusal: Refused) -> HttpResponseBase:
    """Send visitors who only need an account to sign in and come back; tell others why not (403)."""
    if refusal.sign_in and request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    context = {"reason": refusal.reason, "ask": refusal.ask, "sign_in": refusal.sign_in}
    response: HttpResponse = render(request, "403.html", context, status=403)
    return response
