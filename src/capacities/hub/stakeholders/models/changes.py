"""Changes of many rows at once and what takes them back: imports and mergings. They hold people's data: not audited."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.files.models import StoredFile
from capacities.hub.stakeholders.models.maps import Stakeholder, StakeholderMap
from capacities.hub.structure.models import Hub


class ImportState(models.TextChoices):
    """How far an import has come."""

    REJECTED = "rejected", _("the file could not be read")
    BROUGHT = "brought", _("columns to be checked")
    MAPPED = "mapped", _("rows to be checked")
    WRITTEN = "written", _("imported")
    UNDONE = "undone", _("taken back")


class StakeholderImport(models.Model):
    """A file that somebody brought for a map: how it is read, what is chosen for its rows, and how to take it back. Not
    audited: it holds people.

    ``reading`` says which sheets and columns are used, ``choices`` what becomes of a row by its key, ``undo`` holds the
    ids of what was made and the values that stood before.
    """

    map = models.ForeignKey(StakeholderMap, on_delete=models.CASCADE, related_name="imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    brought_at = models.DateTimeField(default=timezone.now)
    filename = models.CharField(_("File"), max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.BROUGHT)
    problems = models.JSONField(default=list)
    reading = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    undo = models.JSONField(default=dict)
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.filename


class ColumnNames(models.Model):
    """What a hub took the headings of its files for: field by folded heading. Not audited: it only helps
    with the next file."""

    hub = models.OneToOneField(Hub, on_delete=models.CASCADE, related_name="+")
    fields = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.hub)


class Merging(models.Model):
    """One stakeholder was taken into another of its map; ``undo`` holds what moved and what stood before. Not audited:
    it holds people."""

    kept = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="mergings")
    gone = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="merged_into")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undo = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("merging")
        verbose_name_plural = _("mergings")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"


class NotTheSame(models.Model):
    """Somebody said that two stakeholders that look alike are two; the lower id comes first. Not audited: it says who
    and when itself."""

    first = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="two_told_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="two_told_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
