"""Drafts of a municipality's plan, kept so that a page does not compute them twice."""

from __future__ import annotations

from django.db import models

from capacities.core.places.models import Place


class StoredDraft(models.Model):
    """The plan on day one of a place with the default options, as the engines of one version made it.

    A draft holds public facts only; figures that a visitor tries out are never stored.
    """

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="draft")
    version = models.CharField(max_length=64, help_text="Fingerprint of the facts and engines that made it.")
    document = models.JSONField()
    base_year = models.PositiveSmallIntegerField()
    total_t = models.FloatField(help_text="Base-year emissions, t CO2e, best estimate.")
    total_p5_t = models.FloatField()
    total_p95_t = models.FloatField()
    residual_t = models.FloatField(help_text="Emissions in the target year with the draft plan, t CO2e.")
    investment_eur = models.FloatField()
    created_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "stored draft"

    def __str__(self) -> str:
        return f"{self.place} ({self.created_at:%Y-%m-%d})"
