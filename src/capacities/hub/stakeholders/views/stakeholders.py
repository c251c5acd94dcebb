"""Pages of one stakeholder: what is known, its form, relations, contact log, moves on the matrix."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.forms.maps import RelationForm, StakeholderForm, TalkForm
from capacities.hub.stakeholders.models import Stakeholder, StakeholderMap
from capacities.hub.stakeholders.people_queries import offices_of, removed_stakeholders
from capacities.hub.stakeholders.queries import relations_of_map, stakeholders_visible_to
from capacities.hub.stakeholders.views.maps import map_context, map_or_404
from capacities.hub.structure.acts import saved
from capacities.hub.structure.models import Hub
from capacities.web.navigation import Link


def _address(one: Stakeholder, hub: Hub) -> str:
    return reverse("hub-stakeholder", args=[hub.slug, one.map_id, one.pk])


def _found(
    request: HttpRequest, slug: str, map_id: int, stakeholder_id: int
) -> tuple[Hub, StakeholderMap, Stakeholder]:
    hub, chosen = map_or_404(request, slug, map_id)
    return hub, chosen, get_object_or_404(stakeholders_visible_to(request.user, chosen), pk=stakeholder_id)


@require_safe
def page(request: HttpRequest, slug: str, map_id: int, stakeholder_id: int) -> HttpResponse:
    """Show all that is known of a stakeholder."""
    hub, chosen, one = _found(request, slug, map_id, stakeholder_id)
    relations = relations_of_map(request.user, chosen)
    context = map_context(request, hub, chosen, Link(str(one))) | {
        "one": one,
        "gives_to": relations.filter(giver=one),
        "takes_from": relations.filter(taker=one),
        "talks": one.talks.select_related("by"),
        "offices": offices_of(request.user, one),
        "today": timezone.localdate(),
    }
    return render(request, "hub_stakeholders/stakeholder.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str, map_id: int) -> HttpResponse:
    """Put somebody on a map."""
    hub, chosen = map_or_404(request, slug, map_id)
    title = _("New stakeholder")
    context = map_context(request, hub, chosen, Link(title)) | {"title": title, "button": _("Add to the map")}

    def save(data: dict[str, Any]) -> str:
        return _address(services.add_stakeholder(by=asker(request), chosen=chosen, **data), hub)

    return saved(request, StakeholderForm(request.POST or None), context, save)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, map_id: int, stakeholder_id: int) -> HttpResponse:
    """Change what is known of a stakeholder."""
    hub, chosen, one = _found(request, slug, map_id, stakeholder_id)
    initial = {name: getattr(one, name) for name in StakeholderForm.base_fields}
    form = StakeholderForm(request.POST or None, initial=initial)
    context = map_context(request, hub, chosen, Link(_("Change"))) | {"title": str(one), "button": _("Save")}

    def save(data: dict[str, Any]) -> str:
        return _address(services.change_stakeholder(by=asker(request), stakeholder=one, **data), hub)

    return saved(request, form, context, save, record=one)


@require_http_methods(["GET", "HEAD", "POST"])
def relation(request: HttpRequest, slug: str, map_id: int, stakeholder_id: int) -> HttpResponse:
    """Note what a stakeholder does for another."""
    hub, chosen, one = _found(request, slug, map_id, stakeholder_id)
    form = RelationForm(request.POST or None, stakeholder=one)
    title = _("What %(name)s does for others") % {"name": one}
    context = map_context(request, hub, chosen, Link(title)) | {"title": title, "button": _("Save the relation")}

    def save(data: dict[str, Any]) -> str:
        services.relate(by=asker(request), giver=one, **data)
        return _address(one, hub)

    return saved(request, form, context, save)


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, slug: str, map_id: int, stakeholder_id: int) -> HttpResponse:
    """Write into the contact log."""
    hub, chosen, one = _found(request, slug, map_id, stakeholder_id)
    form = TalkForm(request.POST or None, initial={"on": timezone.localdate()})
    title = _("Contact with %(name)s") % {"name": one}
    context = map_context(request, hub, chosen, Link(title)) | {"title": title, "button": _("Write into the log")}

    def save(data: dict[str, Any]) -> str:
        services.note_talk(by=asker(request), stakeholder=one, **data)
        return _address(one, hub)

    return saved(request, form, context, save)


@require_POST
def act(request: HttpRequest, slug: str, map_id: int, stakeholder_id: int, act: str) -> HttpResponse:
    """Take a stakeholder off the map, or put it back."""
    hub, chosen = map_or_404(request, slug, map_id)
    rows = removed_stakeholders if act == "restore" else stakeholders_visible_to
    one = get_object_or_404(rows(request.user, chosen), pk=stakeholder_id)
    if act == "remove":
        services.remove_stakeholder(by=asker(request), stakeholder=one)
        return redirect(f"{chosen.get_absolute_url()}?removed={one.pk}")
    if act == "restore":
        services.restore_stakeholder(by=asker(request), stakeholder=one)
        return redirect(_address(one, hub))
    raise Http404
