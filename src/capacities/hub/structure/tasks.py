"""What the worker does for hubs by itself: the weekly letter, and clearing what was removed long ago."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from capacities.hub.structure.removed import clear_old
from capacities.hub.structure.weekly import send_weekly


@app.periodic(cron="5 * * * 0-2")
@app.task(queue="mail")
def write_weekly(timestamp: int) -> None:
    """Look every hour around Monday whose Monday morning it is; each letter is written once a week."""
    send_weekly(timezone.now())


@app.periodic(cron="40 3 * * *")
@app.task(queue="mail")
def clear_removed(timestamp: int) -> None:
    """Delete for good what was removed more than 30 days ago, every night."""
    clear_old(timezone.now())
