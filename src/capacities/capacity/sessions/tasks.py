"""What the worker does for matches by itself: one reminder after two weeks without an answer."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from capacities.capacity.sessions.services import remind_of_matches


@app.periodic(cron="30 6 * * *")
@app.task(queue="mail")
def remind_peers(timestamp: int) -> None:
    """Remind those who have not answered a proposed match."""
    remind_of_matches(timezone.now())
