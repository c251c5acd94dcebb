"""Form fields that every part uses: a day, a moment on the clock of a zone; and forms with folded groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.db import models
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


@dataclass(frozen=True)
class FoldedGroup:
    """Fields that few people need, under one title; open where something is filled in or wrong."""

    title: str
    fields: list[forms.BoundField]
    is_open: bool


class WithFoldedGroups(forms.Form):
    """A form that components/form.html shows in two parts: fields for everybody, then folded groups of the rest.

    ``FOLDED`` gives the title of each group and the beginnings of the names of its fields.
    """

    FOLDED: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ()

    def plain_fields(self) -> list[forms.BoundField]:
        """Return the fields that everybody sees at once."""
        rest = tuple(start for _title, starts in self.FOLDED for start in starts)
        return [field for field in self.visible_fields() if not field.name.startswith(rest)]

    def folded_groups(self) -> list[FoldedGroup]:
        """Return the groups that stand folded."""
        groups = []
        for title, starts in self.FOLDED:
            fields = [field for field in self.visible_fields() if field.name.startswith(starts)]
            is_open = any(field.errors or _is_filled_in(field) for field in fields)
            if fields:
                groups.append(FoldedGroup(str(title), fields, is_open))
        return groups


def _is_filled_in(field: forms.BoundField) -> bool:
    """Return whether a field shows anything but what it begins with."""
    value, begins = field.value(), field.field.initial
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return any(value)
    if isinstance(value, models.QuerySet):
        return value.exists()
    return value not in (None, "", False) and str(value) != str(begins)
