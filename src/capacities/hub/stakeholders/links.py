"""Signed links by which people without an account answer: about their consent, and about who holds an office now.

They hold as long as what they are about: a consent can be taken back as long as the data are kept.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from capacities.hub.stakeholders.models import ConsentRequest, SuccessorRequest

_CONSENT, _SUCCESSOR = "hub-stakeholder-consent", "hub-stakeholder-successor"
_SUCCESSOR_HOLDS_S = 180 * 24 * 3600


def consent_link(request: ConsentRequest) -> str:
    """Return the whole address under which a person answers."""
    return settings.SITE_ROOT + reverse("hub-consent-answer", args=[signing.dumps(request.pk, salt=_CONSENT)])


def successor_link(request: SuccessorRequest) -> str:
    """Return the whole address under which an organisation names who holds an office."""
    return settings.SITE_ROOT + reverse("hub-successor-answer", args=[signing.dumps(request.pk, salt=_SUCCESSOR)])


def consent_of(token: str) -> ConsentRequest | None:
    """Return what a link is about, unless it is wrong or the person is erased."""
    number = _number(token, _CONSENT)
    rows = ConsentRequest.objects.filter(pk=number, contact__erased_at=None)
    return rows.select_related("contact__office__stakeholder__map__hub").first()


def successor_of(token: str) -> SuccessorRequest | None:
    """Return what a link is about, unless it is wrong, old, or the office is gone."""
    number = _number(token, _SUCCESSOR, _SUCCESSOR_HOLDS_S)
    rows = SuccessorRequest.objects.filter(
        pk=number,
        office__removed_at=None,
        office__stakeholder__removed_at=None,
        office__stakeholder__map__removed_at=None,
    )
    return rows.select_related("office__stakeholder__map__hub").first()


def _number(token: str, salt: str, holds_s: int | None = None) -> int:
    """Return the number in a link; 0, which no row has, for one that is wrong or old."""
    try:
        return int(signing.loads(token, salt=salt, max_age=holds_s))
    except signing.BadSignature:
        return 0
