"""What pages do with what the reader sends: save a form, do one thing, and say how it went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.permissions import Refused
from capacities.web import revisions

R = TypeVar("R")


def accepted(form: forms.BaseForm, action: Callable[[], R]) -> R | None:
    """Return what a service made of a valid form; None where it refused, which is then said at the form's fields."""
    try:
        return action()
    except ValidationError as error:
        if hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            form.add_error(None, error)
    except Refused as refused:
        form.add_error(None, str(refused.reason))
    return None


def saved(
    request: HttpRequest,
    form: Any,
    context: dict[str, Any],
    save: Callable[[dict[str, Any]], Any],
    template: str,
    *,
    record: models.Model | None = None,
    said: str = "",
) -> HttpResponse:
    """Save a valid form, say so (or what ``said`` says), and go to what saving returns: an address, or what has one.

    A form that is not valid, or that the service refuses, is shown again with what was typed and why. With the
    ``record`` that the form changes, two people may have it open: what each changed is joined, and where both
    changed the same field nothing is saved before the second has seen it. The form's ``initial`` must hold what
    stands now, in the type that its fields hand back.
    """
    if record is not None:
        form = revisions.watched(form)
    if request.method == "POST" and form.is_valid():
        if record is None:
            target = accepted(form, lambda: save(form.cleaned_data))
        else:
            target = _saved_beside_others(request, form, record, save)
        if target is not None:
            messages.success(request, said or _("Saved."))
            return redirect(target)
    status = 409 if getattr(form, "clashes", ()) else 400
    return render(request, template, context | {"form": form}, status=status if form.errors else 200)


@transaction.atomic
def _saved_beside_others(
    request: HttpRequest, form: Any, record: models.Model, save: Callable[[dict[str, Any]], Any]
) -> Any:
    """Save a form of a record that others may have changed since it was opened; None where it is shown again."""
    if _moved_on(record):
        form.add_error(None, _("Somebody saved at the same moment. Look through your entries and save again."))
        return None
    found = revisions.meanwhile(form, record)
    form.clashes = found.clashes
    if found.clashes:
        revisions.show_clashes(form, found)
        return None
    revisions.take_over(form, found.theirs)
    if form.errors:
        return None
    del form.cleaned_data[revisions.FIELD]
    target = accepted(form, lambda: save(form.cleaned_data))
    if target is not None and found.theirs:
        told = {"who": found.who or _("somebody else"), "what": revisions.labels(form, found.theirs)}
        messages.info(request, _("What %(who)s changed meanwhile is kept: %(what)s.") % told)
    return target


def _moved_on(record: models.Model) -> bool:
    """Lock a record until it is saved; return whether it changed since it was read for this request."""
    fresh = type(record)._base_manager.select_for_update().filter(pk=record.pk).first()
    fields = [one.attname for one in record._meta.concrete_fields]
    return fresh is None or any(getattr(fresh, name) != getattr(record, name) for name in fields)


def done(request: HttpRequest, act: Callable[[], object], said: str, *, undo: str = "") -> bool:
    """Do something and say that it is done, or why it cannot be. ``undo`` is the address that takes it back."""
    try:
        act()
    except Refused as refused:
        messages.warning(request, str(refused.reason))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, said, extra_tags=f"undo:{undo}" if undo else "")
        return True
    return False


def step_of(request: HttpRequest, act: str) -> int:
    """Return by how many places an act moves something: up, down, or as a script sends it; 0 for any other act."""
    if act != "move":
        return {"up": -1, "down": 1}.get(act, 0)
    return whole_or_404(request.POST.get("step"))


def whole_or_404(text: str | None) -> int:
    """Return a whole number that a button or a script sends."""
    if not text or not text.lstrip("-").isdecimal() or len(text) > 6:
        raise Http404
    return int(text)


def warn_of_past(request: HttpRequest, day: date | None) -> None:
    """Say that a day until which something is to be done has passed; it is kept, since it may be meant."""
    if day is not None and day < timezone.localdate():
        messages.warning(request, _("The day you entered has passed, so this counts as overdue."))
