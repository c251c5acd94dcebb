"""The applications of a programme as the hub compares them: scores that the reader may see, filter, order, files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from capacities.core.people.models import Person
from capacities.core.places.models import Place
from capacities.facts.folding import fold
from capacities.hub.programmes.kinds import Outcome
from capacities.hub.programmes.models import (
    Answer,
    Application,
    Criterion,
    Decision,
    Programme,
    Question,
    Reading,
    Reply,
)
from capacities.hub.programmes.services import has_conflict
from capacities.hub.programmes.words import answer_words

COLUMNS = (
    "id", "town", "county", "country", "inhabitants", "language", "sent_at", "by_the_towns_team", "readers",
    "mean_0_to_5", "lowest", "highest", "decision", "reason", "answered_at",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """An application as one reader sees it. Scores and decision are None where they are not for this reader."""

    application: Application
    is_left_out: bool
    own: Reading | None
    shown: tuple[tuple[Reading, float | None], ...]
    readers: int
    decision: Decision | None
    reply: Reply | None

    @property
    def place(self) -> Place:
        """Return the town."""
        return self.application.place

    @property
    def means(self) -> list[float]:
        """Return the means of the readers whose scores are shown."""
        return [mean for _reading, mean in self.shown if mean is not None]

    @property
    def mean(self) -> float | None:
        """Return the mean of the readers' weighted means, None where none is shown."""
        return fmean(self.means) if self.means else None

    @property
    def lowest(self) -> float | None:
        """Return the lowest mean of a reader."""
        return min(self.means, default=None)

    @property
    def highest(self) -> float | None:
        """Return the highest mean of a reader."""
        return max(self.means, default=None)

    @property
    def spread(self) -> float:
        """Return how far readers are apart."""
        return max(self.means) - min(self.means) if self.means else 0.0

    @property
    def outcome(self) -> str:
        """Return what was decided, empty while nothing is shown."""
        return self.decision.outcome if self.decision else ""

    @property
    def is_answered(self) -> bool:
        """Return whether the town was told of the last decision."""
        return self.reply is not None and self.reply.sent_at is not None


def rows_for(by: Person, programme: Programme, applications: Iterable[Application]) -> list[Row]:
    """Return applications as a reader may see them: colleagues' scores after their own, nothing of their own town."""
    criteria = list(programme.criteria.filter(removed_at=None))
    return [row_for(by, programme, one, criteria) for one in applications]


def row_for(by: Person, programme: Programme, application: Application, criteria: Sequence[Criterion]) -> Row:
    """Return one application as a reader may see it."""
    readings = list(application.readings.all())
    own = next((one for one in readings if one.reader_id == by.pk), None)
    left_out = has_conflict(by, application)
    scored = [one for one in readings if not one.is_conflict]
    has_scored = own is not None and not own.is_conflict and mean_of(own, criteria) is not None
    sees = not left_out and (has_scored or not criteria or programme.is_chosen)
    sees_decision = not left_out or programme.published_at is not None
    decision = getattr(application, "decision", None) if sees_decision else None
    version = decision.version if decision else None
    return Row(
        application=application,
        is_left_out=left_out,
        own=own,
        shown=tuple((one, mean_of(one, criteria)) for one in scored) if sees else (),
        readers=len(scored),
        decision=decision,
        reply=next((one for one in application.replies.all() if one.decision_version == version), None),
    )


def mean_of(reading: Reading, criteria: Sequence[Criterion]) -> float | None:
    """Return a reader's mean, each criterion by its weight; None where nothing was scored."""
    given = [(one.weight, reading.scores[str(one.pk)]) for one in criteria if str(one.pk) in reading.scores]
    total = sum(weight for weight, _score in given)
    return sum(weight * score for weight, score in given) / total if total else None


def narrowed(rows: list[Row], show: str) -> list[Row]:
    """Return the rows of a filter: `undecided`, an outcome, `unscored` (by the reader) or `unanswered`."""
    if show in Outcome.values:
        return [row for row in rows if row.outcome == show]
    if show == "undecided":
        return [row for row in rows if not row.outcome and not row.is_left_out]
    if show == "unscored":
        return [row for row in rows if row.own is None and not row.is_left_out]
    if show == "unanswered":
        return [row for row in rows if row.outcome and not row.is_answered]
    return rows


def ordered(rows: list[Row], order: str) -> list[Row]:
    """Return rows by town, or by `score`, `spread` or `sent`; what has no score comes last."""
    by_town = sorted(rows, key=lambda row: fold(row.place.name))
    if order == "score":
        return sorted(by_town, key=lambda row: (row.mean is None, -(row.mean or 0.0)))
    if order == "spread":
        return sorted(by_town, key=lambda row: (row.mean is None, -row.spread))
    if order == "sent":
        return sorted(by_town, key=lambda row: (row.application.sent_at is None, row.application.sent_at))
    return by_town


def file_rows(rows: Sequence[Row], questions: Sequence[Question]) -> Iterator[list[str | int | float | bool | None]]:
    """Return a row for each application, with all answers in words after the columns."""
    numbers = [row.application.pk for row in rows]
    answers: dict[tuple[int, int], Answer] = {
        (one.application_id, one.question_id): one
        for one in Answer.objects.filter(application__in=numbers).select_related("file")
    }
    for row in rows:
        one, place = row.application, row.place
        yield [
            one.pk, place.name, place.county, place.country_id, place.population, one.language,
            one.sent_at.isoformat(timespec="minutes") if one.sent_at else "", one.by_team, row.readers,
            _rounded(row.mean), _rounded(row.lowest), _rounded(row.highest), row.outcome,
            row.decision.reason if row.decision else "",
            row.reply.sent_at.isoformat(timespec="minutes") if row.reply and row.reply.sent_at else "",
            *(answer_words(question, answers.get((one.pk, question.pk))) for question in questions),
        ]  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
