"""Files that people attach: kept once under the hash of their content, shown only by the app they belong to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def path_of(stored: StoredFile, _name: str) -> str:
    """Return where a file lies: under its hash, so that names of people's files never reach the disk."""
    return f"{stored.sha256[:2]}/{stored.sha256}"


class StoredFile(models.Model):
    """A file as it was brought: its name, type, size and SHA-256. The record it is attached to decides who reads it."""

    name = models.CharField(_("File name"), max_length=200)
    title = models.CharField(_("Title"), max_length=200, blank=True)
    language = models.CharField(_("Language"), max_length=10, blank=True)
    media_type = models.CharField(_("Type"), max_length=100)
    size = models.PositiveBigIntegerField(_("Size in bytes"))
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.FileField(upload_to=path_of, max_length=120)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("Uploaded"), default=timezone.now)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.title or self.name
