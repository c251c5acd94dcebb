"""Texts that people write in several languages: one field, the reader's language first, another one with its mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale, UnknownLocaleError
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# Official languages that the Unicode locale data do not name.
_OTHER_LANGUAGES = {"cnr": _("Montenegrin")}


@dataclass(frozen=True, slots=True)
class Told:
    """A text and the language it is in."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


def told_in(texts: Mapping[str, str], language: str = "") -> Told:
    """Return a text in a language (the page's by default), else in English, else in the first that it has."""
    wanted = (language or get_language() or "en")[:2]
    for code in (wanted, "en", *texts):
        if texts.get(code):
            return Told(texts[code], code)
    return Told("", wanted)


def missing_languages(texts: Mapping[str, str]) -> list[str]:
    """Return the languages of the site in which a text is still missing."""
    return [code for code, _name in settings.LANGUAGES if not texts.get(code)]


def language_name(code: str) -> str:
    """Return the name of a language in the page's language, or its code."""
    try:
        page = Locale.parse((get_language() or "en")[:2])
    except UnknownLocaleError:
        return code
    return str(page.languages.get(code) or _OTHER_LANGUAGES.get(code, code))


class TextsField(models.JSONField):
    """A text by language, such as ``{"en": "Steering group", "ro": "Grup de coordonare"}``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(**kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse anything but texts by language, and an empty one unless the field may be blank."""
        if not isinstance(value, dict) or not all(isinstance(v, str) for pair in value.items() for v in pair):
            raise ValidationError(_("A text by language is expected."))
        if not self.blank and not any(value.values()):
            raise ValidationError(self.error_messages["blank"])

    def formfield(self, **kwargs: Any) -> Any:
        """Offer one box for each language of the site."""
        kwargs = {"label": self.verbose_name, "help_text": self.help_text, "required": not self.blank, **kwargs}
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        return TextsFormField(**kwargs)


class TextsWidget(forms.MultiWidget):
    """One labelled box for each language."""

    template_name = "components/texts_widget.html"

    def __init__(self, languages: Sequence[str], long: bool, attrs: dict[str, Any] | None = None) -> None:
        self.languages = languages
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            code: forms.Textarea(attrs={"rows": 4, "lang": code}) if long else forms.TextInput(attrs={"lang": code})
            for code in languages
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[str]:
        """Return the text of each box."""
        return [(value or {}).get(code, "") for code in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name the language of each box."""
        context = super().get_context(name, value, attrs)
        for code, box in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            box["label"] = language_name(code)
        return context


class TextsFormField(forms.MultiValueField):
    """A text in the languages of the site; at least one is needed where the field is required."""

    def __init__(
        self, *, long: bool = False, languages: Sequence[str] = (), max_length: int | None = None, **kwargs: Any
    ) -> None:
        self.codes = tuple(languages or dict(settings.LANGUAGES))
        fields = [forms.CharField(required=False, max_length=max_length) for _code in self.codes]
        kwargs["widget"] = TextsWidget(self.codes, long)
        super().__init__(fields=fields, require_all_fields=False, **kwargs)

    def compress(self, values: list[str]) -> dict[str, str]:
        """Return the texts that were written, by language."""
        return {code: text for code, text in zip(self.codes, values or [], strict=False) if text}

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare texts, not boxes: an empty box and a missing language are the same."""
        return {k: v for k, v in (initial or {}).items() if v} != self.compress(data)
