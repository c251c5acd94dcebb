"""Forms of templates as a whole, of sections, of publishing, and of files that people bring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacities.capacity.questionnaires.forms.fields import TextsIn, keeper_field, keepers, site_languages
from capacities.capacity.questionnaires.models import Audience

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker


class TemplateTextsForm(forms.Form):
    """Name and purpose of a template."""

    def __init__(self, *args: Any, languages: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = site_languages(*languages)
        self.fields["name"] = TextsIn(
            label=_("Name"), max_length=160, languages=codes, help_text=_("In one language at least.")
        )
        self.fields["purpose"] = TextsIn(
            label=_("What it is for (optional)"),
            rows=4,
            languages=codes,
            required=False,
            help_text=_("Who answers, how long it takes, what happens with the answers."),
        )


class TemplateForm(TemplateTextsForm):
    """A new template."""

    audience = forms.ChoiceField(label=_("Answered by"), choices=Audience.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, by: Asker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeper"] = keeper_field(keepers(by))

    def countries(self) -> list[str]:
        """Return the countries that keep it; none for Europe."""
        return [code for code in [self.cleaned_data["keeper"]] if code]


class CopyForm(forms.Form):
    """A new template that begins as a copy."""

    def __init__(self, *args: Any, by: Asker, languages: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = TextsIn(
            label=_("Name of the copy"), max_length=160, languages=site_languages(*languages),
            help_text=_("In one language at least."),
        )  # fmt: skip
        self.fields["keeper"] = keeper_field(keepers(by))

    def countries(self) -> list[str]:
        """Return the countries that keep the copy; none for Europe."""
        return [code for code in [self.cleaned_data["keeper"]] if code]


class SectionForm(forms.Form):
    """A section."""

    def __init__(self, *args: Any, languages: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = site_languages(*languages)
        self.fields["title"] = TextsIn(
            label=_("Title"), max_length=160, languages=codes, help_text=_("In one language at least.")
        )
        self.fields["text"] = TextsIn(
            label=_("Introduction (optional)"), rows=3, languages=codes, required=False,
            help_text=_("Two or three sentences: what the section asks about."),
        )  # fmt: skip


class PublishForm(forms.Form):
    """What changed, for those who answered the version before."""

    note = TextsIn(
        label=_("What changed (optional)"), rows=3, required=False,
        help_text=_("Those who answered the version before read it."),
    )  # fmt: skip


class TableForm(forms.Form):
    """A table with texts."""

    file = forms.FileField(label=_("Filled table (XLSX or CSV)"))


class DocumentForm(forms.Form):
    """A questionnaire as JSON."""

    file = forms.FileField(
        label=_("Questionnaire as JSON"), help_text=_("In the form in which every template here can be downloaded.")
    )

    def __init__(self, *args: Any, by: Asker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeper"] = keeper_field(keepers(by))

    def countries(self) -> list[str]:
        """Return the countries that keep it; none for Europe."""
        return [code for code in [self.cleaned_data["keeper"]] if code]
