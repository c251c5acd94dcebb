"""Programmes that cities take part in, and a city's state in them, in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATES: dict[str, str | Promise] = {
    "mission city": _("Mission city, no label yet"),
    "mission label": _("Mission city with the label"),
    "candidate": _("candidate"),
    "selected (EU Mission City)": _("selected (Mission city)"),
    "announced as candidate July 2021; not selected": _("announced as candidate in July 2021, not selected"),
    "municipality listed as national partner": _("municipality listed as national partner"),
    "participating municipality (23, since 2021)": _("one of 23 participating municipalities, since 2021"),
    "pioneer large city, first call (2022, announced Feb 2023)": _(
        "pioneer large city, first call (2022, announced in February 2023)"
    ),
    "pioneer large city, second call (2023)": _("pioneer large city, second call (2023)"),
    "pioneer small city": _("pioneer small city"),
    "pioneer small/medium city (later call, plaque Nov 2025)": _(
        "pioneer small or medium city (later call, plaque of November 2025)"
    ),
    "signatory of the institutional declaration, 13 Dec 2021": _(
        "signatory of the institutional declaration of 13 December 2021"
    ),
    "signatory of the institutional declaration, Sept 2021": _(
        "signatory of the institutional declaration of September 2021"
    ),
}


def state_name(status: str) -> str:
    """Return a state in the reader's language; one that came later than this list is shown as it stands."""
    return str(STATES.get(status, status))
