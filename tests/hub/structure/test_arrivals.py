"""Mail to the hub's team about applications and suggestions: who gets it, gathered by the hour, never twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.models import Person
from capacities.hub.programmes.arrivals import tell_of_applications
from capacities.hub.structure.models import Hub
from capacities.hub.training.arrivals import tell_of_suggestions
from capacities.hub.training.models import Suggestion
from tests.cast import make_cast
from tests.hub.conftest import NOW
from tests.hub.factories import make_hub
from tests.hub.needs.factories import make_town
from tests.hub.programmes.factories import make_programme, make_sent
from tests.hub.training.factories import make_training

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
HOUR = timedelta(hours=1)


def send(hub: Hub, minutes: int, slug: str, **changes: Any) -> None:
    """Let a town send an application to the hub's first programme, some minutes before 9:00 UTC."""
    programme = hub.programmes.first() or make_programme(hub)
    make_sent(programme, make_town(slug), sent_at=NOW - timedelta(minutes=minutes), **changes)


def test_only_the_team_of_the_hub_is_told() -> None:
    cast, hub = make_cast(), make_hub()
    send(hub, 10, "suceava")

    tell_of_applications(NOW)

    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [cast["hub_team"].email]


def test_what_came_in_an_hour_is_one_mail_with_all_towns(officer: Person) -> None:
    hub = make_hub()
    for minutes, slug in ((50, "suceava"), (1, "iasi"), (61, "roman")):
        send(hub, minutes, slug)

    told = tell_of_applications(NOW)

    mails = list(OutgoingMail.objects.order_by("pk"))
    assert told == len(mails) == 2
    assert "Roman" in mails[0].body
    assert "Suceava" in mails[1].body
    assert "Iasi" in mails[1].body
    assert "/hubs/ro/programmes/pioneers/selection/" in mails[1].body


def test_the_hour_that_still_runs_waits_and_nothing_is_told_twice(officer: Person) -> None:
    hub = make_hub()
    send(hub, -5, "suceava")

    counts = [tell_of_applications(moment) for moment in (NOW + HOUR / 4, NOW + HOUR, NOW + HOUR, NOW + 2 * HOUR)]

    assert counts == [0, 1, 0, 0]


def test_after_a_day_without_a_worker_old_news_is_left_to_the_page(officer: Person) -> None:
    send(make_hub(), 25 * 60, "suceava")

    assert tell_of_applications(NOW) == 0


def test_samples_and_removed_programmes_are_not_told(officer: Person) -> None:
    hub = make_hub()
    send(hub, 10, "suceava", is_sample=True)
    gone = make_programme(hub, "gone", removed_at=NOW)
    make_sent(gone, make_town("iasi"), sent_at=NOW - HOUR / 2)

    assert tell_of_applications(NOW) == 0


def test_suggestions_are_told_with_their_words_until_they_are_answered(officer: Person) -> None:
    training = make_training(make_hub(), "Heat")
    Suggestion.objects.create(training=training, text="More on pumps", place=make_town("suceava"), at=NOW - HOUR / 2)
    Suggestion.objects.create(training=training, text="Shorter", at=NOW - HOUR / 3)
    Suggestion.objects.create(training=training, text="Done", state="taken", at=NOW - HOUR / 3)

    told = tell_of_suggestions(NOW)

    mail = OutgoingMail.objects.get()
    assert told == 1
    assert "Suceava: More on pumps" in mail.body
    assert "- Shorter" in mail.body
    assert "Done" not in mail.body
    assert f"/hubs/ro/training/{training.pk}/#suggestions" in mail.body
