"""Asking for a place on a city team, and answering those who ask."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from capacities.core.people import services
from capacities.core.people.asker import asker
from capacities.core.people.forms import JoinForm, RefuseForm
from capacities.core.people.models import RoleRequest
from capacities.core.people.queries import (
    answered_requests,
    holds,
    open_request_for,
    open_requests,
    own_requests,
    requests_visible_to,
)
from capacities.core.people.roles import place_scope
from capacities.core.people.scopes import place_or_404, with_names
from capacities.core.permissions import Refused, may, require, require_visible


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, country: str, slug: str) -> HttpResponse:
    """Ask for the city-team role of a municipality."""
    place = place_or_404(country, slug)
    scope = place_scope(place.country_id, place.slug)
    require(request.user, "people.request_role", scope)
    person = asker(request)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.request_role(by=person, scope=scope, **form.cleaned_data)
        except Refused as refused:
            messages.warning(request, str(refused.reason))
        else:
            messages.success(request, _("Your request is sent. The answer comes by e-mail."))
        return redirect("account")
    context = {
        "place": place,
        "form": form,
        "member": holds(person, "city_team", scope),
        "asked": open_request_for(person, "city_team", scope),
    }
    return render(request, "people/join.html", context, status=400 if form.errors else 200)


@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """List what waits for an answer, and what was answered."""
    require(request.user, "people.see_requests")
    context = {
        "waiting": with_names(open_requests(request.user)),
        "answered": with_names(answered_requests(request.user)),
    }
    return render(request, "people/requests.html", context)


@require_GET
def request_page(request: HttpRequest, request_id: int) -> HttpResponse:
    """Show one request with the buttons that the reader may press."""
    return _page(request, _visible(request, request_id), RefuseForm())


@require_POST
def grant(request: HttpRequest, request_id: int) -> HttpResponse:
    """Grant what was asked for."""
    asked = _visible(request, request_id)
    done = _("The role is granted; the person is told by e-mail.")
    return _answered(request, asked, done, lambda: services.accept_request(by=asker(request), request=asked))


@require_POST
def refuse(request: HttpRequest, request_id: int) -> HttpResponse:
    """Refuse with the reason that the form brings."""
    asked = _visible(request, request_id)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, form)
    done = _("The request is refused; the person is told why by e-mail.")
    reason = form.cleaned_data["reason"]
    return _answered(
        request, asked, done, lambda: services.refuse_request(by=asker(request), request=asked, reason=reason)
    )


@require_POST
def reopen(request: HttpRequest, request_id: int) -> HttpResponse:
    """Undo an answer."""
    asked = _visible(request, request_id)
    done = _("The answer is taken back; the request waits again.")
    return _answered(request, asked, done, lambda: services.reopen_request(by=asker(request), request=asked))


@require_POST
def withdraw(request: HttpRequest, request_id: int) -> HttpResponse:
    """Take back one's own request."""
    require(request.user, "people.see_account")
    asked = get_object_or_404(own_requests(asker(request)), pk=request_id)
    try:
        services.withdraw_request(by=asker(request), request=asked)
    except Refused as refused:
        messages.warning(request, str(refused.reason))
    else:
        messages.success(request, _("Your request is withdrawn."))
    return redirect("account")


def _visible(request: HttpRequest, request_id: int) -> RoleRequest:
    """Return the request; visitors, who come from a link in a mail, sign in first, whether it exists or not."""
    require(request.user, "people.see_account")
    require_visible(request.user, "people.see_requests")
    return get_object_or_404(requests_visible_to(request.user), pk=request_id)


def _page(request: HttpRequest, asked: RoleRequest, form: RefuseForm) -> HttpResponse:
    context = {
        "named": with_names([asked])[0],
        "form": form,
        "decision": may(request.user, "people.answer_request", asked),
    }
    return render(request, "people/request.html", context, status=400 if form.errors else 200)


def _answered(request: HttpRequest, asked: RoleRequest, done: str, answer: Callable[[], RoleRequest]) -> HttpResponse:
    """Call the service; somebody else may have answered first, which the page then says."""
    require(request.user, "people.answer_request", asked)
    try:
        answer()
    except Refused as refused:
        messages.warning(request, str(refused.reason))
    else:
        messages.success(request, done)
    return redirect("request", asked.pk)
