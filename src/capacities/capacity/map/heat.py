"""The heat map of a round as rows and columns for a reader: scored, not answered, or not shared. Asks nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.capacity.map.rounddata import Respondent
from capacities.capacity.map.seen import Seen
from capacities.charts import HeatCell, heat_cells
from capacities.core.organisations.names import country_name, sort_key
from capacities.core.topics import topic_name
from capacities.engines import capacity_gaps as gaps
from capacities.facts import topics as topic_facts

NOTHING = "–"
MOST_POINTS = 100
BY_NEED, BY_NAME = "need", "name"

markup = partial(heat_cells, low=0, high=1)


@dataclass(frozen=True, slots=True)
class Column:
    """A topic; an upper one with lower topics can be opened to them."""

    topic: str
    name: str
    at: int
    is_lower: bool = False
    is_open: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A respondent, or several of one country."""

    name: str
    url: str
    cells: tuple[HeatCell, ...]
    need: float
    mean: float
    note: str = ""

    @property
    def markup(self) -> SafeString:
        """Return its cells for a table."""
        return mark_safe(markup(self.cells))


def points(share: float | None) -> str:
    """Write a share of the highest level as points from 0 to 100."""
    return NOTHING if share is None or np.isnan(share) else str(int(MOST_POINTS * share + 0.5))


def columns_of(seen: Seen, opened: str = "") -> list[Column]:
    """Return the upper topics, and the lower ones of the topic that is opened."""
    known = topic_facts.topics()
    parents = [known[topic].parent if topic in known else "" for topic in seen.data.topics]
    found = []
    for at, (topic, parent) in enumerate(zip(seen.data.topics, parents, strict=True)):
        if not parent or parent == opened:
            has_lower = topic in parents
            found.append(Column(topic, topic_name(topic), at, bool(parent), topic == opened, has_lower))
    return found


def name_of(respondent: Respondent) -> str:
    """Return the name of a country, or of a place."""
    return respondent.name or country_name(respondent.country)


def url_of(respondent: Respondent) -> str:
    """Return the address of a respondent's page."""
    return _address(respondent.country.lower(), respondent.slug)


@lru_cache(maxsize=10_000)
def _address(code: str, slug: str) -> str:
    return reverse("capacity-city", args=[code, slug]) if slug else reverse("capacity-country", args=[code])


def rows_of(seen: Seen, columns: Sequence[Column], which: gaps.Mask, suffix: str = "") -> list[Row]:
    """Return the respondents that the reader sees, unsorted; ``suffix`` ends their addresses (the round)."""
    data = seen.data
    at = [column.at for column in columns]
    upper = [column.at for column in columns if not column.is_lower]
    found = []
    for k in np.flatnonzero(which & seen.rows):
        one = data.respondents[k]
        url = url_of(one)
        cells = tuple(
            _cell(share, f"{url}topics/{column.topic}/{suffix}")
            for column, share in zip(columns, data.shares[k, at].tolist(), strict=True)
        )
        note = "" if one.state == "signed_off" else _("not signed off")
        need = float(data.needs[k, upper].sum())
        found.append(Row(name_of(one), url + suffix, cells, need, _mean(data.shares[k, upper]), note))
    return found


def hidden_of(seen: Seen, which: gaps.Mask, suffix: str = "") -> list[Row]:
    """Return those whose scores are not shared with the reader, by name."""
    hidden = [seen.data.respondents[k] for k in np.flatnonzero(which & ~seen.rows)]
    rows = [Row(name_of(one), url_of(one) + suffix, (), 0.0, 0.0) for one in hidden]
    return sorted(rows, key=lambda row: sort_key(row.name))


def sort_rows(rows: list[Row], columns: Sequence[Column], sort: str) -> list[Row]:
    """Sort by need (the most urgent topics first), by name, or by the score on one topic, the lowest first."""
    by_name = sorted(rows, key=lambda row: sort_key(row.name))
    if sort == BY_NAME:
        return by_name
    for k, column in enumerate(columns):
        if column.topic == sort:
            return sorted(by_name, key=lambda row: _or_last(row.cells[k].score))
    return sorted(by_name, key=lambda row: (-row.need, row.mean))


def country_rows(seen: Seen, columns: Sequence[Column], suffix: str) -> list[Row]:
    """Return the medians of the cities of each country, the greatest share in need first."""
    at = [column.at for column in columns]
    upper = np.array([not column.is_lower for column in columns], dtype=bool)
    codes = seen.data.codes
    found = []
    cities = reverse("capacity-cities")
    for code in np.unique(codes).tolist():
        which = codes == code
        told = seen.statistics(which, at)
        enough = ~np.isnan(told.median)
        cells = tuple(
            _cell(median) if is_told or not count else HeatCell(_("few"))
            for median, is_told, count in zip(told.median.tolist(), enough, told.count.tolist(), strict=True)
        )
        known = upper & enough
        need = int(told.in_need[known].sum()) / max(1, int(told.count[known].sum()))
        url = f"{cities}?country={code}{suffix.replace('?', '&')}"
        found.append(Row(country_name(code), url, cells, need, _mean(told.median[upper]), _cities(which)))
    return sorted(found, key=lambda row: (-row.need, row.mean, sort_key(row.name)))


def _cities(which: gaps.Mask) -> str:
    count = int(which.sum())
    return ngettext("{count} city", "{count} cities", count).format(count=count)


def foot_of(seen: Seen, columns: Sequence[Column], which: gaps.Mask) -> list[tuple[str, list[str]]]:
    """Return the totals below the map: median, how many are in need, how many could help."""
    at = [column.at for column in columns]
    told = seen.statistics(which, at)
    visible = which & seen.rows
    enough = ~np.isnan(told.median)
    needs = [
        f"{in_need}/{count}" if is_told else NOTHING
        for in_need, count, is_told in zip(told.in_need, told.count, enough, strict=True)
    ]
    offers = seen.data.offers[visible][:, at].sum(axis=0)
    return [
        (_("Median"), [points(value) for value in told.median.tolist()]),
        (_("Need help"), needs),
        (_("Could help"), [str(int(count)) for count in offers]),
    ]


def _cell(share: float, url: str = "") -> HeatCell:
    return HeatCell(NOTHING) if np.isnan(share) else HeatCell(points(share), share, url)


def _mean(shares: gaps.Shares) -> float:
    known = shares[~np.isnan(shares)]
    return float(known.mean()) if known.size else 1.0


def _or_last(score: float | None) -> float:
    return 2.0 if score is None else score
