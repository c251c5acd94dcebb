"""Signing up and in over real SMTP: codes, languages, limits, and what a stranger can learn (nothing)."""

from __future__ import annotations

import re
from email.message import EmailMessage
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from capacities.core.people.models import Person
from tests.cast import make_person

pytestmark = pytest.mark.django_db(transaction=True)


def code_in(message: EmailMessage) -> str:
    """Return the code, which stands alone on its line."""
    found = re.search(r"^    (\S+)\s*$", message.get_content(), re.MULTILINE)
    assert found, message.get_content()
    return found.group(1)


def test_an_account_is_made_with_a_name_an_address_and_a_code(client: Any, smtp_sink: list[EmailMessage]) -> None:
    answer = client.post(
        "/accounts/signup/", {"name": "Ştefan Pop", "email": "Stefan@Example.org"}, headers={"Accept-Language": "ro"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/confirm-email/")
    assert "_auth_user_id" not in client.session

    answer = client.post("/accounts/confirm-email/", {"code": code_in(smtp_sink[0])})

    person = Person.objects.get(email="stefan@example.org")
    assert (person.name, person.language, person.time_zone) == ("Ștefan Pop", "ro", "Europe/Bucharest")
    assert EmailAddress.objects.get(user=person).verified
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert smtp_sink[0]["Subject"].strip() == "Confirmați adresa de e-mail pentru Capacities"
    assert "Este valabil 15 minute." in smtp_sink[0].get_content()


def test_a_code_signs_in_and_a_wrong_one_does_not(client: Any, smtp_sink: list[EmailMessage]) -> None:
    make_person("ana", language="ro")
    client.post("/accounts/login/code/", {"email": "ANA@example.org", "next": "/account/delete/"})
    code = code_in(smtp_sink[0])
    assert smtp_sink[0]["Subject"].strip() == "Codul dumneavoastră de conectare la Capacities"

    wrong = client.post("/accounts/login/code/confirm/", {"code": "000000"})
    right = client.post("/accounts/login/code/confirm/", {"code": code, "next": "/account/delete/"})

    assert wrong.status_code == 200
    assert (right.status_code, right["Location"]) == (302, "/account/delete/")
    assert right.cookies["language"].value == "ro"


def test_a_stranger_cannot_tell_who_has_an_account(smtp_sink: list[EmailMessage]) -> None:
    make_person("ana")

    known, unknown = (
        Client().post("/accounts/login/code/", {"email": f"{who}@example.org"}) for who in ("ana", "nobody")
    )
    taken, free = (
        Client().post("/accounts/signup/", {"name": who, "email": f"{who}@example.org"}) for who in ("ana", "bo")
    )

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert (taken.status_code, taken["Location"]) == (free.status_code, free["Location"])
    assert [m["Subject"].strip() for m in smtp_sink] == [
        "Your code to sign in to Capacities",
        "No account with this address on Capacities",
        "You have an account on Capacities already",
        "Confirm your e-mail address for Capacities",
    ]
    assert Person.objects.filter(email="ana@example.org").count() == 1


def test_guessing_passwords_is_stopped(client: Any) -> None:
    make_person("ana", password="a long and rare sentence")

    answers = [
        client.post("/accounts/login/", {"login": "ana@example.org", "password": f"guess {n}"}) for n in range(6)
    ]
    right = client.post("/accounts/login/", {"login": "ana@example.org", "password": "a long and rare sentence"})

    assert "Too many attempts to sign in" in answers[-1].content.decode()
    assert "_auth_user_id" not in client.session
    assert right.status_code == 200


@pytest.mark.parametrize("password", ["short", "123456789012345", "password12345", "ana@example.org"])
def test_weak_passwords_are_refused(client: Any, password: str) -> None:
    person = make_person("ana")
    client.force_login(person)

    answer = client.post("/accounts/password/set/", {"password1": password, "password2": password})

    assert answer.status_code == 200
    assert answer.context["form"].errors["password1" if "password1" in answer.context["form"].errors else "password2"]
    assert not Person.objects.get(pk=person.pk).has_usable_password()


def test_no_mail_server_is_said_and_not_a_fault(client: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    make_person("ana")

    answer = client.post("/accounts/login/code/", {"email": "ana@example.org"}, follow=True)

    assert "The e-mail could not be sent." in answer.content.decode()


def test_a_second_address_is_proved_before_it_counts(client: Any, smtp_sink: list[EmailMessage]) -> None:
    person = make_person("ana")
    client.force_login(person)

    client.post("/accounts/email/", {"action_add": "", "email": "ana@suceava.example"})
    unproved = EmailAddress.objects.filter(email="ana@suceava.example", verified=True).exists()
    client.post("/accounts/confirm-email/", {"code": code_in(smtp_sink[0])})

    assert not unproved
    assert {a.email for a in EmailAddress.objects.filter(user=person, verified=True)} == {
        "ana@example.org",
        "ana@suceava.example",
    }


def test_the_first_steward_who_was_made_on_the_server_signs_in_by_code(
    client: Any, smtp_sink: list[EmailMessage]
) -> None:
    steward = Person.objects.create_superuser("ana@example.eu", name="Ana Pop")

    client.post("/accounts/login/code/", {"email": "ana@example.eu"})
    client.post("/accounts/login/code/confirm/", {"code": code_in(smtp_sink[0])})

    assert EmailAddress.objects.get(user=steward).verified
    assert client.get("/people/").status_code == 200
