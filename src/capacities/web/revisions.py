"""Two people at one form: what each changed is kept, and what both changed is shown before anything is overwritten.

The form carries a mark of every value it was filled with. When it comes back, the marks tell who changed what.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any, TypeVar

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from capacities.core.audit import history
from capacities.core.people.queries import names_of

F = TypeVar("F", bound=forms.Form)
FIELD = "revision"
_MARK_BYTES = 6


@dataclass(frozen=True)
class Meanwhile:
    """What somebody else saved while a form was open: fields to take over, and fields that both changed."""

    theirs: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    who: str = ""
    at: datetime | None = field(default=None)


def watched(form: F, opened: str = "") -> F:
    """Let a form carry marks of the values that it is filled with; call it before the form is asked anything.

    ``opened`` are the marks that a form already carried which is shown anew, filled with what was typed.
    """
    form.fields[FIELD] = forms.CharField(required=False, widget=forms.HiddenInput, max_length=4000)
    form.initial[FIELD] = opened or json.dumps(_marks(form), separators=(",", ":"))
    return form


def meanwhile(form: forms.Form, record: models.Model) -> Meanwhile:
    """Compare a valid form with what stands now (its initial values) and with what stood when it was opened."""
    opened = _read(form.cleaned_data.get(FIELD, ""))
    now = _marks(form)
    theirs: list[str] = []
    clashes: list[str] = []
    for name in opened.keys() & now.keys():
        mine = _mark(form.cleaned_data.get(name))
        if opened[name] == now[name] or mine == now[name]:
            continue
        (theirs if mine == opened[name] else clashes).append(name)
    if not theirs and not clashes:
        return Meanwhile()
    ordered = [name for name in form.fields if name in (*theirs, *clashes)]
    who, at = _latest(record)
    return Meanwhile(
        tuple(name for name in ordered if name in theirs), tuple(name for name in ordered if name in clashes), who, at
    )


def take_over(form: forms.Form, names: Iterable[str]) -> None:
    """Put what somebody else saved into the answers of a form, and check the whole again."""
    form.cleaned_data |= {name: form.initial.get(name) for name in names}
    form.clean()


def show_clashes(form: forms.Form, found: Meanwhile) -> None:
    """Say at each field that both changed what stands now; what was typed stays, and a second saving keeps it."""
    for name in found.clashes:
        value = readable(form.fields[name], form.initial.get(name))
        form.add_error(name, _said(found) % {"who": found.who, "value": value})
    data: Any = form.data
    data = data.copy()
    data[form.add_prefix(FIELD)] = form.initial[FIELD]
    form.data = data


def labels(form: forms.Form, names: Iterable[str]) -> str:
    """Return the labels of some fields, for a sentence."""
    return ", ".join(str(form.fields[name].label or name) for name in names)


def readable(box: forms.Field, value: Any) -> str:
    """Return a value as people read it."""
    choices = dict(getattr(box, "choices", None) or ()) if not isinstance(box, forms.ModelChoiceField) else {}
    if isinstance(value, (list, tuple, models.QuerySet)):
        return ", ".join(str(choices.get(one, one)) for one in value) or "–"
    if isinstance(value, Mapping):
        return " / ".join(text for text in value.values() if text) or "–"
    if isinstance(value, datetime):
        return f"{date_format(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return date_format(value)
    if value in choices:
        return str(choices[value])
    return str(choices.get("", "–")) if value in (None, "") else str(value)


def _said(found: Meanwhile) -> str:
    if found.who:
        return _(
            "%(who)s has changed this meanwhile to: %(value)s. What you entered still stands; save again to keep it."
        )
    return _("This was changed meanwhile to: %(value)s. What you entered still stands; save again to keep it.")


def _latest(record: models.Model) -> tuple[str, datetime | None]:
    """Return who changed a record last, and when; nothing for one without a trail."""
    try:
        changes = history(model=type(record), object_id=record.pk, limit=1)
    except LookupError:
        return "", None
    if not changes:
        return "", None
    return names_of(changes).get(changes[0].person_id or 0, ""), changes[0].at


def _marks(form: forms.Form) -> dict[str, str]:
    return {name: _mark(form.initial.get(name)) for name in form.fields if name != FIELD and name in form.initial}


def _mark(value: Any) -> str:
    return blake2b(json.dumps(_plain(value), sort_keys=True).encode(), digest_size=_MARK_BYTES).hexdigest()


def _plain(value: Any) -> Any:
    """Return a value such that what a form shows and what it hands back when nothing was changed are equal."""
    if value is False or value in (None, "", [], {}, ()):
        return ""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return str(value.normalize())
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items() if _plain(one) != ""} or ""
    if isinstance(value, (list, tuple, set, models.QuerySet)):
        return sorted((_plain(one) for one in value), key=str) or ""
    if isinstance(value, datetime):
        return value.astimezone(timezone.get_default_timezone()).isoformat(timespec="minutes")
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return value if isinstance(value, bool) else str(value)


def _read(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in found.items()} if isinstance(found, dict) else {}
