"""A form field for an organisation, typed by name or acronym, with a list to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from capacities.core.organisations.models import EUROPE, Organisation
from capacities.facts.folding import fold

_LISTED = 300
_LIKE_ENOUGH = 70
_SUGGESTED = 4


class NameWithList(forms.TextInput):
    """A text box that offers names while one types; works as a plain box without scripts."""

    template_name = "components/text_with_list.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.names: Sequence[str] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tie the box to its list."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}-list"
        context["names"] = self.names
        return context


class OrganisationField(forms.CharField):
    """An organisation of some countries (or of Europe), cleaned to the record, or None where it may be empty."""

    widget = NameWithList

    def __init__(self, *, countries: Sequence[str] = (), **kwargs: Any) -> None:
        self.countries = (*countries, EUROPE) if countries else ()
        kwargs.setdefault("label", _("Organisation"))
        kwargs.setdefault("help_text", _("Type its name or acronym; it must stand in the list of the network."))
        super().__init__(max_length=200, **kwargs)

    def offer(self) -> None:
        """Fill the list; called by the form when it is drawn."""
        self.widget.names = [str(one) for one in self._candidates()[:_LISTED]]

    def prepare_value(self, value: Any) -> Any:
        """Show an organisation by its name."""
        return str(value) if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Any:
        """Return the organisation, or say which ones are spelt alike."""
        text = super().clean(value)
        if not text:
            return None
        wanted = fold(text)
        candidates = self._candidates()
        for one in candidates:
            if wanted in (fold(str(one)), fold(one.name), fold(one.acronym)):
                return one
        names = {one.pk: fold(str(one)) for one in candidates}
        near = process.extract(wanted, names, scorer=fuzz.token_set_ratio, score_cutoff=_LIKE_ENOUGH, limit=_SUGGESTED)
        by_number = {one.pk: str(one) for one in candidates}
        if not near:
            raise forms.ValidationError(_("No organisation of the list bears the name “%(name)s”.") % {"name": text})
        suggestions = "; ".join(by_number[key] for _name, _score, key in near)
        raise forms.ValidationError(_("Which one is meant? %(names)s") % {"names": suggestions})

    def _candidates(self) -> list[Organisation]:
        found = Organisation.objects.only("pk", "name", "acronym", "country")
        return list(found.filter(country__in=self.countries) if self.countries else found)
