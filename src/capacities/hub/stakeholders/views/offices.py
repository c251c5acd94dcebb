"""Pages of the offices of a stakeholder: added, renamed, filled, asked about, taken away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from capacities.core.people.asker import asker
from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.forms.people import AskForm, OfficeForm, PersonForm
from capacities.hub.stakeholders.mails import successor_letter
from capacities.hub.stakeholders.models import Office, Stakeholder, StakeholderMap
from capacities.hub.stakeholders.people_queries import offices_of
from capacities.hub.stakeholders.queries import relations_of_map, stakeholders_visible_to
from capacities.hub.stakeholders.retention import consent_ends
from capacities.hub.stakeholders.views.maps import map_context, map_or_404
from capacities.hub.structure.acts import accepted, done, saved
from capacities.hub.structure.models import Hub
from capacities.web.navigation import Link


def _stakeholder(
    request: HttpRequest, slug: str, map_id: int, stakeholder_id: int
) -> tuple[Hub, StakeholderMap, Stakeholder]:
    hub, chosen = map_or_404(request, slug, map_id)
    return hub, chosen, get_object_or_404(stakeholders_visible_to(request.user, chosen), pk=stakeholder_id)


def _office(
    request: HttpRequest, slug: str, map_id: int, stakeholder_id: int, office_id: int
) -> tuple[Hub, StakeholderMap, Stakeholder, Office]:
    hub, chosen, one = _stakeholder(request, slug, map_id, stakeholder_id)
    return hub, chosen, one, get_object_or_404(offices_of(request.user, one), pk=office_id)


def _back(hub: Hub, one: Stakeholder) -> str:
    return reverse("hub-stakeholder", args=[hub.slug, one.map_id, one.pk])


def _page(request: HttpRequest, hub: Hub, one: Stakeholder, title: str, button: str) -> dict[str, Any]:
    way = Link(str(one), _back(hub, one))
    return map_context(request, hub, one.map, way, Link(title)) | {"title": title, "button": button, "one": one}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str, map_id: int, stakeholder_id: int) -> HttpResponse:
    """Add an office of which nobody is known yet; the next page names who holds it."""
    hub, _chosen, one = _stakeholder(request, slug, map_id, stakeholder_id)

    def save(data: dict[str, Any]) -> str:
        office = services.add_office(by=asker(request), stakeholder=one, title=data["title"])
        return reverse("hub-stakeholder-office-person", args=[hub.slug, one.map_id, one.pk, office.pk])

    context = _page(request, hub, one, _("New office at %(name)s") % {"name": one}, _("Add the office"))
    return saved(request, OfficeForm(request.POST or None), context, save)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, map_id: int, stakeholder_id: int, office_id: int) -> HttpResponse:
    """Give an office another name."""
    hub, _chosen, one, office = _office(request, slug, map_id, stakeholder_id, office_id)

    def save(data: dict[str, Any]) -> str:
        services.change_office(by=asker(request), office=office, title=data["title"])
        return _back(hub, one)

    context = _page(request, hub, one, _("Change the office"), _("Save"))
    form = OfficeForm(request.POST or None, initial={"title": office.title})
    return saved(request, form, context, save, record=office)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, slug: str, map_id: int, stakeholder_id: int, office_id: int) -> HttpResponse:
    """Name who holds an office now; who held it before ends on that day."""
    hub, _chosen, one, office = _office(request, slug, map_id, stakeholder_id, office_id)
    today = timezone.localdate()
    form = PersonForm(request.POST or None, initial={"since": today, "expires": consent_ends(today)})

    def save(data: dict[str, Any]) -> str:
        services.name_successor(by=asker(request), stakeholder=one, title=office.title, **data)
        return _back(hub, one)

    title = _("Who holds the office “%(office)s”?") % {"office": office}
    return saved(request, form, _page(request, hub, one, title, _("Save")), save)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str, map_id: int, stakeholder_id: int, office_id: int) -> HttpResponse:
    """Show the prepared mail that asks an organisation who holds an office, and send it."""
    hub, _chosen, one, office = _office(request, slug, map_id, stakeholder_id, office_id)
    form = AskForm(request.POST or None, initial={"to": one.email})
    former = office.contacts.filter(valid_until=None, erased_at=None).first()
    if request.method == "POST" and form.is_valid():

        def send() -> object:
            return services.ask_for_successor(by=asker(request), office=office, former=former, **form.cleaned_data)

        if accepted(form, send):
            messages.success(request, _("The mail is on its way. It stands in the contact log."))
            return redirect(_back(hub, one))
    letter = successor_letter(office, _("(a link made for this mail)"))
    context = _page(
        request, hub, one, _("Ask who holds the office “%(office)s”") % {"office": office}, _("Send this mail")
    )
    context |= {"form": form, "letter": letter}
    return render(request, "hub_stakeholders/ask.html", context, status=400 if form.errors else 200)


@require_POST
def act(request: HttpRequest, slug: str, map_id: int, stakeholder_id: int, office_id: int, act: str) -> HttpResponse:
    """Take an office away."""
    hub, _chosen, one, office = _office(request, slug, map_id, stakeholder_id, office_id)
    if act != "remove":
        raise Http404
    told = _("The office is removed. You can put it back for 30 days under Removed.")
    done(request, lambda: services.remove_office(by=asker(request), office=office), told)
    return redirect(_back(hub, one))


@require_POST
def relation_act(request: HttpRequest, slug: str, map_id: int, relation_id: int, act: str) -> HttpResponse:
    """Take a relation away."""
    hub, chosen = map_or_404(request, slug, map_id)
    relation = get_object_or_404(relations_of_map(request.user, chosen), pk=relation_id)
    if act != "remove":
        raise Http404
    told = _("The relation is removed. You can put it back for 30 days under Removed.")
    done(request, lambda: services.unrelate(by=asker(request), relation=relation), told)
    return redirect(_back(hub, relation.giver))
