"""In a browser: modules of a programme are dragged into another order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from capacities.core.people.roles import country_scope
from tests.cast import make_person
from tests.hub.factories import make_hub
from tests.hub.training.factories import make_module, make_training
from tests.journeys.entering import enter

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_modules_are_dragged(page: Page, live_server: Any) -> None:
    training = make_training(make_hub())
    first, _second, _third = [make_module(training, name, order=at) for at, name in enumerate(("One", "Two", "Three"))]
    enter(page, live_server, make_person("officer", ("hub_team", country_scope("RO"))))
    page.set_viewport_size({"width": 1280, "height": 2400})
    page.goto(f"{live_server.url}{training.get_absolute_url()}")

    things = page.locator("[data-move]")
    with page.expect_navigation():
        things.nth(2).locator(".grip").drag_to(things.nth(0), target_position={"x": 20, "y": 4})

    rows = training.modules.order_by("order").values_list("title__en", flat=True)
    assert list(rows) == ["Three", "One", "Two"]
    assert first.training_id == training.pk
