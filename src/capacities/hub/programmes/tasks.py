"""What the worker does for programmes by itself: reminders before a deadline, and telling hubs what came."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from capacities.hub.programmes.arrivals import tell_of_applications
from capacities.hub.programmes.services import remind_authors


@app.periodic(cron="30 6 * * *")
@app.task(queue="mail")
def remind_applicants(timestamp: int) -> None:
    """Remind authors of drafts whose deadline is near, every morning."""
    remind_authors(timezone.now())


@app.periodic(cron="4 * * * *")
@app.task(queue="mail")
def tell_hubs_of_applications(timestamp: int) -> None:
    """Tell hub teams every hour which applications came in the hour before."""
    tell_of_applications(timezone.now())
