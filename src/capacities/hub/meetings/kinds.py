"""Kinds and states of meetings, decisions and actions: text keys that are stored, and their names for people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingKind(models.TextChoices):
    """Who meets."""

    BILATERAL = "bilateral", pgettext_lazy("kind of meeting", "Bilateral")
    BODY = "body", pgettext_lazy("kind of meeting", "Meeting of a body")
    THEMATIC = "thematic", pgettext_lazy("kind of meeting", "Thematic meeting")


class MeetingState(models.TextChoices):
    """How far a meeting is."""

    DRAFT = "draft", pgettext_lazy("state of a meeting", "Draft")
    POLL = "poll", pgettext_lazy("state of a meeting", "Date is being agreed")
    INVITED = "invited", pgettext_lazy("state of a meeting", "Invited")
    APPROVED = "approved", pgettext_lazy("state of a meeting", "Minutes approved")
    CANCELLED = "cancelled", pgettext_lazy("state of a meeting", "Cancelled")


class Format(models.TextChoices):
    """Where a meeting is held."""

    ONLINE = "online", _("online")
    ONSITE = "onsite", _("on site")
    HYBRID = "hybrid", _("on site and online")


class Answer(models.TextChoices):
    """What somebody said to an invitation or to a proposed date."""

    YES = "yes", pgettext_lazy("answer", "Yes")
    MAYBE = "maybe", pgettext_lazy("answer", "If need be")
    NO = "no", pgettext_lazy("answer", "No")


class Attendance(models.TextChoices):
    """Whether somebody came."""

    PRESENT = "present", pgettext_lazy("attendance", "Present")
    EXCUSED = "excused", pgettext_lazy("attendance", "Excused")
    ABSENT = "absent", pgettext_lazy("attendance", "Absent")


class ItemKind(models.TextChoices):
    """What a point of the agenda is for."""

    INFORMATION = "information", pgettext_lazy("kind of agenda item", "Information")
    DISCUSSION = "discussion", pgettext_lazy("kind of agenda item", "Discussion")
    DECISION = "decision", pgettext_lazy("kind of agenda item", "Decision")


class DecisionStatus(models.TextChoices):
    """Where a decision stands."""

    PROPOSED = "proposed", pgettext_lazy("status of a decision", "Proposed")
    TAKEN = "taken", pgettext_lazy("status of a decision", "Taken")
    PUT_OFF = "put_off", pgettext_lazy("status of a decision", "Put off")
    WITHDRAWN = "withdrawn", pgettext_lazy("status of a decision", "Withdrawn")
    DONE = "done", pgettext_lazy("status of a decision", "Carried out")


class ActionState(models.TextChoices):
    """Where a task stands."""

    OPEN = "open", pgettext_lazy("state of an action", "Open")
    DONE = "done", pgettext_lazy("state of an action", "Done")
    DROPPED = "dropped", pgettext_lazy("state of an action", "Dropped")
