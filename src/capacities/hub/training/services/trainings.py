"""Keeping a programme: made, changed, its modules, its state, and what cities suggest while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.files.services import delete_file, store_file
from capacities.core.ordering import move_by, next_order
from capacities.core.outbox.services import post_to
from capacities.core.people.mails import letter_to
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.places.models import Place
from capacities.core.removal import set_back, set_removed
from capacities.hub.structure.models import Hub
from capacities.hub.training.kinds import SuggestionState, TrainingState
from capacities.hub.training.models import Module, Suggestion, Training
from capacities.hub.training.queries import modules_of
from capacities.hub.training.services.enrolments import fill_seats

_MANY = ("places", "needs")


@transaction.atomic
def make_training(*, by: Person, hub: Hub, values: Mapping[str, Any]) -> Training:
    """Make a programme that cities can have their say on. Raises ValidationError at its fields."""
    require(by, "hub.edit", hub)
    return _save(Training(hub=hub), values)


@transaction.atomic
def change_training(*, by: Person, training: Training, values: Mapping[str, Any]) -> Training:
    """Change a programme; more seats are given to those who wait."""
    require(by, "hub.edit", training)
    training = _save(training, values)
    fill_seats(training)
    return training


@transaction.atomic
def set_state(*, by: Person, training: Training, state: str) -> Training:
    """Open, close or end a programme. Raises Refused for opening one without a module."""
    require(by, "hub.edit", training)
    if state == TrainingState.OPEN and not modules_of(training):
        raise Refused(_("Add a module first: so far there is nothing to enrol in."))
    training.state = TrainingState(state)
    training.save()
    return training


@transaction.atomic
def remove_training(*, by: Person, training: Training) -> Training:
    """Remove a programme; everything in it stays for ``restore_training``."""
    require(by, "hub.edit", training)
    set_removed(training)
    return training


@transaction.atomic
def restore_training(*, by: Person, training: Training) -> Training:
    """Bring a removed programme back with all that was in it."""
    require(by, "hub.edit", training)
    set_back(training)
    return training


@transaction.atomic
def save_module(
    *, by: Person, training: Training, values: Mapping[str, Any], module: Module | None = None,
    upload: UploadedFile | None = None,
) -> Module:  # fmt: skip
    """Add or change a module; a new one comes last. A new file takes the place of the old one."""
    require(by, "hub.edit", training)
    if module is None:
        module = Module(training=training, order=next_order(training.modules.all()))
    for name, value in values.items():
        setattr(module, name, value)
    if upload is not None:
        module.file = store_file(by=by, upload=upload)
    module.full_clean(exclude=["training"])
    module.save()
    return module


@transaction.atomic
def move_module(*, by: Person, module: Module, step: int) -> Module:
    """Move a module by so many places, up below 0."""
    require(by, "hub.edit", module.training)
    move_by(list(module.training.modules.select_for_update().filter(removed_at=None)), module, step)
    return module


@transaction.atomic
def remove_module(*, by: Person, module: Module) -> Module:
    """Take a module out; who went through it is kept."""
    require(by, "hub.edit", module.training)
    set_removed(module)
    return module


@transaction.atomic
def restore_module(*, by: Person, module: Module) -> Module:
    """Put a module back at its place."""
    require(by, "hub.edit", module.training)
    set_back(module)
    return module


def module_back(by: Person, module: Module) -> None:
    """Put a module back from the list of all that was removed. Raises Refused while its programme is removed."""
    if module.training.removed_at:
        raise Refused(
            _("The programme “%(training)s” is removed. Bring it back first.") % {"training": module.training}
        )
    restore_module(by=by, module=module)


def clear_training(training: Training) -> None:
    """Delete a removed programme for good, with who enrolled and the files that nobody else needs."""
    for module in training.modules.all():
        clear_module(module)
    training.delete()


def clear_module(module: Module) -> None:
    """Delete a removed module for good, and its file if nobody else needs it."""
    stored = module.file
    module.delete()
    if stored is not None:
        delete_file(stored)


@transaction.atomic
def suggest(*, by: Person, training: Training, text: str, place: Place | None = None) -> Suggestion:
    """Suggest something for a programme, for a town or for oneself."""
    require(by, "training.suggest", training)
    if place is not None:
        require(by, "hub.speak_for_town", place)
    if not text.strip():
        raise ValidationError({"text": _("Write what you suggest.")})
    return Suggestion.objects.create(training=training, person=by, place=place, text=text.strip())


@transaction.atomic
def answer_suggestion(*, by: Person, suggestion: Suggestion, state: str, answer: str) -> Suggestion:
    """Take a suggestion up or not, with a reason where not; whoever made it is told by mail."""
    require(by, "hub.edit", suggestion.training)
    if state == SuggestionState.DECLINED and not answer.strip():
        raise Refused(_("Say why it is not taken up: whoever suggested it reads it."))
    suggestion.state, suggestion.answer = SuggestionState(state), answer.strip()
    suggestion.save()
    if suggestion.person is not None and state != SuggestionState.OPEN:
        letter = letter_to(suggestion.person, "hub_training/mail/suggestion", {"suggestion": suggestion})
        key = f"training-suggestion:{suggestion.pk}:{state}"
        post_to(
            suggestion.person, letter, kind="training_suggestion", about=f"training:{suggestion.training_id}", key=key
        )
    return suggestion


def _save(training: Training, values: Mapping[str, Any]) -> Training:
    for name, value in values.items():
        if name not in _MANY:
            setattr(training, name, value)
    if training.enrol_until and training.starts_on and training.enrol_until < timezone.localdate() and not training.pk:
        raise ValidationError({"enrol_until": _("This day has passed. Enrolment needs a day to come.")})
    training.full_clean(exclude=["hub"])
    training.save()
    for name in _MANY:
        if name in values:
            getattr(training, name).set(values[name])
    return training
