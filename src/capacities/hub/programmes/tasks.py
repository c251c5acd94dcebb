"""What the worker does for programmes by itself: reminders before a deadline."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from capacities.hub.programmes.services import remind_authors


@app.periodic(cron="30 6 * * *")
@app.task(queue="mail")
def remind_applicants(timestamp: int) -> None:
    """Remind authors of drafts whose deadline is near, every morning."""
    remind_authors(timezone.now())
