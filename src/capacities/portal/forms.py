"""The filter of the network's organisations, read from the address so that it can be bookmarked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from capacities.core.organisations.kinds import KINDS
from capacities.core.organisations.models import EUROPE
from capacities.core.organisations.queries import OrganisationFilter
from capacities.core.places.forms import country_choices


class OrganisationFilterForm(forms.Form):
    """Country, kind and words; each may stay empty."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100, widget=forms.SearchInput)
    country = forms.ChoiceField(label=_("Country"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: object, countries: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        named = country_choices(countries)
        named.sort(key=lambda item: item[0] != EUROPE)
        self.fields["country"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("All")), *KINDS.items()]  # type: ignore[attr-defined]

    def wanted(self) -> OrganisationFilter:
        """Return the filter; a field that does not fit is left out."""
        self.is_valid()
        data = self.cleaned_data
        return OrganisationFilter(data.get("country", ""), data.get("kind", ""), data.get("q", ""))
