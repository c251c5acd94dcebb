"""A form field for a file to attach: says what is taken, and why a file is not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from capacities.core.files.kinds import ENDINGS, kind_of

HINT = _("PDF, Word, Excel, PowerPoint, OpenDocument, picture, CSV or text, up to 20 MB.")


class DocumentField(forms.FileField):
    """A file of one of the kinds that are taken, without macros, its content as its name says."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", HINT)
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse a kind that is not taken, and a file that is not what its name says."""
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile) and kind_of(str(file.name), file.file) is None:  # type: ignore[arg-type]
            raise forms.ValidationError(
                _("“%(name)s” is not taken: it must be %(endings)s, be what its name says, and hold no macros.")
                % {"name": file.name, "endings": ", ".join(ENDINGS)}
            )
        return file
