"""How far the respondents of a round are, for those who hold it; a constant number of queries for any page of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from capacities.capacity.rounds.mails import teams_of
from capacities.capacity.rounds.models import Assessment, AssessmentState, Part, Participant, Round
from capacities.capacity.rounds.sheet import Sheet, questions_of, sheets_of
from capacities.core.permissions import require

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

STATE_MARKS = {
    AssessmentState.INVITED: "empty",
    AssessmentState.STARTED: "draft",
    AssessmentState.IN_REVIEW: "draft",
    AssessmentState.SIGNED_OFF: "ready",
    AssessmentState.WITHDRAWN: "none",
}


@dataclass(frozen=True)
class Row:
    """A respondent: its sections, who leads, when somebody last changed an answer."""

    assessment: Assessment
    sheet: Sheet
    leaders: Sequence[str]

    @property
    def mark(self) -> str:
        """Return the state as the mark of states knows it."""
        return STATE_MARKS[AssessmentState(self.assessment.state)]

    @property
    def changed_at(self) -> datetime | None:
        """Return when an answer was last changed."""
        return self.sheet.changed_at


def respondents(round: Round, state: str = "") -> QuerySet[Assessment]:
    """Return the respondents of a round by name, narrowed to a state."""
    rows = round.assessments.select_related("place").order_by("country", "place__name", "pk")
    return rows.filter(state=state) if state in AssessmentState.values else rows


def counts_by_state(round: Round) -> list[tuple[str, str, int]]:
    """Return how many respondents stand where: state, its name, count."""
    found = dict(round.assessments.values_list("state").annotate(count=Count("pk")).order_by())
    return [(state.value, str(state.label), found[state]) for state in AssessmentState if state in found]


FILE_COLUMNS = (
    "respondent", "country", "state", "sections_ready", "sections_begun", "sections_empty", "led_by", "invited_at",
    "reminded_at", "last_change", "signed_off_at",
)  # fmt: skip
_READ_AT_ONCE = 200


def file_rows(by: Asker, round: Round) -> Iterator[list[str | int | None]]:
    """Yield how far each respondent is, for a file; some hundred are read at a time."""
    require(by, "capacity.keep", round)
    everybody = list(respondents(round))
    for start in range(0, len(everybody), _READ_AT_ONCE):
        for row in rows_of(by, round, everybody[start : start + _READ_AT_ONCE]):
            one, counts = row.assessment, row.sheet.counts
            moments = [one.invited_at, one.reminded_at, row.changed_at, one.signed_off_at]
            yield [
                one.respondent, one.country, one.state, *counts.values(), "; ".join(row.leaders),
                *(moment.isoformat(timespec="minutes") if moment else None for moment in moments),
            ]  # fmt: skip


def rows_of(by: Asker, round: Round, assessments: Sequence[Assessment]) -> list[Row]:
    """Return how far some respondents are."""
    require(by, "capacity.keep", round)
    for one in assessments:
        one.round = round
    sheets = sheets_of(questions_of(round.version), assessments)
    teams = teams_of(assessments)
    leaders: dict[int, list[str]] = {one.pk: [] for one in assessments}
    invited = Participant.objects.filter(assessment__in=list(leaders), part=Part.LEAD, removed_at=None)
    for participant in invited.select_related("person"):
        leaders[participant.assessment_id].append(str(participant.person or participant.email))
    return [
        Row(one, sheets[one.pk], leaders[one.pk] or [str(person) for person in teams[one.pk]]) for one in assessments
    ]
