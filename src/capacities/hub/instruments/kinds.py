"""Kinds of what a country has, and of bodies that may ask for money: stored keys and their names for people."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What is identified."""

    FUNDING = "funding", _("Funding instrument")
    POLICY = "policy", _("Policy or strategy")
    LAW = "law", _("Law or rule")
    PROCESS = "process", _("Key process")
    NETWORK = "network", _("Institutional network")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure")
    CHALLENGE = "challenge", _("Thematic challenge")
    OPPORTUNITY = "opportunity", _("Opportunity")


class Level(models.TextChoices):
    """Whose it is."""

    CITY = "city", _("city")
    COUNTRY = "country", _("country")
    EUROPE = "europe", _("Europe")


class Confidence(models.TextChoices):
    """How sure a row is."""

    HIGH = "high", pgettext_lazy("how sure", "read in the source")
    MEDIUM = "medium", pgettext_lazy("how sure", "read in a second source")
    LOW = "low", pgettext_lazy("how sure", "to be checked")


ELIGIBLE: dict[str, str | Promise] = {
    "municipality": pgettext_lazy("who may ask", "municipalities"),
    "municipal-company": pgettext_lazy("who may ask", "companies of municipalities"),
    "county": pgettext_lazy("who may ask", "counties and regions"),
    "state": pgettext_lazy("who may ask", "ministries and agencies of the state"),
    "research": pgettext_lazy("who may ask", "universities and research institutes"),
    "company": pgettext_lazy("who may ask", "companies"),
    "association": pgettext_lazy("who may ask", "associations and NGOs"),
    "owners": pgettext_lazy("who may ask", "owners’ associations and households"),
    "bank": pgettext_lazy("who may ask", "banks and funds"),
}


def eligible_name(key: str) -> str:
    """Return the name of a kind of body; one that came later than this list is shown in readable form."""
    return str(ELIGIBLE.get(key, key.replace("-", " ")))
