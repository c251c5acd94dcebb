"""What templates of training ask for: one's own page, whom a module is for, what can be done with it."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from capacities.hub.training.kinds import audience_names
from capacities.hub.training.models import Enrolment, Module
from capacities.hub.training.services import link_of

register = template.Library()

MODULE_ACTS: tuple[tuple[str, str | Promise], ...] = (("up", _("Up")), ("down", _("Down")), ("remove", _("Take out")))


@register.simple_tag
def training_link(enrolment: Enrolment) -> str:
    """Return the address of somebody's own page."""
    return link_of(enrolment)


@register.filter
def audiences(module: Module) -> str:
    """Return the names of the audiences of a module."""
    return ", ".join(audience_names(module.audiences))


@register.simple_tag
def module_acts() -> tuple[tuple[str, str | Promise], ...]:
    """Return what can be done with a module."""
    return MODULE_ACTS
