"""Signing in as people do: with a passkey, and with an identity of another site."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount

from capacities.config.accounts import oidc_apps
from capacities.core.people.models import Person
from tests import oidc_provider
from tests.cast import make_person
from tests.core.people.test_sign_in import code_in
from tests.journeys.axe import assert_accessible

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def provider(live_server: Any, tmp_path: Path) -> Iterator[str]:
    """Start the provider; yields its address."""
    callback = f"{live_server.url}/accounts/oidc/test-login/login/callback/"
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "tests.oidc_provider", str(tmp_path), callback]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.terminate()
    process.wait()


def offer(settings: Any, address: str, *, trusts_email: bool) -> None:
    """Set up the provider as OIDC_PROVIDERS would."""
    entry = {
        "id": "test-login",
        "name": "Test Login",
        "client_id": oidc_provider.CLIENT_ID,
        "secret": oidc_provider.SECRET,
        "server_url": address,
        "trusts_email": trusts_email,
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": oidc_apps(json.dumps([entry]))}}
    settings.SIGN_IN_ORIGINS = [address]


def start_at_provider(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="Sign in with Test Login").click()
    page.locator("input[name=login]").fill(oidc_provider.EMAIL)
    page.locator("input[name=password]").fill(oidc_provider.PASSWORD)
    page.get_by_role("button", name="Sign In").click()


def sign_in_at_provider(page: Page, live_server: Any) -> None:
    start_at_provider(page, live_server)
    page.wait_for_url(f"{live_server.url}/account/")


def test_an_identity_of_another_site_makes_an_account(
    page: Page, live_server: Any, provider: str, settings: Any
) -> None:
    offer(settings, provider, trusts_email=True)

    sign_in_at_provider(page, live_server)

    person = Person.objects.get(email=oidc_provider.EMAIL)
    assert person.name == "Maria Ionescu"
    assert not person.has_usable_password()
    assert EmailAddress.objects.get(user=person).verified
    assert page.get_by_text("maria@login.example").first.is_visible()


def test_a_trusted_identity_with_a_known_address_enters_the_same_account(
    page: Page, live_server: Any, provider: str, settings: Any
) -> None:
    known = Person.objects.create_user(oidc_provider.EMAIL, name="Maria from the town hall")
    EmailAddress.objects.create(user=known, email=known.email, verified=True, primary=True)
    offer(settings, provider, trusts_email=True)

    sign_in_at_provider(page, live_server)

    assert Person.objects.get().pk == known.pk
    assert page.get_by_text("Maria from the town hall").first.is_visible()


def test_an_identity_that_is_not_trusted_does_not_enter_somebody_elses_account(
    page: Page, live_server: Any, provider: str, settings: Any
) -> None:
    known = Person.objects.create_user(oidc_provider.EMAIL, name="Maria from the town hall")
    EmailAddress.objects.create(user=known, email=known.email, verified=True, primary=True)
    offer(settings, provider, trusts_email=False)

    start_at_provider(page, live_server)

    page.wait_for_url(f"{live_server.url}/**")
    page.goto(f"{live_server.url}/account/")
    assert page.url == f"{live_server.url}/accounts/confirm-email/"
    assert not SocialAccount.objects.exists()


def test_a_passkey_is_added_and_signs_in(
    page: Page, live_server: Any, smtp_sink: list[EmailMessage], settings: Any
) -> None:
    make_person("ana")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = key | {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    page.goto(f"{live_server.url}/accounts/login/")
    assert_accessible(page)
    page.get_by_label("E-mail address").first.fill("ana@example.org")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(code_in(smtp_sink[0]))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(f"{live_server.url}/account/")
    assert_accessible(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("Laptop of the town hall")
    page.get_by_label("Sign in with this key alone").check()
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url(lambda url: "recovery-codes" in url or url.endswith("/webauthn/"))
    page.goto(f"{live_server.url}/account/")
    assert page.get_by_text("1 passkey").is_visible()
    page.get_by_role("button", name="Sign out").click()

    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.wait_for_url(f"{live_server.url}/account/")
    assert page.get_by_text("ana@example.org").first.is_visible()
