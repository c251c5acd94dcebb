"""Form fields that every part uses: a day, and a moment on the clock of a zone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone


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
