"""Fixtures for all tests: databases, browser, mail sink. `places` gives a database with every municipality."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from tests.databases import Workers

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# How long a machine needs is no fault of the code: speed is measured in the benchmarks.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

WORKERS = Workers()
NEEDS_DATABASE = {"db", "transactional_db", "live_server", "places", "client", "admin_client", "admin_user", "rf"}


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Databases are chosen per test in `pytest_runtest_setup`; here they are only removed at the end."""
    yield
    with django_db_blocker.unblock():
        WORKERS.drop()


@pytest.fixture
def places() -> None:
    """Ask for a database in which facts and all places are loaded (a copy of a template that is made once)."""


def _uses_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return bool(names & NEEDS_DATABASE) or item.get_closest_marker("django_db") is not None


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    names = set(getattr(item, "fixturenames", ()))
    return bool(names & {"transactional_db", "live_server"}) or bool(marker and marker.kwargs.get("transaction"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Choose the database before any fixture opens a transaction in it."""
    if not _uses_database(item):
        return
    from pytest_django.plugin import blocking_manager_key

    with item.config.stash[blocking_manager_key].unblock():
        WORKERS.switch("places" if "places" in getattr(item, "fixturenames", ()) else "plain")


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """A test that commits ends by emptying its tables: the next one gets a fresh copy."""
    if _is_transactional(item):
        WORKERS.ready.discard("places" if "places" in getattr(item, "fixturenames", ()) else "plain")


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """Every test starts in English, whatever the one before it activated."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys of a worker."""
    from tests.browser import chromium

    # Playwright's synchronous interface runs an event loop in this thread, which Django takes for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page of its own cookies, 1280 px wide, in English; errors of its scripts fail the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", accept_downloads=True)
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []


@pytest.fixture
def smtp_sink(settings: Any) -> Iterator[list[EmailMessage]]:
    """Send mail over real SMTP to a server of the test; yields the list of messages that arrived."""
    from aiosmtpd.handlers import Message

    arrived: list[EmailMessage] = []

    class Sink(Message):
        def prepare_message(self, session: Any, envelope: Any) -> EmailMessage:
            message = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            return message

        def handle_message(self, message: Any) -> None:
            arrived.append(message)

    with _smtp_server(Sink(), settings):
        yield arrived


@pytest.fixture
def bouncing_server(settings: Any) -> Iterator[None]:
    """Send mail over real SMTP to a server that knows none of the addresses."""

    class Nobody:
        async def handle_RCPT(self, *_arguments: Any) -> str:  # noqa: N802  the name aiosmtpd calls
            return "550 No such user here"

    with _smtp_server(Nobody(), settings):
        yield


@contextmanager
def _smtp_server(handler: Any, settings: Any) -> Iterator[None]:
    from aiosmtpd.controller import Controller

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    try:
        yield
    finally:
        controller.stop()
