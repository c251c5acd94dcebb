"""What the worker does for rounds: mails to many respondents, and the reminders before a deadline."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from capacities.capacity.rounds.mails import recipients_of, write
from capacities.capacity.rounds.models import Assessment


@app.task(queue="mail")
def tell_respondents(
    assessment_ids: list[int], name: str, texts: dict[str, dict[str, str]], once: str, reply_to: str = ""
) -> None:
    """Write the named mail to the teams of some assessments."""
    rows = list(Assessment.objects.filter(pk__in=assessment_ids).select_related("round", "place"))
    for assessment_id, recipients in recipients_of(rows).items():
        one = next(row for row in rows if row.pk == assessment_id)
        write(one, recipients, name, once=once, reply_to=reply_to, texts=texts)


@app.periodic(cron="15 * * * *")
@app.task(queue="mail")
def remind_before_deadlines(timestamp: int) -> None:
    """Remind those who are not done, seven and two days before the deadline of their round."""
    from capacities.capacity.rounds.services.chasing import remind_automatically

    remind_automatically(timezone.now())


@app.periodic(cron="45 3 * * *")
@app.task(queue="mail")
def clear_removed_rounds(timestamp: int) -> None:
    """Delete for good what was removed more than 30 days ago, every night."""
    from capacities.capacity.rounds.services.clearing import clear_old

    clear_old(timezone.now())
