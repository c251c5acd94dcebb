"""A town raises its hand: the form, the proof of the address, where the request stands, and the hub's answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.people.scopes import place_or_404
from capacities.core.permissions import Refused, may, require
from capacities.hub.cities import services
from capacities.hub.cities.forms import AnswerForm, HandForm
from capacities.hub.cities.models import RaisedHand
from capacities.hub.cities.phases import HandState
from capacities.hub.cities.queries import hands_visible_to
from capacities.hub.structure.queries import hubs_of_country
from capacities.web.navigation import Levels, Link


@require_http_methods(["GET", "HEAD", "POST"])
def raise_hand(request: HttpRequest, country: str, slug: str) -> HttpResponse:
    """Ask the hub for help in the name of a town."""
    place = place_or_404(country, slug)
    person = request.user if request.user.is_authenticated else None
    initial = {"name": person.name if person else ""}
    form = HandForm(request.POST if request.method == "POST" else None, person=person, initial=initial)
    if request.method == "POST" and form.is_valid():
        if form.is_a_program:
            return redirect(place)
        data = {name: value for name, value in form.cleaned_data.items() if name != "website"}
        language = person.language if person else (get_language() or "en")[:2]
        try:
            services.raise_hand(place=place, by=person, email=data.pop("email", ""), language=language, **data)
        except Refused as refused:
            form.add_error(None, str(refused.reason))
        else:
            sent = _("Your request is with the hub. The answer comes by e-mail.")
            prove = _("One step is left: open the link in the mail that we have just sent you.")
            messages.success(request, sent if person else prove)
            return redirect(place)
    context = {
        "here": "city",
        "levels": Levels(city=Link(place.name, place.get_absolute_url())),
        "crumbs": [Link(place.name, place.get_absolute_url()), Link(_("Ask the hub for help"))],
        "place": place,
        "form": form,
        "hubs": list(hubs_of_country(request.user, place.country_id)),
    }
    return render(request, "hub_cities/raise.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """Prove the address of a guest. Opening the link shows a button, so that mail scanners prove nothing."""
    hand = services.hand_of(token, 7 * 24 * 3600)
    if hand is None:
        raise Http404
    if request.method == "POST":
        services.prove_hand(token)
        messages.success(request, _("Your request is with the hub. The answer comes by e-mail."))
        return redirect("hand", token)
    return render(request, "hub_cities/prove.html", {"hand": hand})


@require_safe
def hand(request: HttpRequest, token: str) -> HttpResponse:
    """Show a town where its request stands."""
    found = services.hand_of(token)
    if found is None:
        raise Http404
    return render(request, "hub_cities/hand.html", {"hand": found})


@require_safe
def hands(request: HttpRequest) -> HttpResponse:
    """List the requests of towns that the reader answers."""
    require(request.user, "hub.see_hands")
    found = hands_visible_to(request.user)
    context = {
        "here": "country",
        "crumbs": [Link(_("Hubs"), reverse("hubs")), Link(_("Towns that ask for help"))],
        "waiting": list(found.filter(state=HandState.WAITING)),
        "answered": list(found.exclude(state=HandState.WAITING).order_by("-answered_at")[:50]),
        "form": AnswerForm(),
    }
    return render(request, "hub_cities/hands.html", context)


@require_POST
def answer(request: HttpRequest, hand_id: int, what: str) -> HttpResponse:
    """Answer a request, close it with a reason, or let it wait again."""
    require(request.user, "hub.see_hands")
    found: RaisedHand = get_object_or_404(hands_visible_to(request.user), pk=hand_id)
    by = asker(request)
    text = request.POST.get("answer", "")
    hub = next((one for one in hubs_of_country(by, found.place.country_id) if may(by, "hub.edit", one)), None)
    try:
        if what == "answer":
            services.answer_hand(by=by, hand=found, answer=text, hub=hub)
            messages.success(request, _("The answer is on its way."))
        elif what == "close":
            services.close_hand(by=by, hand=found, reason=text)
            messages.success(request, _("The request is closed; the town is told why."))
        elif what == "reopen":
            services.reopen_hand(by=by, hand=found)
            messages.success(request, _("The request waits again."))
        else:
            raise Http404
    except Refused as refused:
        messages.warning(request, str(refused.reason))
    return redirect("hands")
