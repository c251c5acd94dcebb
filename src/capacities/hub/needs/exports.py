"""Needs, measures, ratings and portfolios as rows for files. Column names are the same in all languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from capacities.core.texts import told_in
from capacities.hub.needs.delphi import Result
from capacities.hub.needs.models import BarrierDecision, Measure, Round
from capacities.hub.needs.portfolio_page import Shown
from capacities.hub.needs.queries import Group

Row = list[str | int | float | bool | None]

NEED_COLUMNS = (
    "id", "kind", "title", "text", "language", "stated_for", "topics", "level", "urgency", "cities", "city_names",
    "voices", "cost_eur_per_year", "weight", "state", "stands_behind", "behind_it", "stated_on",
)  # fmt: skip
MEASURE_COLUMNS = (
    "id", "title_en", "title_ro", "changes", "responsible", "cost_low_eur", "cost_eur", "cost_high_eur", "staff_months",
    "effect_1_to_5", "effect_text", "cities_reached", "payer", "instrument", "start_year", "duration_months",
    "for_small_towns", "topics", "state", "needs_answered",
)  # fmt: skip
RATING_COLUMNS = ("round", "measure", "criterion", "answers", "lower_quartile", "median", "upper_quartile", "agreed")
PORTFOLIO_COLUMNS = (
    "measure_id", "measure", "changes", "responsible", "cost_eur", "staff_months", "payer", "start_year",
    "answers_needs", "lost_without_it", "state", "seen_to_by", "ready_by",
)  # fmt: skip
DECISION_COLUMNS = (
    "barrier", "responsible", "outcome", "decided_on", "due_on", "decision", "cities", "decision_of_a_meeting",
)  # fmt: skip


def need_rows(groups: Iterable[Group]) -> Iterator[Row]:
    """Return a row for each need and for each that stands behind it: nothing that was said is left out."""
    for group in groups:
        for need in group.members:
            is_head = need is group.head
            yield [
                need.pk, need.kind, need.title, need.text, need.language, need.speaker, ";".join(need.topics),
                need.level, need.urgency, len(group.places) if is_head else None,
                "; ".join(place.name for place in group.places) if is_head else "",
                group.voices + 1 if is_head else None,
                float(group.cost_eur) if is_head and group.cost_eur is not None else None,
                group.weight if is_head else None, need.state, None if is_head else group.head.pk,
                ";".join(str(one.pk) for one in group.members[1:]) if is_head else "",
                need.created_at.date().isoformat(),
            ]  # fmt: skip


def measure_rows(measures: Iterable[Measure]) -> Iterator[Row]:
    """Return a row for each measure."""
    for m in measures:
        yield [
            m.pk, m.title.get("en", ""), m.title.get("ro", ""), m.kind, str(m.organisation or ""),
            _number(m.cost_low_eur), _number(m.cost_eur), _number(m.cost_high_eur), _number(m.staff_months), m.effect,
            told_in(m.effect_text).text, m.cities_reached, m.payer, str(m.instrument or ""), m.start_year,
            m.duration_months, m.for_small_towns, ";".join(m.topics), m.state,
            ";".join(str(answer.need_id) for answer in m.answers.all()),
        ]  # fmt: skip


def rating_rows(results: Iterable[tuple[Round, list[Result]]]) -> Iterator[Row]:
    """Return a row for each closed round, measure and criterion; small counts stay empty."""
    for closed, rows in results:
        for result in rows:
            for cell in result.cells:
                s = cell.spread
                spread = [s.count, s.low, s.median, s.high, cell.agrees] if s else [None] * 5
                yield [closed.number, str(result.measure), str(cell.criterion), *spread]


def portfolio_rows(shown: Shown) -> Iterator[Row]:
    """Return a row for each chosen measure."""
    for line in shown.lines:
        m, work = line.measure, line.intervention
        yield [
            m.pk, str(m), m.kind, str(m.organisation or ""), _number(m.cost_eur), _number(m.staff_months), m.payer,
            m.start_year, "; ".join(need.title for need, _share in line.needs), line.loss, work.state, work.responsible,
            work.due_on.isoformat() if work.due_on else "",
        ]  # fmt: skip


def decision_rows(decisions: Iterable[BarrierDecision]) -> Iterator[Row]:
    """Return a row for each line of the decision log."""
    for one in decisions:
        yield [
            one.need.title, one.who, one.outcome, one.decided_on.isoformat() if one.decided_on else "",
            one.due_on.isoformat() if one.due_on else "", one.text, "; ".join(p.name for p in one.places.all()),
            one.reference,
        ]  # fmt: skip


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
