"""Words of Django's own that our catalogues write differently: Romanian months and weekdays begin small."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

WORDS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
    _("September"), _("October"), _("November"), _("December"),
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
)  # fmt: skip
