"""The sessions to choose from, drafted from needs, trainers and possible days. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from capacities.capacity.sessions.models import Format, PlannedSession, Series, Trainer
from capacities.capacity.sessions.picture import Picture
from capacities.facts import topics as topic_facts

# So many days are offered for each topic and trainer, and so many sessions in all; the largest needs come first.
DAYS_EACH = 2
MOST_PROPOSED = 80
_TUESDAY = 1


def proposed(series: Series, picture: Picture, trainers: Sequence[Trainer]) -> list[PlannedSession]:
    """Return sessions, not saved, for every topic that somebody needs and a trainer teaches, the largest need first."""
    total = picture.need.sum(axis=0)
    order = sorted((k for k in range(len(picture.topics)) if total[k] > 0), key=lambda k: (-total[k], k))
    turn, found = count(), []
    for column in order:
        topic = picture.topics[column]
        for trainer in trainers:
            language = _language(series, picture, column, trainer)
            formats = [one for one in trainer.formats if not series.formats or one in series.formats]
            days = _days(series, trainer)
            if not teaches(trainer, topic) or not language or not formats or not days:
                continue
            for _each in range(min(DAYS_EACH, len(days))):
                day = days[next(turn) % len(days)]
                found.append(_session(series, topic, trainer, language, formats, day))
        if len(found) >= MOST_PROPOSED:
            break
    return found[:MOST_PROPOSED]


def teaches(trainer: Trainer, topic: str) -> bool:
    """Return whether a trainer teaches a topic, or the whole group that it is of."""
    return topic in trainer.topics or topic_facts.upper(topic) in trainer.topics


def _session(
    series: Series, topic: str, trainer: Trainer, language: str, formats: list[str], day: date
) -> PlannedSession:
    return PlannedSession(
        series=series, topics=[topic], trainer=trainer, language=language, on=day, seats=trainer.seats,
        cost_eur=trainer.cost_eur, format=Format.ONLINE if Format.ONLINE in formats else formats[0],
    )  # fmt: skip


def _language(series: Series, picture: Picture, column: int, trainer: Trainer) -> str:
    """Return the language of a trainer that most of those understand who need the topic; "" where none fits."""
    fit = [one for one in trainer.languages if not series.languages or one in series.languages]
    need = [(team, picture.need[k, column]) for k, team in enumerate(picture.teams)]
    reached = {one: sum(weight for team, weight in need if one in picture.languages(team)) for one in fit}
    return max(fit, key=lambda one: reached[one], default="")


def _days(series: Series, trainer: Trainer) -> list[date]:
    """Return the days on which a trainer can within the series; Tuesdays where they named none."""
    first = max(series.first_day, timezone.localdate())
    if trainer.days:
        return sorted(day for day in set(trainer.days) if first <= day <= series.last_day)
    start = first + timedelta(days=(_TUESDAY - first.weekday()) % 7)
    weeks = max(0, (series.last_day - start).days // 7 + 1)
    return [start + timedelta(weeks=week) for week in range(weeks)]
