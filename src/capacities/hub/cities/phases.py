"""Where a city stands: the six phases of the Climate Transition Map, its contract, the kinds of contact with it.

Phases: NetZeroCities, Climate Transition Map (netzerocities.app).
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class Phase(models.TextChoices):
    """The six phases of the Climate Transition Map."""

    MANDATE = "mandate", pgettext_lazy("phase", "1. Build a strong mandate")
    SYSTEM = "system", pgettext_lazy("phase", "2. Understand the system")
    PORTFOLIO = "portfolio", pgettext_lazy("phase", "3. Co-design a portfolio")
    ACT = "act", pgettext_lazy("phase", "4. Act")
    LEARN = "learn", pgettext_lazy("phase", "5. Learn and reflect")
    NORMAL = "normal", pgettext_lazy("phase", "6. Make it the new normal")


class ContractStatus(models.TextChoices):
    """Where the Climate City Contract stands."""

    NONE = "none", pgettext_lazy("contract", "None")
    DRAFTING = "drafting", pgettext_lazy("contract", "Being written")
    HUB = "hub", pgettext_lazy("contract", "With the hub")
    COUNCIL = "council", pgettext_lazy("contract", "With the council")
    SUBMITTED = "submitted", pgettext_lazy("contract", "Submitted")
    LABEL = "label", pgettext_lazy("contract", "EU Mission Label")


class Effort(models.TextChoices):
    """What it would take to end a wait."""

    LETTER = "letter", pgettext_lazy("effort", "A letter or a call")
    MEETING = "meeting", pgettext_lazy("effort", "A meeting")
    DECISION = "decision", pgettext_lazy("effort", "A decision of others")

    @property
    def weight(self) -> int:
        """Return how much a day of waiting counts: what one letter ends counts threefold, a meeting twofold."""
        return {Effort.LETTER: 3, Effort.MEETING: 2, Effort.DECISION: 1}[self]


class ContactKind(models.TextChoices):
    """How the hub was in contact with a city."""

    CALL = "call", pgettext_lazy("contact", "Call")
    MAIL = "mail", pgettext_lazy("contact", "Mail")
    VISIT = "visit", pgettext_lazy("contact", "Visit")
    OTHER = "other", pgettext_lazy("contact", "Other")


class HandState(models.TextChoices):
    """Where the request of a town that raised its hand stands."""

    UNPROVED = "unproved", pgettext_lazy("raised hand", "Address not proved yet")
    WAITING = "waiting", pgettext_lazy("raised hand", "Waits for an answer")
    ANSWERED = "answered", pgettext_lazy("raised hand", "Answered")
    CLOSED = "closed", pgettext_lazy("raised hand", "Closed")
