"""Coming to the site as somebody who is signed in, in their own language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.test import Client

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from capacities.core.people.models import Person


def enter(page: Page, live_server: Any, person: Person) -> None:
    """Give a page the session of a person and the cookie of their language."""
    client = Client()
    client.force_login(person)
    page.context.clear_cookies()
    cookies = {"sessionid": client.cookies["sessionid"].value, settings.LANGUAGE_COOKIE_NAME: person.language}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
