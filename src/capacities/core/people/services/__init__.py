"""What is done about people: roles and their requests, accounts, sample people of the demo."""

from capacities.core.people.services.accounts import change_profile, delete_account
from capacities.core.people.services.roles import (
    accept_request,
    grant_role,
    refuse_request,
    reopen_request,
    request_role,
    revoke_grant,
    withdraw_request,
)
from capacities.core.people.services.samples import create_sample_people

__all__ = [
    "accept_request",
    "change_profile",
    "create_sample_people",
    "delete_account",
    "grant_role",
    "refuse_request",
    "reopen_request",
    "request_role",
    "revoke_grant",
    "withdraw_request",
]
