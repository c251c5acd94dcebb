"""Form fields of what a hub keeps: several towns in lines, a day, a moment on the clock of a zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.places.forms import PlaceField
from capacities.core.places.models import Place


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


class DayField(forms.DateField):
    """A day, typed or chosen in the browser's calendar."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)


class MomentField(forms.DateTimeField):
    """Day and hour on the clock of a zone that the form names; cleaned without a zone, which the form adds."""

    def __init__(self, **kwargs: Any) -> None:
        box = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=box, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"], **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        """Read the clock as it stands; which zone it is of, the form says."""
        with timezone.override("UTC"):
            found = super().to_python(value)
        return found.replace(tzinfo=None) if found else None

    def prepare_value(self, value: Any) -> Any:
        """Leave the clock as it stands."""
        return value.replace(tzinfo=None) if isinstance(value, datetime) else value
