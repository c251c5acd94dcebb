"""Which instruments fit a town, with the reason for each yes and no. Unknown is said, and never counts as no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.organisations.names import country_name
from capacities.core.places.models import Place
from capacities.core.topics import topic_name, with_lower
from capacities.dayone.numbers import number
from capacities.hub.instruments.kinds import Kind, eligible_name
from capacities.hub.instruments.models import Instrument
from capacities.hub.instruments.queries import instruments
from capacities.web.templatetags.ui import language


@dataclass(frozen=True)
class Fit:
    """An instrument for a town: whether it fits, why, and what is not known."""

    instrument: Instrument
    fits: bool
    is_here: bool  # open in the town's country
    reasons: list[str]
    unknown: list[str]


def fits_for(
    place: Place, *, topic: str = "", eligible: str = "municipality", now: datetime | None = None
) -> list[Fit]:
    """Return each funding instrument for a town, those that fit first, each with its reasons."""
    found = [fit(one, place, topic, eligible, now or timezone.now()) for one in instruments().filter(kind=Kind.FUNDING)]
    return sorted(found, key=lambda one: (not one.fits, not one.is_here, len(one.unknown)))


def fit(instrument: Instrument, place: Place, topic: str, eligible: str, now: datetime) -> Fit:
    """Return whether an instrument fits a town, by country, window, who may ask, size and topic."""
    no: list[str] = []
    yes: list[str] = []
    unknown: list[str] = []
    country = country_name(place.country_id)
    is_here = not instrument.countries or place.country_id in instrument.countries
    if not is_here:
        no.append(_("It is not open in %(country)s.") % {"country": country})
    else:
        yes.append(
            _("It is open in %(country)s.") % {"country": country} if instrument.countries else _("It is European.")
        )
    _window(instrument, now, no, yes, unknown)
    who = eligible_name(eligible)
    if not instrument.eligible:
        unknown.append(_("Who may ask is not noted."))
    elif eligible in instrument.eligible:
        yes.append(_("Open to: %(who)s.") % {"who": who})
    else:
        no.append(_("Not open to: %(who)s.") % {"who": who})
    _size(instrument, place, no, yes, unknown)
    if topic:
        name = topic_name(topic)
        wanted = set(with_lower(topic)) | {topic.partition("-")[0]}
        fits = bool(wanted & set(instrument.topics))
        words = _("It pays for: %(topic)s.") if fits else _("It does not name the topic: %(topic)s.")
        (yes if fits else no).append(words % {"topic": name})
    return Fit(instrument, not no, is_here, no or yes, unknown)


def _window(instrument: Instrument, now: datetime, no: list[str], yes: list[str], unknown: list[str]) -> None:
    state = instrument.window(now)
    if state == "closed":
        no.append(_("Its deadline is over."))
    elif state == "soon":
        yes.append(_("It opens soon."))
    elif state == "open":
        yes.append(_("It is open now."))
    else:
        unknown.append(_("Its dates are not noted."))


def _size(instrument: Instrument, place: Place, no: list[str], yes: list[str], unknown: list[str]) -> None:
    least, most = instrument.least_people, instrument.most_people
    if least is None and most is None:
        return
    if place.population is None:
        unknown.append(_("The population of the town is not known."))
        return
    size = {"people": number(place.population, 0, language())}
    if least is not None and place.population < least:
        no.append(
            _("%(town)s is too small: %(people)s of at least %(least)s inhabitants.")
            % {**size, "town": place.name, "least": number(least, 0, language())}
        )
    elif most is not None and place.population > most:
        no.append(
            _("%(town)s is too large: %(people)s of at most %(most)s inhabitants.")
            % {**size, "town": place.name, "most": number(most, 0, language())}
        )
    else:
        yes.append(_("Its size fits: %(people)s inhabitants.") % size)
