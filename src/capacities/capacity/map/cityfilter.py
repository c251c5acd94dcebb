"""Which cities a reader wants to see: by country, size and part in the Mission."""

from __future__ import annotations

from typing import Any

import numpy as np
from django import forms
from django.utils.translation import gettext_lazy as _

from capacities.capacity.map.seen import Seen
from capacities.core.organisations.names import country_name, sort_key
from capacities.engines.capacity_gaps import Mask

# From this many inhabitants up to the next.
SIZES = {
    "small": (0, 20_000),
    "middle": (20_000, 50_000),
    "large": (50_000, 250_000),
    "largest": (250_000, 10**9),
}


class CityFilterForm(forms.Form):
    """The filter of the list of cities; offers the countries that take part in the round."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    size = forms.ChoiceField(
        label=_("Inhabitants"),
        required=False,
        choices=[
            ("", _("all sizes")),
            ("small", _("under 20,000")),
            ("middle", _("20,000 to 50,000")),
            ("large", _("50,000 to 250,000")),
            ("largest", _("250,000 and more")),
        ],
    )
    role = forms.ChoiceField(
        label=_("Part in the Mission"),
        required=False,
        choices=[
            ("", _("all cities")),
            ("mission", _("Mission cities")),
            ("candidate", _("cities of national programmes")),
            ("none", _("other cities")),
        ],
    )

    def __init__(self, *args: Any, seen: Seen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = np.unique(seen.data.codes).tolist()
        names = sorted(((code, country_name(code)) for code in codes), key=lambda pair: sort_key(pair[1]))
        self.fields["country"].choices = [("", _("all countries")), *names]  # type: ignore[attr-defined]


def chosen_cities(seen: Seen, form: CityFilterForm) -> Mask:
    """Return the cities that fit; all of them where nothing, or nothing sensible, was asked."""
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    country, role = wanted.get("country"), wanted.get("role")
    low, high = SIZES.get(wanted.get("size") or "", (None, None))
    data = seen.data
    found = np.ones(data.codes.shape, dtype=bool)
    if country:
        found &= data.codes == country
    if role:
        found &= data.roles == ("" if role == "none" else role)
    if low is not None and high is not None:
        found &= (data.population >= low) & (data.population < high)
    return found
