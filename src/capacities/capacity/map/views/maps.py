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

PER_PAGE = 50
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
    """Show the cities of a round: medians by country, and the cities that share their scores, page by page."""
    choice = choice_of(request, Audience.CITY)
    context = capacity_page(request, "map", Link(_("Capacity map"), reverse("capacity")), Link(_("Cities")))
    if choice is None:
        return render(request, "capacity_map/cities.html", context | {"audience": Audience.CITY})
    columns = heat.columns_of(choice.seen, choice.opened)
    form = CityFilterForm(request.GET or None, seen=choice.seen)
    which = chosen_cities(choice.seen, form)
    order = np.array(city_order(choice, which), dtype=np.intp)
    page = Paginator(order, PER_PAGE).get_page(request.GET.get("page"))
    on_page = np.zeros(which.shape, dtype=bool)
    on_page[np.asarray(page.object_list, dtype=np.intp)] = True
    rows = heat.rows_of(choice.seen, columns, on_page, choice.suffix)
    context |= _shared(request, choice, columns, Audience.CITY) | {
        "form": form,
        "page": page,
        "rows": heat.sort_rows(rows, columns, heat.BY_NEED),
        "hidden_count": int((which & ~choice.seen.rows).sum()),
        "by_country": heat.country_rows(choice.seen, columns, choice.suffix),
        "foot": heat.foot_of(choice.seen, columns, np.ones(which.shape, dtype=bool)),
    }
    return render(request, "capacity_map/cities.html", context)


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
    gaps = gaps_in(choice.seen, choice.group if audience == Audience.COUNTRY else "")
    return {
        "audience": audience,
        "choice": choice,
        "columns": columns,
        "finding": finding(gaps, audience),
        "steps": next_steps(request.user, audience, gaps),
        "gaps": [gap for gap in gaps if gap.is_upper],
    }
