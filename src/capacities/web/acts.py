"""What pages do with what the reader sends: save a form, do one thing, and say how it went."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from capacities.core.permissions import Refused

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
) -> HttpResponse:
    """Save a valid form and go to what saving returns (a page's address, or what has one).

    A form that is not valid, or that the service refuses, is shown again with what was typed and why.
    """
    if request.method == "POST" and form.is_valid():
        target = accepted(form, lambda: save(form.cleaned_data))
        if target is not None:
            messages.success(request, _("Saved."))
            return redirect(target)
    return render(request, template, context | {"form": form}, status=400 if form.errors else 200)


def done(request: HttpRequest, act: Callable[[], object], said: str) -> bool:
    """Do something and say that it is done, or why it cannot be done now."""
    try:
        act()
    except Refused as refused:
        messages.warning(request, str(refused.reason))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, said)
        return True
    return False
