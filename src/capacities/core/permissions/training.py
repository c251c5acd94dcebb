"""Who may have a say while a training programme is written. Keeping one is keeping its hub (hub.edit)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from capacities.core.permissions.decisions import define
from capacities.core.permissions.predicates import is_signed_in
from capacities.core.permissions.words import ASK_SIGN_IN

define(
    "training.suggest",
    is_signed_in,
    _("To suggest something for a programme you need an account."),
    ASK_SIGN_IN,
)
