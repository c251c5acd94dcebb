"""Addresses of accounts, requests for roles and the stewards' pages."""

from __future__ import annotations

from django.urls import path

from capacities.core.people.views import account, requests, stewards

urlpatterns = [
    path("account/", account.account, name="account"),
    path("account/data.json", account.account_data, name="account-data"),
    path("account/delete/", account.delete_account, name="account-delete"),
    path("account/roles/<int:grant_id>/give-up/", account.give_up_role, name="give-up-role"),
    path("places/<str:country>/<slug:slug>/join/", requests.join, name="join"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<int:request_id>/", requests.request_page, name="request"),
    path("requests/<int:request_id>/grant/", requests.grant, name="request-grant"),
    path("requests/<int:request_id>/refuse/", requests.refuse, name="request-refuse"),
    path("requests/<int:request_id>/reopen/", requests.reopen, name="request-reopen"),
    path("requests/<int:request_id>/withdraw/", requests.withdraw, name="request-withdraw"),
    path("people/", stewards.people, name="people"),
    path("people/<int:person_id>/", stewards.person_page, name="person"),
    path("people/roles/<int:grant_id>/revoke/", stewards.revoke, name="revoke-role"),
    path("history/", stewards.changes, name="history"),
    path("permissions/why/", stewards.why, name="why"),
]
