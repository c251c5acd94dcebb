"""Meetings with dates, guests, agenda and minutes; decisions and actions."""

from capacities.hub.meetings.models.agenda import AgendaItem, MinutesVersion, Paper
from capacities.hub.meetings.models.decisions import Action, Decision
from capacities.hub.meetings.models.meetings import DateAnswer, DateOption, Guest, Meeting

__all__ = [
    "Action",
    "AgendaItem",
    "DateAnswer",
    "DateOption",
    "Decision",
    "Guest",
    "Meeting",
    "MinutesVersion",
    "Paper",
]
