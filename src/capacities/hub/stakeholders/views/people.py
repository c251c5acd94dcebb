"""Pages of the people on a hub's maps: what needs somebody, one person, their data, consent, renewal and erasure."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.permissions import require_visible
from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.forms.people import EndForm, KeepingForm, PersonForm
from capacities.hub.stakeholders.mails import consent_wording
from capacities.hub.stakeholders.models import Contact, SuccessorRequest
from capacities.hub.stakeholders.people_queries import (
    all_held_about,
    answers_to_accept,
    contacts_found,
    contacts_visible_to,
    present_contacts,
    same_person,
    unreachable,
)
from capacities.hub.stakeholders.queries import contacts_expiring
from capacities.hub.stakeholders.retention import GRACE, REMIND_BEFORE, consent_ends
from capacities.hub.structure.acts import done, saved
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.hub.structure.models import Hub
from capacities.web.navigation import Link

PER_PAGE = 50


def _hub(request: HttpRequest, slug: str) -> Hub:
    hub = hub_or_404(request, slug)
    require_visible(request.user, "hub.see_stakeholders", hub)
    return hub


def _contact(request: HttpRequest, slug: str, contact_id: int) -> tuple[Hub, Contact]:
    hub = _hub(request, slug)
    return hub, get_object_or_404(contacts_visible_to(request.user, hub), pk=contact_id)


def _page(request: HttpRequest, hub: Hub, *crumbs: Link) -> dict[str, Any]:
    way = [
        Link(_("Stakeholders"), reverse("hub-stakeholders", args=[hub.slug])),
        Link(_("People"), reverse("hub-stakeholder-people", args=[hub.slug])),
    ]
    return hub_page(request, hub, "stakeholders", *way, *crumbs)


def _address(hub: Hub, contact: Contact) -> str:
    return reverse("hub-stakeholder-person", args=[hub.slug, contact.pk])


@require_safe
def everybody(request: HttpRequest, slug: str) -> HttpResponse:
    """Show which people need the hub team, and all of them to search."""
    hub = _hub(request, slug)
    today = timezone.localdate()
    words = request.GET.get("q", "")
    found = contacts_found(present_contacts(request.user, hub), words)
    context = _page(request, hub) | {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "words": words,
        "answers": answers_to_accept(request.user, hub),
        "unreachable": unreachable(request.user, hub, today),
        "expiring": contacts_expiring(request.user, hub, today + REMIND_BEFORE),
        "today": today,
        "grace_days": GRACE.days,
        "remind_days": REMIND_BEFORE.days,
    }
    return render(request, "hub_stakeholders/people.html", context)


@require_safe
def person(request: HttpRequest, slug: str, contact_id: int) -> HttpResponse:
    """Show what is held about somebody, and what can be done with it."""
    hub, contact = _contact(request, slug, contact_id)
    context = _page(request, hub, Link(str(contact) or _("Person"))) | {
        "contact": contact,
        "same": [row for row in same_person(request.user, hub, contact) if row.pk != contact.pk],
        "consents": contact.consents.select_related("asked_by"),
        "today": timezone.localdate(),
        "grace_days": GRACE.days,
    }
    return render(request, "hub_stakeholders/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, contact_id: int) -> HttpResponse:
    """Correct what is noted of a person."""
    hub, contact = _contact(request, slug, contact_id)
    initial = {
        "name": contact.name, "emails": contact.emails, "phone": contact.phone, "since": contact.valid_from,
        "basis": contact.basis, "expires": contact.expires,
    }  # fmt: skip

    def save(data: dict[str, Any]) -> str:
        services.change_contact(by=asker(request), contact=contact, **data)
        return _address(hub, contact)

    way = Link(str(contact), _address(hub, contact))
    context = _page(request, hub, way, Link(_("Change"))) | {"title": str(contact), "button": _("Save")}
    return saved(request, PersonForm(request.POST or None, initial=initial), context, save, record=contact)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, slug: str, contact_id: int) -> HttpResponse:
    """Note the last day of somebody in their office."""
    hub, contact = _contact(request, slug, contact_id)
    title = _("%(name)s leaves the office") % {"name": contact}

    def save(data: dict[str, Any]) -> str:
        services.end_contact(by=asker(request), contact=contact, on=data["on"])
        return _address(hub, contact)

    context = _page(request, hub, Link(str(contact), _address(hub, contact)), Link(title))
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    return saved(request, form, context | {"title": title, "button": _("Save")}, save)


@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, slug: str, contact_id: int) -> HttpResponse:
    """Keep a person's data until a later day."""
    hub, contact = _contact(request, slug, contact_id)
    title = _("Keep the data of %(name)s") % {"name": contact}
    initial = {"basis": contact.basis, "expires": consent_ends(timezone.localdate())}

    def save(data: dict[str, Any]) -> str:
        services.renew_contact(by=asker(request), contact=contact, **data)
        return _address(hub, contact)

    context = _page(request, hub, Link(str(contact), _address(hub, contact)), Link(title))
    form = KeepingForm(request.POST or None, initial=initial)
    return saved(request, form, context | {"title": title, "button": _("Save")}, save)


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, slug: str, contact_id: int) -> HttpResponse:
    """Show what a person will be asked, and ask them."""
    hub, contact = _contact(request, slug, contact_id)
    if request.method == "POST":
        told = _("The question is on its way. The answer will stand here with its date.")
        done(request, lambda: services.ask_consent(by=asker(request), contact=contact), told)
        return redirect(_address(hub, contact))
    with translation.override(hub.language):
        wording = consent_wording(contact)
    way = Link(str(contact), _address(hub, contact))
    context = _page(request, hub, way, Link(_("Ask for consent")))
    return render(request, "hub_stakeholders/consent.html", context | {"contact": contact, "wording": wording})


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, slug: str, contact_id: int) -> HttpResponse:
    """Say what erasing a person takes away, and erase them."""
    hub, contact = _contact(request, slug, contact_id)
    everywhere = same_person(request.user, hub, contact)
    if request.method == "POST":
        numbers = {int(number) for number in request.POST.getlist("contact") if number.isdecimal()}
        chosen = [row for row in everywhere if row.pk in numbers]
        if not chosen:
            messages.warning(request, _("Choose one entry at least."))
            return redirect("hub-stakeholder-person-erase", hub.slug, contact.pk)
        count = services.erase_people(by=asker(request), contacts=chosen)
        words = ngettext("%(count)s entry is erased.", "%(count)s entries are erased.", count)
        messages.success(request, words % {"count": count})
        return redirect("hub-stakeholder-people", hub.slug)
    way = Link(str(contact), _address(hub, contact))
    context = _page(request, hub, way, Link(_("Erase"))) | {"contact": contact, "everywhere": everywhere}
    return render(request, "hub_stakeholders/erase.html", context)


@require_safe
def data(request: HttpRequest, slug: str, contact_id: int) -> HttpResponse:
    """Return everything that the hub's maps hold about a person, as a file to hand to them."""
    hub, contact = _contact(request, slug, contact_id)
    held = all_held_about(request.user, hub, contact)
    text = json.dumps(held, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{hub.slug}-person-{contact.pk}.json"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def answer_act(request: HttpRequest, slug: str, request_id: int, act: str) -> HttpResponse:
    """Accept whom an organisation named, or let go of it."""
    hub = _hub(request, slug)
    asked = get_object_or_404(
        SuccessorRequest.objects.select_related("office__stakeholder__map__hub"),
        pk=request_id, office__stakeholder__map__hub=hub, closed_at=None,
    )  # fmt: skip
    by = asker(request)
    acts = {
        "accept": (lambda: services.accept_successor(by=by, request=asked), _("The new person stands in the office.")),
        "close": (lambda: services.close_request(by=by, request=asked), _("The question is closed.")),
    }
    if act not in acts:
        raise Http404
    done(request, *acts[act])
    return redirect("hub-stakeholder-people", hub.slug)
