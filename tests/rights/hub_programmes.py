"""What the addresses in hub_programmes.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from capacities.core.files.services import store_file
from capacities.core.people.models import Person
from capacities.core.places.models import Place
from capacities.hub.programmes.models import Answer, Author
from tests.hub.factories import make_hub
from tests.hub.programmes.factories import (
    make_application,
    make_criterion,
    make_programme,
    make_question,
    make_sent,
)


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Make an open, a draft, a removed and a closed programme; a citizen's draft and a team's sent application."""
    hub, over = make_hub(), datetime(2026, 1, 1, tzinfo=UTC)
    opened = make_programme(hub, "open", closes_at=None)
    closed = make_programme(hub, "closed", closes_at=over)
    make_programme(hub, "draft", state="draft")
    make_programme(hub, "gone", state="draft")
    hub.programmes.filter(slug="gone").update(removed_at=datetime.now(UTC))
    question, asked = make_question(opened, kind="file"), make_question(closed, kind="file")
    towns = {slug: Place.objects.get(country_id="RO", slug=slug) for slug in ("suceava", "braila")}
    mine = make_application(opened, towns["braila"], cast["citizen"])
    team = make_sent(closed, towns["suceava"], cast["city_team"], by_team=True)
    for application, one in ((mine, question), (team, asked)):
        stored = store_file(by=None, upload=SimpleUploadedFile("a.txt", b"a"))
        Answer.objects.create(application=application, question=one, file=stored)
    return {
        "question": question.pk,
        "asked": asked.pk,
        "criterion": make_criterion(opened).pk,
        "mine": mine.pk,
        "team": team.pk,
        "author": Author.objects.create(application=mine, email="colleague@example.org").pk,
    }
