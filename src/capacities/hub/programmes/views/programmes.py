"""Pages of programmes: the list of a hub, one programme, its texts and dates, and what the hub does with it next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.permissions import may, require
from capacities.core.places.models import Place
from capacities.facts.candidates import Candidate, read_candidates
from capacities.hub.programmes import services
from capacities.hub.programmes.forms.programmes import ProgrammeForm
from capacities.hub.programmes.kinds import ApplicationState, ProgrammeState
from capacities.hub.programmes.models import Programme
from capacities.hub.programmes.queries import (
    applications_of,
    open_programmes,
    programmes_visible_to,
    removed_programmes,
)
from capacities.hub.programmes.standing import selected, sent_to, unanswered
from capacities.hub.programmes.views.common import kept, programme_or_404, programme_page
from capacities.hub.programmes.words import clock_of, deadline_of
from capacities.hub.structure.acts import done, saved
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.hub.structure.models import Hub
from capacities.web.navigation import Link


@dataclass(frozen=True)
class Shown:
    """A programme in a list, with its dates in words."""

    programme: Programme
    opens: str
    closes: str


def overview_section(request: HttpRequest, hub: Hub) -> str:
    """Return the calls that are open to towns, for the hub's first page; its team has them on a tab."""
    if may(request.user, "hub.edit", hub):
        return ""
    found = _shown(open_programmes(request.user, hub)[:3])
    return render_to_string("hub_programmes/overview.html", {"hub": hub, "rows": found}) if found else ""


@require_safe
def programmes(request: HttpRequest, slug: str) -> HttpResponse:
    """List the programmes of a hub."""
    hub = hub_or_404(request, slug)
    context = hub_page(request, hub, "programmes", Link(_("Programmes"))) | {
        "rows": _shown(programmes_visible_to(request.user, hub)),
        "removed": list(removed_programmes(request.user, hub)),
        "keeps": bool(may(request.user, "programmes.keep", hub)),
        "sees_private": bool(may(request.user, "programmes.see_private", hub)),
    }
    return render(request, "hub_programmes/programmes.html", context)


@require_safe
def programme_page_view(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Show a programme: to towns what it offers and asks, to the hub what comes next."""
    programme = programme_or_404(request, slug, name)
    context = programme_page(request, programme)
    is_published = programme.state == ProgrammeState.PUBLISHED
    context |= {
        "questions": list(programme.questions.filter(removed_at=None)),
        "own": list(applications_of(request.user).filter(programme=programme)),
        "selected": list(selected(programme)) if is_published else [],
        "members": members_of(programme),
    }
    if context["keeps"]:
        context |= {
            "sent": sent_to(programme).count(),
            "drafts": programme.applications.filter(state=ApplicationState.DRAFT).count(),
            "unanswered": unanswered(programme) if programme.may_answer else 0,
            "chosen": selected(programme).count(),
        }
    return render(request, "hub_programmes/programme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a programme and go on to its questions."""
    hub = hub_or_404(request, slug)
    require(request.user, "programmes.keep", hub)
    zone = asker(request).time_zone
    form = ProgrammeForm(request.POST or None, hub=hub, initial={"time_zone": zone, "visibility": "public"})
    title = _("New programme")
    way = Link(_("Programmes"), reverse("hub-programmes", args=[hub.slug]))
    context = hub_page(request, hub, "programmes", way, Link(title)) | {
        "title": title,
        "button": _("Save, and go on to the questions"),
    }

    def save(values: dict[str, Any]) -> str:
        made = services.make_programme(by=asker(request), hub=hub, **values)
        return made.get_absolute_url() if made.elsewhere_url else reverse("hub-form", args=[hub.slug, made.slug])

    return saved(request, form, context, save)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_programme(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Change texts and dates."""
    programme = kept(request, slug, name)
    form = ProgrammeForm(request.POST or None, hub=programme.hub, initial=ProgrammeForm.initial_of(programme))
    title = _("Change the programme")
    context = programme_page(request, programme, Link(title), title=title, button=_("Save"))

    def save(values: dict[str, Any]) -> str:
        return services.change_programme(by=asker(request), programme=programme, **values).get_absolute_url()

    return saved(request, form, context, save, record=programme)


@require_POST
def act(request: HttpRequest, slug: str, name: str, what: str) -> HttpResponse:
    """Do one thing with a programme: call, take back, close, open again, publish, hide, remove, bring back."""
    hub = hub_or_404(request, slug)
    if what == "restore":
        gone = get_object_or_404(removed_programmes(request.user, hub), slug=name)
        done(request, lambda: services.restore_programme(by=asker(request), programme=gone), _("It is back."))
        return redirect(gone)
    programme = kept(request, slug, name)
    if what == "copy":
        made = services.copy_programme(by=asker(request), programme=programme)
        messages.success(request, _("This is the new draft, with all questions and criteria. Set its dates."))
        return redirect("hub-programme-edit", hub.slug, made.slug)
    acts: dict[str, tuple[Callable[..., object], str]] = {
        "call": (services.call_programme, _("The programme is called. Towns can see it and apply.")),
        "take-back": (services.take_call_back, _("The programme is a draft again.")),
        "close": (services.close_choice, _("The choice is closed. Now answer the applicants.")),
        "reopen": (services.reopen_choice, _("Decisions can be changed again.")),
        "publish": (services.publish_list, _("The list is published.")),
        "hide": (services.take_list_back, _("The list is taken back.")),
        "remove": (services.remove_programme, _("The programme is removed. You can bring it back below.")),
    }
    if what not in acts:
        raise Http404
    service, said = acts[what]
    happened = done(request, lambda: service(by=asker(request), programme=programme), said)
    if what == "remove" and happened:
        return redirect("hub-programmes", hub.slug)
    return redirect("hub-selection" if what in ("close", "reopen") else "hub-programme", hub.slug, programme.slug)


def members_of(programme: Programme) -> list[tuple[Candidate, str]]:
    """Return the towns that public sources name as members, with the pages of those that the platform knows."""
    if not programme.facts_programme:
        return []
    found = [one for one in read_candidates() if one.programme == programme.facts_programme]
    slugs = {one.place.partition("/")[2] for one in found if one.place}
    towns = Place.objects.filter(country_id__in={one.country for one in found}, slug__in=slugs)
    pages = {place.address: place.get_absolute_url() for place in towns}
    return [(one, pages.get(one.place, "")) for one in found]


def _shown(found: Any) -> list[Shown]:
    return [Shown(one, clock_of(one, one.opens_at) if one.opens_at else "", deadline_of(one)) for one in found]
