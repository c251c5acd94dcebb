"""What the worker does for sessions and matches by itself: one reminder after two weeks, and clearing."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from capacities.capacity.sessions.services import remind_of_matches
from capacities.capacity.sessions.services.clearing import clear_old


@app.periodic(cron="30 6 * * *")
@app.task(queue="mail")
def remind_peers(timestamp: int) -> None:
    """Remind those who have not answered a proposed match."""
    remind_of_matches(timezone.now())


@app.periodic(cron="48 3 * * *")
@app.task(queue="mail")
def clear_removed_sessions(timestamp: int) -> None:
    """Delete for good what was removed more than 30 days ago, every night."""
    clear_old(timezone.now())
