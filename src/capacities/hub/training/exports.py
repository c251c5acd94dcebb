"""Training programmes and participants as rows for files. Column names are the same in all languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from capacities.hub.training.models import Enrolment, Training

Row = list[str | int | float | bool | None]

TRAINING_COLUMNS = (
    "id", "kind", "title_en", "title_ro", "audiences", "topics", "languages", "state", "starts_on", "enrol_until",
    "seats", "modules", "enrolled",
)  # fmt: skip
PARTICIPANT_COLUMNS = (
    "name", "email", "audience", "town", "organisation", "state", "enrolled_on", "modules_done", "completed_on",
)  # fmt: skip


def training_rows(trainings: Iterable[Training]) -> Iterator[Row]:
    """Return a row for each programme of ``trainings_listed``."""
    for one in trainings:
        yield [
            one.pk, one.kind, one.title.get("en", ""), one.title.get("ro", ""), ";".join(one.audiences),
            ";".join(one.topics), ";".join(one.languages), one.state,
            one.starts_on.isoformat() if one.starts_on else "", one.enrol_until.isoformat() if one.enrol_until else "",
            one.seats, one.modules_count, one.enrolled_count,  # type: ignore[attr-defined]
        ]  # fmt: skip


def participant_rows(people: Iterable[Enrolment]) -> Iterator[Row]:
    """Return a row for each person who enrolled."""
    for one in people:
        yield [
            one.name, one.email, one.audience, one.place.name if one.place else "", one.organisation, one.state,
            one.enrolled_at.date().isoformat(), len(one.done.all()),
            one.completed_at.date().isoformat() if one.completed_at else "",
        ]  # fmt: skip
