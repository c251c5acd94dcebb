"""Error pages say what happened and the way on, in the page's language."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import RequestFactory

from capacities.web import errors

pytestmark = pytest.mark.django_db


def test_a_missing_page_offers_search_countries_and_network(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "There is no page at this address" in response.text
    for way in ('action="/places/"', 'href="/countries/"', 'href="/network/"'):
        assert way in response.text


def test_a_missing_page_speaks_romanian(client):
    assert "La această adresă nu există nicio pagină" in client.get("/nowhere/?lang=ro").text


@pytest.mark.parametrize(
    ("view", "error", "status"),
    [
        (errors.bad_request, BadRequest("Year must be 1990 or later"), 400),
        (errors.permission_denied, PermissionDenied("Ask your hub"), 403),
    ],
)
def test_the_reason_for_people_is_shown(view, error, status):
    response = view(request(), error)

    assert response.status_code == status
    assert error.args[0] in response.content.decode()


def test_a_refusal_without_reason_names_whom_to_ask():
    assert "ask your city team or hub" in errors.permission_denied(request(), PermissionDenied()).content.decode()


def test_a_form_without_its_token_is_told_to_reload():
    response = errors.csrf_failure(request(), "CSRF cookie not set.")

    assert response.status_code == 403
    assert "reload the page" in response.content.decode()


def test_a_fault_of_ours_needs_no_database(django_db_blocker):
    with django_db_blocker.block():
        response = errors.server_error(request())

    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()


def request():
    from django.contrib.auth.models import AnonymousUser

    made = RequestFactory().get("/x/")
    made.user = AnonymousUser()
    return made
