"""What the worker does for training by itself: telling hubs what was suggested."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from capacities.hub.training.arrivals import tell_of_suggestions


@app.periodic(cron="6 * * * *")
@app.task(queue="mail")
def tell_hubs_of_suggestions(timestamp: int) -> None:
    """Tell hub teams every hour what was suggested in the hour before."""
    tell_of_suggestions(timezone.now())
