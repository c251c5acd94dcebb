"""The weekly letter: the choice on the account page, and the link that stops it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from capacities.core.people.asker import asker
from capacities.core.permissions import require
from capacities.hub.structure.weekly import choose_letter, hubs_of, reader_of, wants_letter


def account_section(request: HttpRequest) -> str:
    """Return the choice for the account page, for whoever keeps a hub or sits in one."""
    person = asker(request)
    hubs = [str(hub) for hub in hubs_of(person)]
    if not hubs:
        return ""
    return render_to_string("hub/weekly_choice.html", {"hubs": hubs, "wanted": wants_letter(person)}, request)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the choice."""
    require(request.user, "people.see_account")
    wanted = request.POST.get("wanted") == "yes"
    choose_letter(person=asker(request), wanted=wanted)
    on, off = _("You will get the letter on Mondays."), _("You will get no weekly letter.")
    messages.success(request, on if wanted else off)
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the letter by the link in it, or take that back. Opening the link shows a button: scanners stop nothing."""
    person = reader_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        choose_letter(person=person, wanted=request.POST.get("wanted") == "yes")
        return redirect("weekly-stop", token)
    context = {"here": "country", "wanted": wants_letter(person)}
    return render(request, "hub/weekly_stop.html", context)
