"""What the worker does by itself with people on stakeholder maps, every morning."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from capacities.hub.stakeholders.services.keeping import erase_expired, let_go, remind_of_expiring


@app.periodic(cron="10 6 * * *")
@app.task(queue="mail")
def look_after_people(timestamp: int) -> None:
    """Remind of data that may soon no longer be kept, erase what may not be kept, and let removed rows go."""
    today = timezone.localdate()
    remind_of_expiring(today)
    erase_expired(today)
    let_go(timezone.now())
