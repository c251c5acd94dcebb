"""What the worker does for programmes by itself: reminders before a deadline, erasing what was removed long ago."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from capacities.hub.programmes.services import forget_removed, remind_authors


@app.periodic(cron="30 6 * * *")
@app.task(queue="mail")
def remind_applicants(timestamp: int) -> None:
    """Remind authors of drafts whose deadline is near, every morning."""
    remind_authors(timezone.now())


@app.periodic(cron="47 3 * * *")
@app.task(queue="mail")
def forget_removed_programmes(timestamp: int) -> None:
    """Erase programmes that were removed more than 30 days ago, every night."""
    forget_removed(timezone.now())
