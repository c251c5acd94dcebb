"""Fields that the forms of this app share: texts in people’s words, money, whole numbers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacities.core.people.forms import fold_cedillas


class WordsField(forms.CharField):
    """A text in the reader's words; Romanian letters get their comma below."""

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        if rows:
            kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Return the text with ș and ț as they are written."""
        return fold_cedillas(super().clean(value))


def money_field(label: Any, **kwargs: Any) -> forms.DecimalField:
    """Return a field for euros, 0 or more, read as the page's language writes numbers."""
    kwargs = {"required": False, "min_value": 0, "max_digits": 14, "decimal_places": 2, "localize": True, **kwargs}
    kwargs.setdefault("error_messages", {"min_value": _("Enter 0 or more.")})
    return forms.DecimalField(label=label, **kwargs)


def whole_field(label: Any, low: int, high: int, **kwargs: Any) -> forms.IntegerField:
    """Return a field for a whole number between two others."""
    return forms.IntegerField(label=label, min_value=low, max_value=high, required=False, **kwargs)
