"""The engagement plan of a map: page, next step changed in place, files."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.hub.stakeholders.engagement import WAYS, WORDS, PlanRow, plan_of_map, plan_step, team_of
from capacities.hub.stakeholders.forms.network import PlanFilter, StepForm
from capacities.hub.stakeholders.models import Stakeholder, StakeholderMap
from capacities.hub.stakeholders.plan_files import COLUMNS, plan_calendar, plan_document, plan_rows
from capacities.hub.stakeholders.queries import stakeholders_visible_to
from capacities.hub.stakeholders.views.maps import map_context, map_or_404
from capacities.hub.structure.models import Hub
from capacities.web.documents import KINDS, document_response
from capacities.web.files import file_response
from capacities.web.navigation import Link

PER_PAGE = 25


@require_safe
def plan(request: HttpRequest, slug: str, map_id: int) -> HttpResponse:
    """Show who is to be engaged how, overdue first."""
    hub, chosen = map_or_404(request, slug, map_id)
    return _page(request, hub, chosen)


@require_POST
def step(request: HttpRequest, slug: str, map_id: int, stakeholder_id: int) -> HttpResponse:
    """Change the next step with a stakeholder; what does not fit is shown at its field."""
    hub, chosen = map_or_404(request, slug, map_id)
    one = get_object_or_404(stakeholders_visible_to(request.user, chosen), pk=stakeholder_id)
    form = StepForm(request.POST, team=team_of(hub), prefix=f"s{one.pk}")
    if not form.is_valid():
        return _page(request, hub, chosen, form, one)
    plan_step(by=asker(request), stakeholder=one, **form.cleaned_data)
    messages.success(request, _("Saved: %(name)s.") % {"name": one})
    query = request.GET.urlencode()
    address = reverse("hub-stakeholder-plan", args=[hub.slug, chosen.pk])
    return redirect(f"{address}{'?' if query else ''}{query}#s{one.pk}")


@require_safe
def plan_file(request: HttpRequest, slug: str, map_id: int, kind: str) -> HttpResponseBase:
    """Return the plan as a table, a document or a calendar of the days until which something is due."""
    hub, chosen = map_or_404(request, slug, map_id)
    rows, _form = _filtered(request, chosen)
    name = f"{hub.slug}-engagement"
    language = (translation.get_language() or "en")[:2]
    if kind in KINDS:
        return document_response(lambda language: plan_document(chosen, rows, language), kind, name, language)
    if kind == "ics":
        text = plan_calendar(rows, root=request.build_absolute_uri("/"), now=timezone.now(), language=language)
        headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
        return HttpResponse(text, "text/calendar; charset=utf-8", headers=headers)
    return file_response(kind, name[:31], COLUMNS, plan_rows(rows))


def _page(
    request: HttpRequest,
    hub: Hub,
    chosen: StakeholderMap,
    form: StepForm | None = None,
    wrong: Stakeholder | None = None,
) -> HttpResponse:
    rows, plan_filter = _filtered(request, chosen)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = [(row, form if wrong and wrong.pk == row.one.pk else None) for row in page]
    counts = [(way, WAYS[way], WORDS[way], sum(row.way == way for row in rows)) for way in WAYS]
    context = map_context(request, hub, chosen, Link(_("Engagement plan"))) | {
        "page": page,
        "lines": lines,
        "team": list(team_of(hub)),
        "labels": {name: field.label for name, field in StepForm.base_fields.items()},
        "counts": counts,
        "form": plan_filter,
        "is_filtered": any(request.GET.get(name) for name in plan_filter.fields),
        "overdue": sum(row.is_overdue for row in rows),
        "without": sum(not row.one.next_step for row in rows),
    }
    return render(request, "hub_stakeholders/plan.html", context, status=400 if form else 200)


def _filtered(request: HttpRequest, chosen: StakeholderMap) -> tuple[list[PlanRow], PlanFilter]:
    form = PlanFilter(request.GET)
    form.is_valid()
    way, mine = form.cleaned_data.get("way", ""), form.cleaned_data.get("mine", False)
    rows = plan_of_map(request.user, chosen, timezone.localdate())
    if way:
        rows = [row for row in rows if row.way == way]
    return [row for row in rows if row.one.next_by_id == request.user.pk] if mine else rows, form
