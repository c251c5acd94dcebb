"""A form field for a town, typed by name as everywhere: says which ones are meant when several bear the name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacities.core.places.models import Place
from capacities.core.places.queries import place_by_address, search_places
from capacities.facts.lookup import find

_CHOICES_SHOWN = 6


class PlaceField(forms.CharField):
    """A town by name, "name, county" or address (ro/suceava); cleaned to the Place, or None where it may be empty."""

    def __init__(self, *, country: str = "", **kwargs: Any) -> None:
        self.country = country
        kwargs.setdefault("label", _("Town"))
        kwargs.setdefault("help_text", _("Type its name; add the county where several bear it: Roman, Neamț."))
        super().__init__(max_length=120, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a town by name and county, which finds it again."""
        if isinstance(value, Place):
            return f"{value.name}, {value.county}" if value.county else value.name
        return value

    def clean(self, value: Any) -> Any:
        """Return the town, or say that nobody has the name, or who has it."""
        text = super().clean(value)
        if not text:
            return None
        country, _slash, slug = text.partition("/")
        found = place_by_address(country, slug) if slug else None
        match = None if found else find(text, self.country or None).place
        found = found or (place_by_address(match.country, match.slug) if match else None)
        if found is not None:
            return found
        search = search_places(text, self.country, limit=_CHOICES_SHOWN)
        near = search.places or search.did_you_mean
        if not near:
            raise forms.ValidationError(_("No town bears the name “%(name)s”.") % {"name": text})
        names = "; ".join(f"{place.name}, {place.county or place.country_id}" for place in near)
        raise forms.ValidationError(_("Which one is meant? %(names)s") % {"names": names})
