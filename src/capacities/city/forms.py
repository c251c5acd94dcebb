"""The figures that a town knows, typed one by one or brought as a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from capacities.dayone.numbers import number
from capacities.tables.known import KnownData, KnownValue, read_known
from capacities.tables.known_inputs import KnownInput, askable
from capacities.tables.numbers import parse_number
from capacities.tables.problems import has_errors
from capacities.web.uploads import MOST_BYTES


class FigureField(forms.CharField):
    """A number as the reader's language writes it; empty means not known."""

    def __init__(self, known: KnownInput, language: str) -> None:
        super().__init__(
            label=known.names[language],
            required=False,
            max_length=40,
            help_text=self._hint(known),
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )
        self.known, self.language = known, language

    @staticmethod
    def _hint(known: KnownInput) -> str:
        """Say the unit; energy may come in what the meter or the pump counts."""
        if known.unit == "MWh":
            return _("in MWh per year, or with its unit: 61 GWh, 220 TJ; fuels also in litres")
        pattern = _("in %(unit)s per year") if known.kind in ("activity", "emissions") else _("in %(unit)s")
        return pattern % {"unit": known.unit}

    def clean(self, value: Any) -> KnownValue | None:
        """Return the figure, or None for an empty field. A number may carry its unit, as in 61 GWh or 1.2 mil. l."""
        text = super().clean(value)
        if not text:
            return None
        parsed = parse_number(text, "," if self.language == "ro" else ".")
        if parsed is None:
            example = {"example": number(12_500.5, 1, self.language), "unit": self.known.unit}
            raise forms.ValidationError(
                _("Enter a number such as %(example)s, in %(unit)s or with its own unit.") % example
            )
        row = f'input,value,unit\n{self.known.id},{parsed.value!r},"{parsed.unit or self.known.unit}"\n'
        read = read_known(row.encode(), "figure.csv")
        errors = [problem for problem in read.problems if problem.severity == "error"]
        if errors:
            raise forms.ValidationError([problem.message(self.language) for problem in errors])
        return read.values[self.known.id]


class FiguresForm(forms.Form):
    """All figures that can be asked of a town; ``first`` are those that stand open on the page."""

    def __init__(self, *args: Any, first: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = (get_language() or "en")[:2]
        self.first = [id for id in first if id in askable()]
        for id in [*self.first, *(id for id in askable() if id not in self.first)]:
            self.fields[id] = FigureField(askable()[id], language)

    def open_fields(self) -> list[forms.BoundField]:
        """Return the fields of the figures to find first, and those that hold something."""
        return [self[name] for name in self.fields if name in self.first or self[name].value() or self[name].errors]

    def other_fields(self) -> list[forms.BoundField]:
        """Return the rest, shown on demand."""
        opened = {field.name for field in self.open_fields()}
        return [self[name] for name in self.fields if name not in opened]

    def known(self) -> dict[str, KnownValue]:
        """Return what was entered."""
        return {id: value for id, value in self.cleaned_data.items() if value is not None}

    @staticmethod
    def initial_from(known: Mapping[str, KnownValue]) -> dict[str, str]:
        """Return figures as the fields show them."""
        language = (get_language() or "en")[:2]
        return {id: _plain(value.value, language) for id, value in known.items()}


def _plain(value: float, language: str) -> str:
    digits = 0 if float(value).is_integer() else 3
    return number(value, digits, language).replace("−", "-")


class FileForm(forms.Form):
    """A CSV or XLSX file with the figures of a town."""

    file = forms.FileField()

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if too_large:
            most = {"most": round(MOST_BYTES / 1e6)}
            self.fields["file"].error_messages["required"] = _("The file is larger than %(most)s MB.") % most
        self.fields["file"].label = _("A file with your figures (CSV or XLSX)")
        self.fields["file"].help_text = _(
            "Use the template below, or any table with the columns input, value and unit."
        )
        self.data_read = KnownData({}, ())

    def clean_file(self) -> Any:
        """Read the file; all of it is taken, or nothing."""
        upload = self.cleaned_data["file"]
        language = (get_language() or "en")[:2]
        self.data_read = read_known(upload.read(), upload.name)
        if has_errors(self.data_read.problems) or not self.data_read.values:
            raise forms.ValidationError([problem.line(language) for problem in self.data_read.problems])
        return upload
