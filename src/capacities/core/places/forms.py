"""Form fields for towns, typed by name as everywhere: they say which ones are meant when several bear the name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacities.core.organisations.names import country_name, sort_key
from capacities.core.places.models import Country, Place
from capacities.core.places.queries import place_by_address, search_places
from capacities.facts.lookup import find

_CHOICES_SHOWN = 6


def country_choices(codes: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Return countries, all of them unless codes are given, by their names in the reader's language."""
    wanted = Country.objects.values_list("iso2", flat=True) if codes is None else codes
    return sorted(((code, country_name(code)) for code in wanted), key=lambda pair: sort_key(pair[1]))


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


class PlacesField(forms.CharField):
    """Several towns, one in each line; cleaned to a list of places."""

    def __init__(self, *, country: str = "", **kwargs: Any) -> None:
        self.one = PlaceField(country=country)
        kwargs.setdefault("label", _("Cities concerned"))
        kwargs.setdefault("help_text", _("One town in each line. Add the county where several bear the name."))
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show each town in a line of its own."""
        if value is None or isinstance(value, str):
            return value
        return "\n".join(str(self.one.prepare_value(place)) for place in value)

    def clean(self, value: Any) -> Any:
        """Return the towns, each once, or say which line is none."""
        return list(dict.fromkeys(self._towns(super().clean(value))))

    def _towns(self, text: str) -> Iterator[Place]:
        for line in text.splitlines():
            if line.strip():
                yield self.one.clean(line.strip())
