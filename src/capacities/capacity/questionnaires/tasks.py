"""What the worker does for templates by itself: clearing what was removed long ago."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from capacities.capacity.questionnaires.services.clearing import clear_old


@app.periodic(cron="50 3 * * *")
@app.task(queue="mail")
def clear_removed_templates(timestamp: int) -> None:
    """Delete for good what was removed more than 30 days ago, every night after the rounds that used it."""
    clear_old(timezone.now())
