"""The agenda of a meeting and, point by point, its minutes with every version of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.audit import audited
from capacities.core.files.models import StoredFile
from capacities.core.removal import Removable, StandingManager
from capacities.hub.meetings.kinds import ItemKind
from capacities.hub.meetings.models.meetings import Meeting


@audited(exclude=["minutes", "version"])
class AgendaItem(Removable):
    """A point of the agenda, with the minutes on it. ``version`` grows with each saved text."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("Title"), max_length=250)
    kind = models.CharField(_("For"), max_length=12, choices=ItemKind, default=ItemKind.DISCUSSION)
    minutes_long = models.PositiveSmallIntegerField(_("Minutes"), default=15)
    presenter = models.CharField(_("Who opens it"), max_length=200, blank=True)
    text = models.TextField(_("What it is about"), blank=True)
    minutes = models.TextField(_("Minutes of this point"), blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = StandingManager()
    everything = models.Manager()

    class Meta:
        verbose_name = _("point of an agenda")
        verbose_name_plural = _("points of agendas")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Return the countries whose hub teams keep it."""
        return self.meeting.country_codes


class MinutesVersion(models.Model):
    """The minutes of a point as somebody saved them; kept for ever, so that nothing is lost. Not audited: it is a
    history itself."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("version of minutes")
        verbose_name_plural = _("versions of minutes")
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="minutes_version_once")]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.version}"


@audited()
class Paper(Removable):
    """A document that belongs to a point of the agenda."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    objects = StandingManager()
    everything = models.Manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file)
