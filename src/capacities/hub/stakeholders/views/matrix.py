"""Power and interest: the matrix as a page, and moves on it by buttons or, from the page's script, by place."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.engagement import WAYS
from capacities.hub.stakeholders.forms.network import PlaceForm
from capacities.hub.stakeholders.models import Stakeholder, StakeholderMap
from capacities.hub.stakeholders.queries import stakeholders_visible_to
from capacities.hub.stakeholders.views.maps import map_context, map_or_404
from capacities.web.navigation import Link

_STEPS = {"more-power": (1, 0), "less-power": (-1, 0), "more-interest": (0, 1), "less-interest": (0, -1)}
_MIDDLE = 3  # where a stakeholder of unknown power or interest starts when it is moved
_SCALE = range(1, 6)
PER_PAGE = 50
_CORNERS = {(5, 1): "keep_satisfied", (5, 5): "manage_closely", (1, 1): "monitor", (1, 5): "keep_informed"}


@require_safe
def matrix(request: HttpRequest, slug: str, map_id: int) -> HttpResponse:
    """Show the stakeholders by power and interest; marks can be dragged, buttons below do the same."""
    hub, chosen = map_or_404(request, slug, map_id)
    rows = list(stakeholders_visible_to(request.user, chosen))
    by_place: dict[tuple[int, int], list[Stakeholder]] = {}
    elsewhere = [one for one in rows if one.power is None or one.interest is None]
    for one in rows:
        if one.power and one.interest:
            by_place.setdefault((one.power, one.interest), []).append(one)
    grid = [(power, [_cell(power, interest, by_place) for interest in _SCALE]) for power in reversed(_SCALE)]
    undo = request.session.get(_key(chosen))
    context = map_context(request, hub, chosen, Link(_("Power and interest"))) | {
        "grid": grid,
        "rows": rows,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "elsewhere": elsewhere,
        "moved": next((one for one in rows if undo and one.pk == undo["id"]), None),
        "refused": request.session.pop(f"{_key(chosen)}-refused", ""),
    }
    return render(request, "hub_stakeholders/matrix.html", context)


@require_POST
def move(request: HttpRequest, slug: str, map_id: int, stakeholder_id: int) -> HttpResponse:
    """Move a stakeholder one step or to a place, or take the last move back; the page's script is answered in JSON."""
    hub, chosen = map_or_404(request, slug, map_id)
    one = stakeholders_visible_to(request.user, chosen).filter(pk=stakeholder_id).first()
    if one is None:
        raise Http404
    by_script = request.headers.get("accept") == "application/json"
    form = PlaceForm(request.POST)
    step = request.POST.get("step", "")
    if step == "place" and not form.is_valid():
        refusal = _("Power and interest go from 1 to 5.")
        if by_script:
            return JsonResponse({"error": refusal}, status=400)
        request.session[f"{_key(chosen)}-refused"] = refusal
        return redirect("hub-stakeholder-matrix", hub.slug, chosen.pk)
    power, interest = _wanted(request, chosen, one, form)
    before = services.place_on_matrix(by=asker(request), stakeholder=one, power=power, interest=interest)
    if step == "undo":
        del request.session[_key(chosen)]
    else:
        request.session[_key(chosen)] = {"id": one.pk, "power": before.power, "interest": before.interest}
    if by_script:
        return JsonResponse({"power": power, "interest": interest, "said": _said(one), "can_undo": step != "undo"})
    return redirect("hub-stakeholder-matrix", hub.slug, chosen.pk)


def _wanted(
    request: HttpRequest, chosen: StakeholderMap, one: Stakeholder, form: PlaceForm
) -> tuple[int | None, int | None]:
    """Return the power and interest that a request asks for; raises Http404 for a step that there is not."""
    step, last = request.POST.get("step", ""), request.session.get(_key(chosen))
    if step == "place":
        return form.cleaned_data["power"], form.cleaned_data["interest"]
    if step == "undo" and last and last["id"] == one.pk:
        return last["power"], last["interest"]
    if step not in _STEPS:
        raise Http404
    more_power, more_interest = _STEPS[step]
    power = min(5, max(1, (one.power or _MIDDLE) + more_power))
    return power, min(5, max(1, (one.interest or _MIDDLE) + more_interest))


def _said(one: Stakeholder) -> str:
    if one.power is None or one.interest is None:
        return _("%(name)s: power or interest not known.") % {"name": one}
    return _("%(name)s: power %(power)s, interest %(interest)s.") % {
        "name": one,
        "power": one.power,
        "interest": one.interest,
    }


def _cell(power: int, interest: int, by_place: dict[tuple[int, int], list[Stakeholder]]) -> dict[str, object]:
    corner = _CORNERS.get((power, interest))
    strong = (power > _MIDDLE) + (interest > _MIDDLE)
    return {
        "power": power,
        "interest": interest,
        "rows": by_place.get((power, interest), []),
        "corner": WAYS[corner] if corner else "",
        "css": ("", "h2", "h3")[strong],
    }


def _key(chosen: StakeholderMap) -> str:
    return f"matrix-{chosen.pk}"
