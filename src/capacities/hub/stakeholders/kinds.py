"""What stakeholders and their relations can be: helix kinds, stances, roles, relations, contacts, legal bases."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Helix(models.TextChoices):
    """The four kinds of the quadruple helix."""

    PUBLIC = "public", _("public authority")
    BUSINESS = "business", _("business")
    RESEARCH = "research", _("research")
    CIVIL_SOCIETY = "civil_society", _("civil society")
    UNKNOWN = "", _("not known")


class Stance(models.TextChoices):
    """How somebody stands to the matter of the map."""

    SUPPORTS = "supports", _("supports")
    LEANS_FOR = "leans_for", _("leans towards it")
    NEUTRAL = "neutral", _("neutral")
    LEANS_AGAINST = "leans_against", _("has doubts")
    OPPOSES = "opposes", _("opposes")
    UNKNOWN = "", _("not known")


class RelationKind(models.TextChoices):
    """What one stakeholder does for another."""

    FUNDS = "funds", _("funds")
    REGULATES = "regulates", _("regulates")
    OWNS_DATA = "owns_data", _("holds data for")
    DELIVERS = "delivers", _("delivers for")
    REPRESENTS = "represents", _("represents")
    ADVISES = "advises", _("advises")
    WORKS_WITH = "works_with", _("works with")


class ContactKind(models.TextChoices):
    """How somebody was spoken to."""

    MEETING = "meeting", _("meeting")
    CALL = "call", _("call")
    MAIL = "mail", _("e-mail or letter")
    EVENT = "event", _("event")
    OTHER = "other", _("other")


class Basis(models.TextChoices):
    """Why a person's data may be held: GDPR, Article 6(1)."""

    CONSENT = "consent", _("consent (Art. 6(1)(a))")
    CONTRACT = "contract", _("contract (Art. 6(1)(b))")
    LEGAL_OBLIGATION = "legal_obligation", _("legal obligation (Art. 6(1)(c))")
    PUBLIC_TASK = "public_task", _("public task (Art. 6(1)(e))")
    LEGITIMATE_INTEREST = "legitimate_interest", _("legitimate interest (Art. 6(1)(f))")


ROLES: dict[str, Promise] = {
    "financier": _("financier"),
    "regulator": _("regulator"),
    "data_owner": _("data owner"),
    "deliverer": _("deliverer"),
    "representative": _("representative"),
    "convener": _("convener"),
    "knowledge": _("source of knowledge"),
    "user": _("user"),
}


def role_choices() -> list[tuple[str, str]]:
    """Return the roles that a stakeholder can fill, for a form."""
    return [(key, str(name)) for key, name in ROLES.items()]
