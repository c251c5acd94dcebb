"""The map of countries and the map of cities."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from capacities.capacity.map import heat
from capacities.capacity.map.choice import GROUPS, Choice, choice_of
from capacities.capacity.map.cityfilter import CityFilterForm, chosen_cities
from capacities.capacity.map.queries import gaps_in
from capacities.capacity.map.words import finding, next_steps
from capacities.capacity.questionnaires.frame import capacity_page
from capacities.capacity.questionnaires.models import Audience
from capacities.web.navigation import Link

PER_PAGE, MOST_NAMED = 40, 3
LISTING = ("list", "country", "size", "role", "page")
SORTS = ((heat.BY_NEED, gettext_lazy("by need")), (heat.BY_NAME, gettext_lazy("by name")))


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """Show where Europe needs help, and what to do next."""
    choice = choice_of(request, Audience.COUNTRY)
    context = capacity_page(request, "map", Link(_("Capacity map")))
    if choice is None:
        return render(request, "capacity_map/map.html", context | {"audience": Audience.COUNTRY})
    which = choice.seen.group(choice.group)
    columns = heat.columns_of(choice.seen, choice.opened)
    rows = heat.rows_of(choice.seen, columns, which, choice.suffix)
    context |= _shared(request, choice, columns, Audience.COUNTRY) | {
        "groups": GROUPS.items(),
        "sorts": SORTS,
        "rows": heat.sort_rows(rows, columns, choice.sort),
        "hidden": heat.hidden_of(choice.seen, which, choice.suffix),
        "foot": heat.foot_of(choice.seen, columns, which),
    }
    return render(request, "capacity_map/map.html", context)


@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    """Show the cities of a round: topics by need and medians by country; each city where the address asks for it."""
    choice = choice_of(request, Audience.CITY)
    crumbs = [Link(_("Capacity map"), reverse("capacity")), Link(_("Cities"), reverse("capacity-cities"))]
    if choice is not None and any(name in request.GET for name in LISTING):
        context = capacity_page(request, "map", *crumbs, Link(_("One by one")))
        return render(request, "capacity_map/city_list.html", context | _listed(request, choice))
    context = capacity_page(request, "map", *crumbs) | {"audience": Audience.CITY}
    if choice is not None:
        columns = heat.columns_of(choice.seen, choice.opened)
        context |= _shared(request, choice, columns, Audience.CITY) | {
            "rows": heat.country_rows(choice.seen, columns, choice.suffix),
            "foot": heat.foot_of(choice.seen, columns, choice.seen.group("")),
        }
    return render(request, "capacity_map/cities.html", context)


def _listed(request: HttpRequest, choice: Choice) -> dict[str, Any]:
    columns = heat.columns_of(choice.seen, choice.opened)
    form = CityFilterForm(request.GET, seen=choice.seen)
    which = chosen_cities(choice.seen, form)
    page = Paginator(city_order(choice, which), PER_PAGE).get_page(request.GET.get("page"))
    on_page = np.zeros(which.shape, dtype=bool)
    on_page[np.array(page.object_list, dtype=np.intp)] = True
    return {
        "audience": Audience.CITY,
        "choice": choice,
        "columns": columns,
        "form": form,
        "page": page,
        "rows": heat.sort_rows(heat.rows_of(choice.seen, columns, on_page, choice.suffix), columns, heat.BY_NEED),
        "hidden_count": int((which & ~choice.seen.rows).sum()),
    }


def city_order(choice: Choice, which: Any) -> list[int]:
    """Return the rows that are chosen and seen, by need: sum of urgency over upper topics, then the lowest mean."""
    data = choice.seen.data
    upper = [column.at for column in heat.columns_of(choice.seen)]
    need = data.needs[:, upper].sum(axis=1, dtype=np.int64)
    known = ~np.isnan(data.shares[:, upper])
    total = np.where(known, data.shares[:, upper], 0.0).sum(axis=1)
    mean = np.where(known.any(axis=1), total / np.maximum(known.sum(axis=1), 1), 1.0)
    order = np.lexsort((mean, -need))
    chosen: list[int] = order[(which & choice.seen.rows)[order]].tolist()
    return chosen


def _shared(request: HttpRequest, choice: Choice, columns: list[heat.Column], audience: str) -> dict[str, Any]:
    group = choice.group if audience == Audience.COUNTRY else ""
    upper = [column.at for column in columns if not column.is_lower]
    gaps = gaps_in(choice.seen, group, at=upper, most=MOST_NAMED)
    return {
        "audience": audience,
        "choice": choice,
        "columns": columns,
        "finding": finding(gaps, audience),
        "steps": next_steps(request.user, choice.rounds, choice.round, gaps),
        "gaps": gaps if any(gap.count or gap.need_count or gap.offer_count for gap in gaps) else [],
    }
