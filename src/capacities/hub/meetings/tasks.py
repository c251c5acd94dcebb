"""What the worker does for meetings by itself: reminders of tasks, every morning."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from capacities.hub.meetings.services import remind_of_actions


@app.periodic(cron="0 6 * * *")
@app.task(queue="mail")
def remind_owners(timestamp: int) -> None:
    """Remind the owners of tasks that are due."""
    remind_of_actions(timezone.localdate())
