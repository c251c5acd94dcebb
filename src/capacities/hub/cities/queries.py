"""Reads of the hub's cities: where each stands, how long it has been silent, what waits. The asker comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.city.summaries import totals_of_places
from capacities.core.audit import event_model
from capacities.core.people.queries import countries_of_hub_team, holds
from capacities.core.permissions import may
from capacities.core.places.models import Membership, Place
from capacities.core.places.services import MISSION
from capacities.dayone.result import Range, Tier
from capacities.hub.cities.models import CityFile, Contact, RaisedHand
from capacities.hub.cities.phases import ContractStatus, HandState, Phase
from capacities.hub.meetings.queries import guests_from_place, last_meetings_with_places, meetings_with_place
from capacities.hub.structure.models import Hub

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

SILENT_AFTER_DAYS = 90


@dataclass(frozen=True, slots=True)
class CityRow:
    """A city as the hub's list shows it. ``last`` is the latest contact or progress, None where there was none."""

    place: Place
    file: CityFile | None
    role: str
    label_date: str
    last: date | None
    silent_days: int | None
    total_t: Range | None
    tier: Tier | None

    @property
    def is_silent(self) -> bool:
        """Return whether it has been without contact or progress for 90 days, or always."""
        return self.silent_days is None or self.silent_days >= SILENT_AFTER_DAYS

    @property
    def contract(self) -> str:
        """Return where the contract stands: the label as the facts have it, else what the hub noted."""
        if self.label_date:
            return ContractStatus.LABEL
        return self.file.contract if self.file else ContractStatus.NONE

    @property
    def waits_days(self) -> int | None:
        """Return for how many days its next step has been in somebody else's hands."""
        if self.file is None or self.file.waits_since is None:
            return None
        return (timezone.localdate() - self.file.waits_since).days

    @property
    def pressing(self) -> int:
        """Return the days of waiting, counted more where little would end the wait; unknown counts once."""
        return self.file.pressing_on(timezone.localdate()) if self.file else 0


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """A moment at which a city's phase or contract changed; what did not change is empty."""

    at: datetime
    phase: str
    contract: str

    @property
    def words(self) -> str:
        """Return what changed, for people."""
        phase = str(Phase(self.phase).label) if self.phase else ""
        contract = str(ContractStatus(self.contract).label) if self.contract else ""
        return " · ".join(part for part in (phase, contract) if part) or str(_("not known"))


def city_rows(by: Asker, hub: Hub) -> list[CityRow]:
    """Return the cities of a hub: Mission cities, cities of national programmes, and those it follows; by name.

    Nothing for whoever may not see them. Six queries, however many cities.
    """
    if not may(by, "hub.see_private", hub):
        return []
    latest = Contact.objects.filter(city=OuterRef("pk")).order_by("-day").values("day")[:1]
    noted = CityFile.objects.filter(hub=hub).select_related("hub", "follower").annotate(last_contact=Subquery(latest))
    contacts = {file.place_id: file.last_contact for file in noted if file.last_contact}
    files = {file.place_id: file for file in noted if file.stopped_at is None}
    places = list(_places(hub, files))
    meetings = last_meetings_with_places(hub)
    totals = totals_of_places([place.pk for place in places])
    today = timezone.localdate()
    return [_row(place, files.get(place.pk), contacts, meetings, totals, today) for place in places]


def silent_first(rows: Sequence[CityRow]) -> list[CityRow]:
    """Return cities without contact or progress for 90 days: those never in contact first, then the longest silence."""
    silent = [row for row in rows if row.is_silent]
    return sorted(silent, key=lambda row: (row.silent_days is not None, -(row.silent_days or 0), row.place.name))


def waiting_first(rows: Sequence[CityRow]) -> list[CityRow]:
    """Return cities whose next step is in somebody else's hands: long waits that little would end first."""
    waiting = [row for row in rows if row.waits_days is not None]
    return sorted(waiting, key=lambda row: (-row.pressing, -(row.waits_days or 0), row.place.name))


def silent_places(by: Asker, hub: Hub, today: date) -> list[Place]:
    """Return the towns of the hub's list without contact or progress for 90 days, by name, in one query."""
    if not may(by, "hub.see_private", hub):
        return []
    since = today - timedelta(days=SILENT_AFTER_DAYS - 1)
    place = OuterRef("pk")
    files = CityFile.objects.filter(hub=hub, stopped_at=None, place=place)
    named = Place.objects.filter(country_id__in=hub.countries, role__in=("mission", "candidate"))
    # Joined by their keys: "one or the other" would read all the places there are.
    followed = CityFile.objects.filter(hub=hub, stopped_at=None)
    listed = named.values("pk").union(followed.values("place_id"))
    heard = (
        Exists(Contact.objects.filter(city__hub=hub, city__place=place, day__gte=since))
        | Exists(files.filter(progress_at__date__gte=since))
        | Exists(meetings_with_place(hub, place, since))
        | Exists(guests_from_place(hub, place, since))
    )
    return list(Place.objects.filter(pk__in=listed).exclude(heard).select_related("country").order_by("name", "pk"))


def phase_steps(file: CityFile) -> list[PhaseStep]:
    """Return when a city reached which phase and state of its contract, the latest first, from the history."""
    steps: list[PhaseStep] = []
    before = ("", "")
    rows = event_model(CityFile)._default_manager.filter(pgh_obj_id=file.pk).order_by("pgh_created_at", "pgh_id")
    for at, phase, contract in rows.values_list("pgh_created_at", "phase", "contract"):
        if (phase, contract) != before and (phase or contract != ContractStatus.NONE or steps):
            steps.append(PhaseStep(at, phase if phase != before[0] else "", contract if contract != before[1] else ""))
        before = (phase, contract)
    return steps[::-1]


def city_of_hub(by: Asker, hub: Hub, place: Place) -> CityRow | None:
    """Return one city of a hub, also one that is not followed yet."""
    if not may(by, "hub.see_private", hub) or place.country_id not in hub.countries:
        return None
    found = next((row for row in city_rows(by, hub) if row.place.pk == place.pk), None)
    return found or CityRow(place, None, "", "", None, None, None, None)


def hands_visible_to(by: Asker) -> QuerySet[RaisedHand]:
    """Return the raised hands that somebody answers: of their countries, or all for Europe and stewards."""
    found = RaisedHand.objects.exclude(state=HandState.UNPROVED).select_related("place__country", "answered_by")
    if holds(by, "steward") or holds(by, "european_team"):
        return found
    return found.filter(place__country_id__in=countries_of_hub_team(by))


def waiting_hands(by: Asker, hub: Hub) -> QuerySet[RaisedHand]:
    """Return the raised hands of a hub's countries that wait for an answer, the oldest first."""
    waiting = hands_visible_to(by).filter(state=HandState.WAITING, place__country_id__in=hub.countries)
    return waiting.order_by("asked_at")


def _places(hub: Hub, files: Mapping[int, CityFile]) -> QuerySet[Place]:
    listed = Q(country_id__in=hub.countries) & Q(role__in=("mission", "candidate"))
    memberships = Prefetch("memberships", Membership.objects.all())
    found = Place.objects.filter(listed | Q(pk__in=list(files))).select_related("country")
    return found.prefetch_related(memberships).order_by("name", "pk")


def _row(
    place: Place,
    file: CityFile | None,
    contacts: Mapping[int, date],
    meetings: Mapping[int, datetime],
    totals: Mapping[int, tuple[Range, Tier]],
    today: date,
) -> CityRow:
    if file:
        file.place = place
    met = meetings.get(place.pk)
    moments = [contacts.get(place.pk), timezone.localtime(met).date() if met else None]
    if file and file.progress_at:
        moments.append(timezone.localtime(file.progress_at).date())
    last = max((moment for moment in moments if moment), default=None)
    label = next((one.label_date for one in place.memberships.all() if one.programme == MISSION), "")
    total, tier = totals.get(place.pk, (None, None))
    return CityRow(place, file, place.role, label, last, (today - last).days if last else None, total, tier)
