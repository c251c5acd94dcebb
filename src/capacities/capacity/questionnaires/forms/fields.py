"""What the forms of templates share: texts in the languages of a version, whose a template is, what was seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from capacities.core.people.forms import fold_cedillas
from capacities.core.people.queries import countries_of_hub_team, holds
from capacities.core.places.forms import country_choices
from capacities.core.texts import TextsFormField

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker


class TextsIn(TextsFormField):
    """Texts in several languages; Romanian letters get their comma below, whoever typed them."""

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        super().__init__(long=bool(rows), **kwargs)
        if rows:
            for box in self.widget.widgets:
                box.attrs["rows"] = rows

    def compress(self, values: list[str]) -> dict[str, str]:
        """Return the texts that were written, without spaces around them."""
        found = {code: text.strip() for code, text in super().compress(values).items() if text.strip()}
        return found | ({"ro": fold_cedillas(found["ro"])} if "ro" in found else {})


def site_languages(*more: str) -> list[str]:
    """Return the languages of the site and others that a version has."""
    return list(dict.fromkeys([code for code, _name in settings.LANGUAGES] + list(more)))


def keepers(by: Asker) -> list[tuple[str, Any]]:
    """Return for whom somebody may make a template: Europe (empty), or one of the countries of their hub teams."""
    europe = holds(by, "european_team") or holds(by, "steward")
    codes = None if holds(by, "steward") else countries_of_hub_team(by)
    return ([("", _("Europe: the European team"))] if europe else []) + country_choices(codes)


def keeper_field(choices: Sequence[tuple[str, Any]]) -> forms.ChoiceField:
    """Return the choice of who keeps a template; no choice where there is only one."""
    return forms.ChoiceField(
        label=_("Kept by"),
        choices=choices,
        required=bool(choices) and choices[0][0] != "",
        widget=forms.HiddenInput() if len(choices) == 1 else forms.Select(),
        initial=choices[0][0] if choices else "",
        help_text=_("Its team changes and publishes the template."),
    )


class SeenForm(forms.Form):
    """A form that knows which state of a question the reader saw.

    The shared check of two editors (``web.acts.saved``) joins field by field. A question has rows of levels or choices
    beside its fields, with their order, and a condition that names its answers: half of one writer's rows and half of
    another's would be no question. So who saves second sees the whole that is stored, and decides.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def seen(self) -> int | None:
        """Return the state that the reader saw."""
        return self.cleaned_data.get("revision")

    def see(self, revision: int) -> None:
        """Let the next save replace this state."""
        sent: Any = self.data
        self.data = sent.copy()
        self.data[self.add_prefix("revision")] = str(revision)  # type: ignore[index]
