"""One country or city in the map: scores by topic beside the group's median, over rounds, with needs and helpers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from capacities import charts
from capacities.capacity.map.heat import MOST_POINTS, name_of, points, url_of
from capacities.capacity.map.rounddata import Respondent
from capacities.capacity.map.seen import MOST_ROUNDS, Seen, map_rounds, round_series, seen_by
from capacities.capacity.rounds.models import Round, Statement
from capacities.core.texts import told_in
from capacities.core.topics import topic_name
from capacities.dayone.numbers import MINUS, number
from capacities.facts import topics as topic_facts

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

MOST_HELPERS = 3
LEAST_AXES = 3


@dataclass(frozen=True, slots=True)
class Helper:
    """Who could help on a topic."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One topic of a respondent. ``number`` is its axis in the radar, 0 for lower topics, which have none."""

    topic: str
    name: str
    number: int
    share: float | None
    median: float | None
    change: float | None
    answered: int
    asked: int
    need: int
    is_stated: bool
    offers: bool
    helpers: tuple[Helper, ...]

    @property
    def points(self) -> str:
        """Return the score from 0 to 100."""
        return points(self.share)

    @property
    def median_points(self) -> str:
        """Return the group's median from 0 to 100."""
        return points(self.median)

    @property
    def change_points(self) -> str:
        """Return the change since the last round with its sign, nothing where there is none to compare with."""
        if self.change is None:
            return ""
        moved = round(MOST_POINTS * self.change)
        return f"{moved:+d}".replace("-", MINUS) if moved else "0"


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A respondent in a round: ``series`` is that round and those before it, the oldest first."""

    respondent: Respondent
    name: str
    url: str
    seen: Seen
    row: int
    series: tuple[Seen, ...]

    @property
    def is_seen(self) -> bool:
        """Return whether the reader may see the scores."""
        return bool(self.seen.rows[self.row])


def profile_of(
    by: Asker, audience: str, country: str, slug: str = "", *, wanted: str = "", rounds_read: int = MOST_ROUNDS
) -> Profile | None:
    """Return a respondent in the round ``wanted`` (by its slug), or None where they take no part in any.

    Unless told it is the latest that is open to the reader, else the latest in which they answer. That somebody was
    asked is no secret; what they answered is in the profile only as far as the reader sees it.
    """
    rounds = map_rounds(by, audience)
    if wanted:
        rounds = rounds[next((k for k, one in enumerate(rounds) if one.slug == wanted), len(rounds)) :]
    latest = None
    for last in rounds:
        series = seen_by(by, round_series(rounds, last)[-rounds_read:])
        row = series[-1].data.row(country.upper(), slug)
        if row is not None:
            one = series[-1].data.respondents[row]
            found = Profile(one, name_of(one), url_of(one), series[-1], row, tuple(series))
            if wanted or found.is_seen:
                return found
            latest = latest or found
        if wanted:
            return None
    return latest


def lines_of(profile: Profile) -> list[Line]:
    """Return the topics of a profile in the order of the list; upper topics carry the numbers of the radar."""
    seen, data, row = profile.seen, profile.seen.data, profile.row
    medians = seen.statistics(comparable(profile.seen, profile.respondent)).median
    before = _row_before(profile)
    found, axis = [], 0
    for k, topic in enumerate(data.topics):
        is_upper = _is_upper(topic)
        axis += is_upper
        share, median = _known(data.shares[row, k]), _known(medians[k])
        found.append(
            Line(
                topic=topic,
                name=topic_name(topic),
                number=axis if is_upper else 0,
                share=share,
                median=median,
                change=None if share is None or before.get(topic) is None else share - before[topic],
                answered=int(data.answered[row, k]),
                asked=int(data.asked[row, k]),
                need=int(data.needs[row, k]),
                is_stated=bool(data.stated[row, k]),
                offers=bool(data.offers[row, k]),
                helpers=_helpers(profile, k) if data.needs[row, k] else (),
            )
        )
    return found


def comparable(seen: Seen, respondent: Respondent) -> np.ndarray:
    """Return with whom a respondent is compared: countries with all countries, a city with those of its country."""
    if not respondent.slug:
        return seen.group("")
    return np.asarray(seen.data.codes == respondent.country)


def radar_of(profile: Profile, lines: Sequence[Line], size: tuple[float, float] | None = None) -> SafeString:
    """Draw the upper topics against the median; nothing where there are too few for a radar."""
    upper = [line for line in lines if line.number]
    if len(upper) < LEAST_AXES:
        return mark_safe("")
    label = _("Scores of {name} by topic (solid) and the median of the group (dashed); the table has the numbers.")
    return mark_safe(
        charts.radar(
            [line.share for line in upper],
            [line.median for line in upper],
            most=1,
            label=label.format(name=profile.name),
            fixed_size=size,
        )
    )


@dataclass(frozen=True, slots=True)
class Point:
    """A round in a trend: the mean of the upper topics, one's own and the median respondent's by topic."""

    round: Round
    name: str
    own: float | None
    median: float | None
    by_topic: dict[str, float | None]


def trend_of(profile: Profile) -> list[Point]:
    """Return the rounds in which the respondent answered and the reader sees it, the oldest first."""
    found = []
    for seen in profile.series:
        row = seen.data.row(profile.respondent.country, profile.respondent.slug)
        if row is None or not seen.rows[row]:
            continue
        medians = seen.statistics(comparable(seen, profile.respondent)).median
        upper = [k for k, topic in enumerate(seen.data.topics) if _is_upper(topic)]
        shares = {seen.data.topics[k]: _known(seen.data.shares[row, k]) for k in upper}
        name = told_in(seen.round.name).text
        found.append(Point(seen.round, name, _mean(shares.values()), _mean(map(_known, medians[upper])), shares))
    return found


def trend_chart(profile: Profile, trend: Sequence[Point]) -> SafeString:
    """Draw the mean of the topics over rounds; nothing for a single round."""
    if len(trend) < 2:
        return mark_safe("")
    label = _("Mean score of {name} over {count} rounds: {first} first, {last} last.").format(
        name=profile.name, count=len(trend), first=points(trend[0].own), last=points(trend[-1].own)
    )
    drawn = charts.trend(
        _dates(trend),
        [None if one.own is None else MOST_POINTS * one.own for one in trend],
        [None if one.median is None else MOST_POINTS * one.median for one in trend],
        most=MOST_POINTS,
        own_name=profile.name,
        median_name=gettext("median"),
        label=label,
        number=lambda value: number(value, 0, (get_language() or "en")[:2]),
    )
    return mark_safe(drawn)


def _dates(trend: Sequence[Point]) -> list[str]:
    """Return the years of rounds, with the month where a year has several."""
    begun = [one.round.opens_at or one.round.created_at for one in trend]
    several = len({day.year for day in begun}) < len(begun)
    return [f"{day:%m/%Y}" if several else str(day.year) for day in begun]


def statements_of(profile: Profile) -> list[Statement]:
    """Return what the respondent says it needs and can share, the most urgent first; none that are hidden."""
    if not profile.is_seen:
        return []
    rows = Statement.objects.filter(assessment=profile.respondent.assessment, removed_at=None)
    return list(rows.order_by("side", "-urgency", "topic"))


def _row_before(profile: Profile) -> dict[str, float]:
    """Return the scores of the round before, where the respondent answered it and the reader sees it."""
    if len(profile.series) < 2:
        return {}
    seen = profile.series[-2]
    row = seen.data.row(profile.respondent.country, profile.respondent.slug)
    if row is None or not seen.rows[row]:
        return {}
    shares = seen.data.shares[row].tolist()
    return {topic: share for topic, share in zip(seen.data.topics, shares, strict=True) if not np.isnan(share)}


def _helpers(profile: Profile, column: int) -> tuple[Helper, ...]:
    seen = profile.seen
    rows = [row for row in seen.offering(column, seen.group("")) if row != profile.row][:MOST_HELPERS]
    return tuple(Helper(name_of(one), url_of(one)) for one in (seen.data.respondents[row] for row in rows))


def _is_upper(topic: str) -> bool:
    known = topic_facts.topics().get(topic)
    return known is not None and not known.parent


def _known(share: float) -> float | None:
    return None if np.isnan(share) else float(share)


def _mean(shares: object) -> float | None:
    known = [share for share in shares if share is not None]  # type: ignore[attr-defined]
    return sum(known) / len(known) if known else None
