"""Forms of an import: the file, what its sheets and columns mean, and what becomes of the file as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from capacities.core.files.forms import DocumentField
from capacities.core.forms import DayField
from capacities.hub.stakeholders.imports.columns import ORGANISATION, PERSON, RELATION
from capacities.hub.stakeholders.imports.sheets import SheetUse
from capacities.hub.stakeholders.kinds import Basis

_EXAMPLES = 3
_MOST_COLUMNS = 60


class UploadForm(forms.Form):
    """A list that somebody has."""

    file = DocumentField(
        label=_("Your list"),
        help_text=_(
            "Excel (.xlsx) or CSV, up to 20 MB. Titles, notes and merged cells may stay; nothing is stored yet."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )

    def clean_file(self) -> Any:
        """Take tables only."""
        file = self.cleaned_data["file"]
        if not str(file.name).lower().endswith((".xlsx", ".csv", ".txt")):
            raise forms.ValidationError(gettext("Expected: an Excel workbook (.xlsx) or a CSV file."))
        return file


@dataclass(frozen=True)
class ShownColumn:
    """A column on the page: its heading, some of its cells, and its field of the form."""

    heading: str
    examples: str
    field: forms.BoundField


@dataclass(frozen=True)
class ShownSheet:
    """A sheet on the page."""

    name: str
    n_rows: int
    used: forms.BoundField
    row: forms.BoundField
    shown: forms.BoundField
    columns: list[ShownColumn]


def _field_choices() -> list[tuple[Any, Any]]:
    return [
        ("", _("not used")),
        (_("Organisation"), list(ORGANISATION.items())),
        (_("Person in an office"), list(PERSON.items())),
        (_("Relation"), list(RELATION.items())),
    ]


class ColumnsForm(forms.Form):
    """Which sheets are used, what their columns hold, and what holds for the whole file."""

    basis = forms.ChoiceField(
        label=_("Legal basis for people in this file (optional)"),
        choices=lambda: [("", _("as each row says")), *Basis.choices],
        required=False,
    )
    expires = DayField(
        label=_("Their data are kept until (optional)"),
        required=False,
        help_text=_("For rows that say nothing themselves. People need both."),
    )
    file_wins = forms.TypedChoiceField(
        label=_("Where the map and the file say something different"),
        choices=[("", _("what stands on the map stays")), ("file", _("the file replaces it"))],
        coerce=bool,
        empty_value="",
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, uses: Mapping[str, SheetUse], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.uses = uses
        for number, use in uses.items():
            self.fields[f"sheet{number}"] = forms.BooleanField(
                label=_("Use this sheet"), required=False, initial=use.is_used
            )
            self.fields[f"row{number}"] = forms.IntegerField(
                label=_("Headings in row"), min_value=0, initial=use.table.header_row, required=False,
                help_text=_("0 if there are none. Another row shows the columns anew."),
            )  # fmt: skip
            self.fields[f"shown{number}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=use.table.header_row, required=False
            )
            for column in self._columns(use):
                self.fields[f"sheet{number}-{column}"] = forms.ChoiceField(
                    label=use.table.place(column), choices=_field_choices, required=False,
                    initial=use.fields.get(column, ""),
                )  # fmt: skip

    @staticmethod
    def _columns(use: SheetUse) -> list[int]:
        """Return the columns that hold something."""
        filled = {column for row in use.table.rows[:200] for column in range(len(row.cells)) if row.text(column)}
        named = {column for column, heading in enumerate(use.table.headings) if heading}
        return sorted(filled | named)[:_MOST_COLUMNS]

    def sheets(self) -> Iterator[ShownSheet]:
        """Yield the sheets as the page shows them."""
        for number, use in self.uses.items():
            columns = [
                ShownColumn(use.table.place(column), _examples(use, column), self[f"sheet{number}-{column}"])
                for column in self._columns(use)
            ]
            table = use.table
            name = table.sheet or gettext("The file")
            used, row, shown = (self[f"{what}{number}"] for what in ("sheet", "row", "shown"))
            yield ShownSheet(name, len(table.rows), used, row, shown, columns)

    def clean(self) -> dict[str, Any]:
        """Refuse a field for two columns, and a used sheet without names."""
        data = super().clean() or {}
        used = 0
        for number, use in self.uses.items():
            if not data.get(f"sheet{number}"):
                continue
            used += 1
            taken: set[str] = set()
            for column in self._columns(use):
                field = data.get(f"sheet{number}-{column}")
                if field and field in taken:
                    self.add_error(f"sheet{number}-{column}", gettext("Two columns cannot hold the same."))
                taken.add(field or "")
            if "name" not in taken and not {"giver", "relation", "taker"} <= taken:
                told = gettext(
                    "Say which column holds the name of the organisation, or for relations: from, relation, to."
                )
                self.add_error(f"sheet{number}", told)
        if not used:
            self.add_error(None, gettext("Choose one sheet at least."))
        return data

    def chosen_uses(self) -> dict[str, SheetUse]:
        """Return how the sheets are read, as chosen."""
        data = self.cleaned_data
        return {
            number: SheetUse(
                use.table,
                bool(data[f"sheet{number}"]),
                {column: field for column in self._columns(use) if (field := data[f"sheet{number}-{column}"])},
            )
            for number, use in self.uses.items()
        }


def _examples(use: SheetUse, column: int) -> str:
    texts = dict.fromkeys(text for row in use.table.rows[:50] if (text := row.text(column)))
    shown = [text if len(text) <= 40 else f"{text[:39]}…" for text in list(texts)[:_EXAMPLES]]
    return " · ".join(shown)


def said_rows(data: Mapping[str, Any]) -> tuple[dict[str, int], bool]:
    """Return the rows of headings that were sent, by sheet, and whether one is not that of the columns sent with it."""
    rows = {key.removeprefix("row"): int(value) for key, value in data.items() if _is_row(key, value)}
    return rows, any(data.get(f"shown{number}") not in (None, str(row)) for number, row in rows.items())


def _is_row(key: str, value: Any) -> bool:
    return key.startswith("row") and str(value).isdecimal() and len(str(value)) < 7
