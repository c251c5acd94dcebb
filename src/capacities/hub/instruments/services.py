"""Keeping the atlas: load the facts, add and change entries, remove and bring back, import a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from capacities.core.organisations.models import Organisation
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.places.models import Place
from capacities.core.texts import told_in
from capacities.facts.instruments import InstrumentFact
from capacities.facts.instruments import instruments as facts
from capacities.hub.instruments.models import Instrument, Origin

MOST_SLUG = 100
CHECKED_HOLDS = timedelta(days=365)
_SAME = ("slug", "kind", "level", "budget", "currency", "rate_percent", "rate_note", "zone", "least_people",
         "most_people", "url", "source", "as_of_year", "confidence", "run_by")  # fmt: skip


@transaction.atomic
def load_instruments() -> int:
    """Bring the entries that come from the facts to their state; leave what people entered or corrected."""
    known = {one.slug: one for one in Instrument.objects.all()}
    organisations = {one.slug: one for one in Organisation.objects.all()}
    rows = facts()
    for fact in rows:
        one = known.get(fact.slug) or Instrument(slug=fact.slug, origin=Origin.FACTS)
        if one.origin != Origin.FACTS:
            continue
        values = {name: getattr(fact, name) for name in _SAME} | _translated(fact)
        values |= {"organisation": organisations.get(fact.organisation), "removed_at": None}
        if one.pk is None or any(getattr(one, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(one, name, value)
            one.fold_texts()
            one.save()
    Instrument.objects.filter(origin=Origin.FACTS).exclude(slug__in=[fact.slug for fact in rows]).delete()
    return len(rows)


@transaction.atomic
def save_instrument(
    *, by: Person, values: Mapping[str, Any], places: Iterable[Place] = (), instrument: Instrument | None = None
) -> Instrument:
    """Add or change an entry; whoever changes it keeps it from then on. Raises ValidationError at the field."""
    if instrument is not None:
        require(by, "instruments.keep", instrument)
    one = instrument or Instrument(slug=free_slug(told_in(values["name"], "en").text))
    for name, value in values.items():
        setattr(one, name, value)
    require(by, "instruments.keep", one)
    check(one)
    one.origin, one.owner, one.revision = Origin.PEOPLE, by, one.revision + 1
    one.fold_texts()
    one.full_clean()
    one.save()
    one.places.set(places)
    return one


@transaction.atomic
def remove_instrument(*, by: Person, instrument: Instrument, back: bool = False) -> Instrument:
    """Take an entry out of the atlas, or bring it back."""
    require(by, "instruments.keep", instrument)
    instrument.removed_at = None if back else timezone.now()
    instrument.origin = Origin.PEOPLE
    instrument.save(update_fields=["removed_at", "origin"])
    return instrument


def clear_instrument(instrument: Instrument) -> bool:
    """Delete a removed entry for good. One that the facts hold stays hidden: the next start would bring it back."""
    is_fact = any(fact.slug == instrument.slug for fact in facts())
    if not is_fact:
        instrument.delete()
    return not is_fact


@transaction.atomic
def note_checked(*, by: Person, instrument: Instrument) -> date:
    """Note that an entry still holds, and return the day on which it should be looked at again: a year from now."""
    require(by, "instruments.keep", instrument)
    instrument.review_on = timezone.localdate() + CHECKED_HOLDS
    instrument.save(update_fields=["review_on"])
    return instrument.review_on


@transaction.atomic
def import_instruments(*, by: Person, rows: Sequence[Mapping[str, Any]]) -> int:
    """Add or change the entries of a checked table, all or nothing; a row with a known slug changes that entry."""
    for row in rows:
        slug = row.get("slug", "")
        known = Instrument.objects.filter(slug=slug).first() if slug else None
        values = {name: value for name, value in row.items() if name != "slug"}
        if known is not None and known.removed_at:
            raise Refused(_("“%(slug)s” was removed from the atlas; bring it back first.") % {"slug": slug})
        save_instrument(by=by, values=values, places=list(known.places.all()) if known else (), instrument=known)
    return len(rows)


def check(one: Instrument) -> None:
    """Refuse what cannot be: closing before opening, sizes out of order, money below zero."""
    errors = {}
    if one.budget is not None and one.budget < 0:
        errors["budget"] = _("Enter 0 or more.")
    if one.rate_percent is not None and not 0 <= one.rate_percent <= 100:
        errors["rate_percent"] = _("Enter a share from 0 to 100 per cent.")
    if one.opens_at and one.closes_at and one.closes_at <= one.opens_at:
        errors["closes_at"] = _("The deadline must come after the opening.")
    if one.least_people is not None and one.most_people is not None and one.most_people < one.least_people:
        errors["most_people"] = _("The upper size is below the lower one.")
    if errors:
        raise ValidationError(errors)


def free_slug(name: str) -> str:
    """Return a name for the address that nobody has yet."""
    base = slugify(name)[: MOST_SLUG - 4] or "instrument"
    slug, number = base, 1
    while Instrument.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def moment(text: str, zone: str, *, end: bool = False) -> datetime | None:
    """Read `2027-03-15` or `2027-03-15T17:00` on the clock of a zone; a day alone is its beginning or its end.

    Raises ValueError for anything else.
    """
    if not text:
        return None
    found = datetime.fromisoformat(text)
    if len(text) == 10 and end:
        found = datetime.combine(found.date(), time(23, 59))
    return found.replace(tzinfo=ZoneInfo(zone))


def _translated(fact: InstrumentFact) -> dict[str, Any]:
    return {
        "name": {"en": fact.name_en, "ro": fact.name_ro},
        "text": {code: text for code, text in (("en", fact.text_en), ("ro", fact.text_ro)) if text},
        "countries": list(fact.countries),
        "topics": list(fact.topics),
        "eligible": list(fact.eligible),
        "opens_at": moment(fact.opens_at, fact.zone),
        "closes_at": moment(fact.closes_at, fact.zone, end=True),
    }
