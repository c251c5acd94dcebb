"""Drafts of many places at once: computed by other processes, stored by this one, and only when they are out of date."""

import pytest

from capacities.city.models import StoredDraft
from capacities.commands.drafts import outdated, store_drafts
from capacities.core.places.models import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns(places):
    """Return Reghin and Roman."""
    return list(Place.objects.filter(country="RO", slug__in=["reghin", "roman"]).order_by("slug"))


def test_drafts_are_stored_once_and_then_current(towns):
    assert outdated(towns) == towns

    failed = store_drafts(towns, processes=2, progress=False)

    assert failed == []
    assert outdated(towns) == []
    totals = dict(StoredDraft.objects.values_list("place__slug", "total_t"))
    assert set(totals) == {"reghin", "roman"}
    assert totals["roman"] > totals["reghin"] > 0


def test_a_draft_of_another_version_is_out_of_date(towns):
    store_drafts(towns[:1], processes=1, progress=False)
    StoredDraft.objects.update(version="of last year")

    assert outdated(towns) == towns


def test_a_place_whose_draft_fails_is_named_and_the_others_are_stored(towns):
    towns[0].population = None  # no estimate is possible

    failed = store_drafts(towns, processes=1, progress=False)

    assert [place.slug for place, _reason in failed] == ["reghin"]
    assert StoredDraft.objects.count() == 1
