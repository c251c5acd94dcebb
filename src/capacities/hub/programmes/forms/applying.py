"""Forms of those who apply: the town, and the address of a colleague."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacities.core.places.forms import PlaceField


class ApplyForm(forms.Form):
    """For which town somebody applies."""

    def __init__(self, *args: Any, countries: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = PlaceField(country=countries[0] if len(countries) == 1 else "")


class AuthorForm(forms.Form):
    """The address of a colleague to invite."""

    email = forms.EmailField(
        label=_("E-mail address of a colleague"),
        help_text=_("They read and write the same application."),
        error_messages={
            "required": _("Enter an e-mail address, such as name@town.example."),
            "invalid": _("Enter an e-mail address, such as name@town.example."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
