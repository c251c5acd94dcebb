"""How forms are drawn: fields from our own template, everything else as Django has it."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Draws `as_field_group` with components/field.html, which ties hint and error to the input."""

    field_template_name = "components/field.html"
