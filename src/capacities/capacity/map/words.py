"""What the map says in sentences: the finding, and what to do next. Asks only what open rounds hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from capacities.capacity.map.heat import name_of
from capacities.capacity.map.queries import Gap
from capacities.capacity.map.rounddata import RoundData, round_data
from capacities.capacity.questionnaires.models import Audience
from capacities.capacity.rounds.models import AssessmentState, Round
from capacities.core.organisations.names import country_name
from capacities.core.people.queries import countries_of_hub_team
from capacities.core.permissions import may
from capacities.core.texts import told_in
from capacities.core.topics import topic_name
from capacities.dayone.numbers import date_text

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

MOST_NAMED, MOST_STEPS = 3, 6


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next: what, where, and why."""

    text: str
    url: str
    label: str


def finding(gaps: Sequence[Gap], audience: str) -> str:
    """Return where help is needed most, in two or three sentences; ``gaps`` come with the greatest need first."""
    named = [gap for gap in gaps if gap.is_upper and gap.in_need][:MOST_NAMED]
    if not named:
        return ""
    first = named[0]
    sentences = [_("Help is needed most in: {topics}.").format(topics=joined([topic_name(g.topic) for g in named]))]
    sentences.append(need_words(first, audience))
    sentences.append(offer_words(first.offer_count, audience))
    return " ".join(sentences)


def need_words(gap: Gap, audience: str) -> str:
    """Say how many need help on a topic, of how many who answered."""
    in_need, count = gap.in_need or 0, gap.count or 0
    if audience == Audience.CITY:
        text = ngettext(
            "{topic}: {in_need} of {count} cities needs help.",
            "{topic}: {in_need} of {count} cities need help.",
            in_need,
        )
    else:
        text = ngettext(
            "{topic}: {in_need} of {count} countries needs help.",
            "{topic}: {in_need} of {count} countries need help.",
            in_need,
        )
    return text.format(topic=topic_name(gap.topic), in_need=in_need, count=count)


def offer_words(count: int, audience: str) -> str:
    """Say how many could help."""
    if not count:
        return _("Nobody who shares their scores with you could help yet.")
    if audience == Audience.CITY:
        return ngettext("{count} city could help.", "{count} cities could help.", count).format(count=count)
    return ngettext("{count} country could help.", "{count} countries could help.", count).format(count=count)


def next_steps(by: Asker, rounds: Sequence[Round], round: Round, gaps: Sequence[Gap]) -> list[Step]:
    """Return what a reader can do next: one's own page, open rounds, sessions, matches, topics without help.

    Whoever holds the ``round`` that is shown comes straight to its own series and matches.
    """
    steps = [
        Step(_("Your country: {country}.").format(country=country_name(code)),
             reverse("capacity-country", args=[code.lower()]), _("See your scores and who could help"))
        for code in sorted(countries_of_hub_team(by))
    ]  # fmt: skip
    steps += _open_rounds(by, rounds)
    upper = [gap for gap in gaps if gap.is_upper and gap.in_need]
    if upper:
        topic = topic_name(upper[0].topic)
        text = _("Most need help on: {topic}.").format(topic=topic)
        pairs = _("Bring together who needs and who can share.")
        if may(by, "capacity.keep", round):
            label = _("Plan the sessions that meet most need")
            steps += _link(text, "capacity-series", label, args=[round.slug])
            steps += _link(pairs, "capacity-matches-round", _("See the matches"), args=[round.slug])
        else:
            label = _("See the sessions on it")
            steps += _link(text, "capacity-sessions", label, f"?topic={upper[0].topic}")
            steps += _link(pairs, "capacity-matches", _("See the matches"))
    for gap in [gap for gap in upper if gap.needs and gap.offers][:1]:
        url = reverse("capacity-topic", args=[gap.topic])
        steps.append(Step(together(gap), url, _("See who needs and who can share")))
    without = [topic_name(gap.topic) for gap in upper if not gap.offer_count][:MOST_NAMED]
    if without:
        text = _("Nobody offers help yet on: {topics}.").format(topics=joined(without))
        url = reverse("capacity-topic", args=[next(gap.topic for gap in upper if not gap.offer_count)])
        steps.append(Step(text, url, _("See who stands highest and ask them")))
    return steps[:MOST_STEPS]


def together(gap: Gap) -> str:
    """Say who could meet on a topic: those who need help most, and those who could give it."""
    needs, offers = (
        joined([name_of(one.respondent) for one in voices[:MOST_NAMED]]) for voices in (gap.needs, gap.offers)
    )
    return _("{topic}: bring together {needs} with {offers}.").format(
        topic=topic_name(gap.topic), needs=needs, offers=offers
    )


def joined(names: Sequence[str]) -> str:
    """Return names as a list in words."""
    if len(names) < 2:
        return "".join(names)
    return gettext("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def _open_rounds(by: Asker, rounds: Sequence[Round]) -> list[Step]:
    steps = []
    for one, data in zip(rounds, _data_of_open(rounds), strict=True):
        if data is None:
            continue
        done = sum(respondent.state == AssessmentState.SIGNED_OFF for respondent in data.respondents)
        text = ngettext(
            "Round “{name}” is open: {done} of {asked} signed off.",
            "Round “{name}” is open: {done} of {asked} signed off.",
            done,
        )
        text = text.format(name=told_in(one.name).text, done=done, asked=len(data.respondents))
        if one.closes_at:
            day = date_text(timezone.localdate(one.closes_at).isoformat(), (get_language() or "en")[:2])
            text += " " + _("It closes on {day}.").format(day=day)
        if done < len(data.respondents) and may(by, "capacity.keep", one):
            steps += _link(text, "capacity-round-remind", _("Remind those who lag"), args=[one.slug])
        else:
            steps += _link(text, "capacity-round", _("Go to the round"), args=[one.slug])
    return steps


def _data_of_open(rounds: Sequence[Round]) -> list[RoundData | None]:
    """Return the data of each round that takes answers now, None for the others."""
    taking = [one for one in rounds if one.takes_answers()]
    data = round_data(taking) if taking else {}
    return [data.get(one.pk) for one in rounds]


def _link(text: str, address: str, label: str, query: str = "", args: Sequence[str] = ()) -> list[Step]:
    """Return a step; none where the page is not there."""
    try:
        return [Step(text, reverse(address, args=args) + query, label)]
    except NoReverseMatch:
        return []
