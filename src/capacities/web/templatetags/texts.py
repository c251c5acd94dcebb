"""Texts that people write in several languages, and topics, as the reader's language has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from capacities.core.texts import language_name, told_in
from capacities.core.topics import topic_names

register = template.Library()


@register.simple_tag
def told(texts: Mapping[str, str]) -> SafeString:
    """Write a text in the reader's language, or in another one marked with `lang`."""
    found = told_in(texts)
    if found.language == (get_language() or "en")[:2]:
        return conditional_escape(found.text)
    return format_html('<span lang="{}">{}</span>', found.language, found.text)


@register.filter
def plainly(texts: Mapping[str, str]) -> str:
    """Return a text in the reader's language, or in another one, for attributes and sentences."""
    return told_in(texts).text


@register.filter
def topics(ids: Iterable[str]) -> str:
    """Name topics, parted by commas."""
    return ", ".join(topic_names(ids))


@register.filter
def language_of(code: str) -> str:
    """Name a language in the page's language."""
    return language_name(code)
