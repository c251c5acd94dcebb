"""Doing what the worker does: every job that waits, and those that they bring about."""

from __future__ import annotations


def do_waiting_jobs() -> None:
    """Run the waiting jobs in the order in which they came, once each; a job that fails raises."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.models import ProcrastinateJob

    done: set[int] = set()
    while waiting := [job for job in ProcrastinateJob.objects.order_by("pk") if job.pk not in done]:
        for job in waiting:
            done.add(job.pk)
            app.tasks[job.task_name].func(**job.args)
