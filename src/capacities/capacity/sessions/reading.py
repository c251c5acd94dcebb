"""What a chosen series says, in words for its page: whose need each session meets, what binds, what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from capacities import charts
from capacities.capacity.rounds.models import Assessment
from capacities.capacity.sessions.models import PlannedSession, Series
from capacities.core.organisations.names import sort_key
from capacities.core.texts import language_name
from capacities.core.topics import topic_name
from capacities.web.templatetags.ui import day, number

LIMITS: Mapping[str, str | Promise] = {
    "most": gettext_lazy("the number of sessions"),
    "load": gettext_lazy("how many sessions a trainer holds"),
    "per_day": gettext_lazy("one session a day"),
    "per_family": gettext_lazy("sessions of one group of topics"),
    "per_respondent": gettext_lazy("sessions that one team attends"),
    "budget": gettext_lazy("money"),
    "seats": gettext_lazy("seats in the sessions"),
}


@dataclass(frozen=True)
class Line:
    """A session with its sentences; ``teams`` names whose need it meets, ``need`` how much."""

    session: PlannedSession
    sentences: list[str]
    teams: str
    need: float


@dataclass(frozen=True)
class TopicLine:
    """A topic: need in all and met, drawn as a bar that the largest need fills, and how many teams each."""

    name: str
    total: float
    met: float
    bar: SafeString
    needing: int
    reached: int


def chosen_lines(series: Series, rows: Sequence[PlannedSession]) -> list[Line]:
    """Return the chosen sessions by date, each with its reasons."""
    names = _names(rows)
    needing = {topic: count for topic, _total, _met, count, _reached in series.result.get("topics", ())}
    lines = []
    for row in (row for row in rows if row.is_chosen):
        meets = row.result.get("meets", ())
        teams = sorted({names.get(id, "") for id, _topic, _weight in meets} - {""}, key=sort_key)
        lines.append(
            Line(row, [*_covers(series, meets, needing), _facts(row)], ", ".join(teams), sum(w for _a, _t, w in meets))
        )
    return lines


def other_lines(rows: Sequence[PlannedSession]) -> list[Line]:
    """Return the sessions that were not chosen, those that would add most first, each with why not."""
    by_id = {row.pk: row for row in rows}
    lines = [
        Line(row, [_why_not(row, by_id)], "", float(row.result.get("gain", 0.0))) for row in rows if not row.is_chosen
    ]
    return sorted(lines, key=lambda line: (-line.need, line.session.on, line.session.pk))


def topic_lines(series: Series) -> list[TopicLine]:
    """Return need before and after by topic, the largest first."""
    rows = series.result.get("topics", ())
    largest = max((total for _topic, total, *_rest in rows), default=0.0) or 1.0
    return [
        TopicLine(topic_name(topic), total, met, _bar(met, total, largest), needing, reached)
        for topic, total, met, needing, reached in rows
    ]


def _bar(met: float, total: float, largest: float) -> SafeString:
    """Draw what is met, then what is left."""
    return mark_safe(charts.part_bar(met, total, full=largest))


def limit_sentences(series: Series) -> list[str]:
    """Return which limits bind, by how much."""
    total = float(series.result.get("total") or 1.0)
    said = []
    for key, gain in sorted(series.result.get("binding", {}).items(), key=lambda pair: -pair[1]):
        said.append(
            _("The limit “%(limit)s” binds: without it, %(points)s per cent more of all need could be met.")
            % {"limit": LIMITS[key], "points": number(100 * gain / total, 1)}
        )
    return said


def what_if(series: Series, rows: Sequence[PlannedSession]) -> list[str]:
    """Return what one session more would add and which, and what one less would lose."""
    by_id, total = {row.pk: row for row in rows}, float(series.result.get("total") or 1.0)
    said = []
    more, fewer = series.result.get("more"), series.result.get("fewer")
    if more and more["difference"] > 0:
        names = {"points": number(100 * more["difference"] / total, 1), "in": _named(more["in"], by_id)}
        if more["out"]:
            names["out"] = _named(more["out"], by_id)
            said.append(
                _("With one session more, %(points)s per cent more of all need is met: %(in)s come in, %(out)s go out.")
                % names
            )
        else:
            said.append(
                _("With one session more, %(points)s per cent more of all need is met: next comes %(in)s.") % names
            )
    elif more:
        said.append(_("One session more would meet no further need."))
    if fewer and fewer["out"]:
        names = {"points": number(-100 * fewer["difference"] / total, 1), "out": _named(fewer["out"], by_id)}
        said.append(_("With one session less, %(points)s per cent of all need is lost: %(out)s would go.") % names)
    return said


def _covers(series: Series, meets: Sequence[Any], needing: Mapping[str, int]) -> list[str]:
    reached: dict[str, set[int]] = {}
    for id, topic, _weight in meets:
        reached.setdefault(topic, set()).add(id)
    return [
        _covers_topic(series.round.audience, len(teams), needing.get(topic, len(teams)), topic_name(topic))
        for topic, teams in reached.items()
    ]


def _covers_topic(audience: str, met: int, needing: int, topic: str) -> str:
    names = {"met": met, "all": needing, "topic": topic}
    if audience == "country":
        words = ngettext(
            "Covers %(met)s of the %(all)s country that needs help with “%(topic)s”.",
            "Covers %(met)s of the %(all)s countries that need help with “%(topic)s”.",
            needing,
        )
    else:
        words = ngettext(
            "Covers %(met)s of the %(all)s city that needs help with “%(topic)s”.",
            "Covers %(met)s of the %(all)s cities that need help with “%(topic)s”.",
            needing,
        )
    return words % names


def _facts(row: PlannedSession) -> str:
    return _("In %(language)s, %(format)s; trainer: %(trainer)s.") % {
        "language": language_name(row.language),
        "format": row.get_format_display(),
        "trainer": row.trainer,
    }


def _why_not(row: PlannedSession, by_id: Mapping[int, PlannedSession]) -> str:
    known = row.result
    if known.get("why") == "excluded":
        return _("Excluded by hand.")
    if known.get("why") == "nobody":
        return _("Nobody who needs it can attend: language, day or travel does not fit, or nobody needs it.")
    if known.get("why") == "met":
        by = _named(known.get("by", ()), by_id)
        return (
            _("The need is met already by: %(sessions)s.") % {"sessions": by} if by else _("The need is met already.")
        )
    if known.get("why") == "fewer":
        broken = [str(LIMITS[key]) for key in known.get("breaks", ())]
        if broken:
            return _("Would add less than those chosen; besides, it would break: %(limits)s.") % {
                "limits": ", ".join(broken)
            }
        return _("Would add less than those chosen.")
    return _("Not yet looked at. Choose again.")


def _named(ids: Sequence[int], by_id: Mapping[int, PlannedSession]) -> str:
    rows = [by_id[id] for id in ids if id in by_id]
    return ", ".join(f"“{row}” ({day(row.on)})" for row in rows)


def _names(rows: Sequence[PlannedSession]) -> dict[int, str]:
    ids = {id for row in rows for id, _topic, _weight in row.result.get("meets", ())}
    return {one.pk: one.respondent for one in Assessment.objects.filter(pk__in=ids).select_related("place")}
