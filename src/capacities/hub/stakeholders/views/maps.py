"""Pages of maps: all of a hub, one as a list or file, as a matrix, its form."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from capacities.core.people.asker import asker
from capacities.core.permissions import require_visible
from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.forms.maps import ListFilter, MapForm
from capacities.hub.stakeholders.kinds import ROLES
from capacities.hub.stakeholders.models import Stakeholder, StakeholderMap
from capacities.hub.stakeholders.people_queries import removed_maps
from capacities.hub.stakeholders.queries import maps_visible_to, narrowed, roles_missing, stakeholders_visible_to
from capacities.hub.structure.acts import saved
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.hub.structure.models import Hub
from capacities.web.files import file_response
from capacities.web.navigation import Link

PER_PAGE = 50
COLUMNS = (
    "name", "acronym", "kind", "roles", "power", "interest", "stance", "wants", "gives", "website", "email",
    "next step", "until", "source",
)  # fmt: skip


def map_or_404(request: HttpRequest, slug: str, map_id: int) -> tuple[Hub, StakeholderMap]:
    """Return a hub and one of its maps; for anybody outside the hub's team there is none."""
    hub = hub_or_404(request, slug)
    chosen = maps_visible_to(request.user, hub).filter(pk=map_id).first()
    if chosen is None:
        raise Http404
    return hub, chosen


def map_context(request: HttpRequest, hub: Hub, chosen: StakeholderMap, *crumbs: Link) -> dict[str, Any]:
    """Return what every page of a map needs."""
    way = [Link(_("Stakeholders"), reverse("hub-stakeholders", args=[hub.slug]))]
    way.append(Link(str(chosen), chosen.get_absolute_url()))
    return hub_page(request, hub, "stakeholders", *way, *crumbs) | {"map": chosen}


@require_safe
def all_maps(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the maps of a hub."""
    hub = hub_or_404(request, slug)
    require_visible(request.user, "hub.see_stakeholders", hub)
    context = hub_page(request, hub, "stakeholders", Link(_("Stakeholders"))) | {
        "maps": maps_visible_to(request.user, hub),
        "removed_maps": removed_maps(request.user, hub),
    }
    return render(request, "hub_stakeholders/maps.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_map(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a map."""
    hub = hub_or_404(request, slug)
    require_visible(request.user, "hub.see_stakeholders", hub)
    title = _("New stakeholder map")
    context = hub_page(request, hub, "stakeholders", Link(title)) | {"title": title, "button": _("Make the map")}

    def save(data: dict[str, Any]) -> str:
        return services.make_map(by=asker(request), hub=hub, **data).get_absolute_url()

    return saved(request, MapForm(request.POST or None), context, save)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_map(request: HttpRequest, slug: str, map_id: int) -> HttpResponse:
    """Change what a map is of."""
    hub, chosen = map_or_404(request, slug, map_id)
    initial = {"name": chosen.name, "topics": chosen.topics, "needed_roles": chosen.needed_roles}
    form = MapForm(request.POST or None, initial=initial)
    context = map_context(request, hub, chosen, Link(_("Change"))) | {"title": str(chosen), "button": _("Save")}

    def save(data: dict[str, Any]) -> str:
        services.change_map(by=asker(request), chosen=chosen, **data)
        return chosen.get_absolute_url()

    return saved(request, form, context, save, record=chosen)


@require_safe
def listing(request: HttpRequest, slug: str, map_id: int, kind: str = "") -> HttpResponseBase:
    """Show who is on a map, filtered by what stands in the address, or return it as a file."""
    hub, chosen = map_or_404(request, slug, map_id)
    form = ListFilter(request.GET)
    rows = _filtered(stakeholders_visible_to(request.user, chosen), form)
    if kind:
        return file_response(kind, f"{hub.slug}-stakeholders", COLUMNS, (_row(one) for one in rows))
    today = timezone.localdate()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = map_context(request, hub, chosen) | {
        "form": form,
        "page": page,
        "rows": [(one, bool(one.next_on and one.next_on < today)) for one in page],
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "removed": _removed(request, chosen),
        "missing": [str(ROLES[role]) for role in roles_missing(request.user, chosen) if role in ROLES],
    }
    return render(request, "hub_stakeholders/list.html", context)


def _removed(request: HttpRequest, chosen: StakeholderMap) -> Stakeholder | None:
    number = request.GET.get("removed", "")
    if not number.isdecimal() or len(number) > 9:
        return None
    return Stakeholder.objects.filter(map=chosen, pk=number).exclude(removed_at=None).first()


def _filtered(rows: QuerySet[Stakeholder], form: ListFilter) -> QuerySet[Stakeholder]:
    form.is_valid()
    data = form.cleaned_data
    return narrowed(
        rows,
        words=data.get("q", ""),
        helix=data.get("helix", ""),
        role=data.get("role", ""),
        stance=data.get("stance", ""),
        overdue_on=timezone.localdate() if data.get("overdue") else None,
    )


def _row(one: Stakeholder) -> tuple[Any, ...]:
    return (
        one.name, one.acronym, str(one.get_helix_display()), ", ".join(one.role_names), one.power, one.interest,
        str(one.get_stance_display()), one.wants, one.gives, one.url, one.email, one.next_step,
        str(one.next_on or ""), one.source,
    )  # fmt: skip
