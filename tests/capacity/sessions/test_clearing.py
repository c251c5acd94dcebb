"""Sessions and trainers that were removed are deleted for good after 30 days, and no earlier."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from capacities.capacity.sessions.models import PlannedSession, Series, Trainer
from capacities.capacity.sessions.services.clearing import clear_old
from capacities.core.audit import event_model
from tests.capacity.factories import make_round, make_version
from tests.capacity.sessions.factories import make_trainer

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_what_was_removed_goes_after_30_days_with_the_trainer_s_name() -> None:
    series = Series.objects.create(
        round=make_round(make_version()), first_day=date(2027, 1, 1), last_day=date(2027, 2, 1)
    )
    gone, kept, busy = (
        make_trainer(name, removed_at=at) for name, at in (("Gone", NOW), ("Kept", None), ("Busy", NOW))
    )
    values = {"series": series, "topics": ["finance-private"], "on": date(2027, 1, 9)}
    PlannedSession.objects.create(trainer=gone, removed_at=NOW, **values)
    PlannedSession.objects.create(trainer=busy, **values)

    counts = (clear_old(NOW + timedelta(days=30)), clear_old(NOW + timedelta(days=30, minutes=1)))

    assert counts == (0, 2)
    assert set(Trainer.objects.all()) == {kept, busy}
    assert PlannedSession.objects.get().trainer == busy
    assert not event_model(Trainer).objects.filter(name="Gone").exists()
