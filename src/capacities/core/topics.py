"""Topics on records and in forms: a field of topic ids, names in the reader's language, choices in two levels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from capacities.facts import topics as facts


def topic_name(id: str) -> str:
    """Return a topic's name in the page's language; one that left the list is shown by its id."""
    topic = facts.topics().get(id)
    return topic.name((get_language() or "en")[:2]) if topic else id


def topic_names(ids: Iterable[str]) -> list[str]:
    """Return the names of topics in the order of the list."""
    wanted = set(ids)
    return [topic_name(id) for id in facts.topics() if id in wanted]


def topic_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return choices in groups: each upper topic as a whole, then its lower ones."""
    return [
        (
            topic_name(upper.id),
            [
                (upper.id, gettext("%(topic)s, in general") % {"topic": topic_name(upper.id)}),
                *((topic.id, topic_name(topic.id)) for topic in lower),
            ],
        )
        for upper, lower in facts.tree()
    ]


def with_lower(id: str) -> list[str]:
    """Return a topic and, for an upper one, its lower ones: what a filter by it finds."""
    return [id, *(topic.id for topic in facts.topics().values() if topic.parent == id)]


def validate_topic(id: str) -> None:
    """Refuse an id that is not in the list."""
    if id not in facts.topics():
        raise ValidationError(_("“%(id)s” is no topic of the list.") % {"id": id})


class TopicsField(ArrayField):
    """The topics of a record, as ids; none by default. Index it with GIN where lists are filtered by topic."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("verbose_name", _("Topics"))
        kwargs["base_field"] = models.CharField(max_length=60, validators=[validate_topic])
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        """Leave the base field out: it is always the same."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("base_field", None)
        return name, path, args, kwargs

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Offer the list in two levels."""
        return TopicsFormField(required=not self.blank, label=self.verbose_name, help_text=self.help_text)


class TopicsFormField(forms.MultipleChoiceField):
    """Topics to tick, in groups."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Topics"))
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple(attrs={"class": "topics"}))
        super().__init__(choices=topic_choices, **kwargs)
