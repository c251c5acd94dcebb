"""What the teams of a round need and can share, by topic, as numbers from 0 to 1; and who they are for the engines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capacities.capacity.rounds.models import Assessment, Privacy, Round, Side, Statement
from capacities.capacity.rounds.queries import assessments_visible_to, scored_questions, scores_of
from capacities.capacity.sessions.models import PeerProfile
from capacities.engines.capacity_gaps import OFFER_FROM
from capacities.engines.matching import Respondent, Trait
from capacities.facts import topics as topic_facts
from capacities.facts.climate import climate_by_country
from capacities.facts.countries import countries_by_code

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker
    from capacities.engines.activity import Floats

# Assumption: a team that scores this high could share what it knows, even if it has not said so; it counts half.
UNSAID = 0.5
URGENCIES = 3
# Assumption: who has not named languages speaks those of the country, and English.
COMMON = "en"


@dataclass(frozen=True)
class Picture:
    """``need``, ``offer`` and ``share`` (the score; NaN: none) are [team, topic]; topics are those asked or named."""

    teams: list[Assessment]
    profiles: dict[int, PeerProfile]
    topics: list[str]
    need: Floats
    offer: Floats
    share: Floats
    stated: frozenset[tuple[int, str, str]]  # (assessment, side, topic)

    def languages(self, team: Assessment) -> frozenset[str]:
        """Return what a team speaks."""
        profile = self.profiles.get(team.pk)
        if profile is not None and profile.languages:
            return frozenset(profile.languages)
        country = countries_by_code().get(team.country)
        return frozenset([COMMON, *(country.languages if country else ())])

    def respondents(self) -> list[Respondent]:
        """Return the teams as those who attend sessions."""
        found = []
        for team in self.teams:
            profile = self.profiles.get(team.pk) or PeerProfile(assessment=team)
            busy = frozenset(profile.busy)
            found.append(Respondent(str(team.pk), self.languages(team), busy, profile.travels))
        return found

    def columns_of(self, topics: Iterable[str]) -> tuple[int, ...]:
        """Return the columns that a session on some topics covers: an upper topic covers its lower ones."""
        upper = set(topics)
        return tuple(k for k, topic in enumerate(self.topics) if topic in upper or topic_facts.upper(topic) in upper)

    def progress(self, row: int) -> float:
        """Return the mean score of a team; NaN where it has none."""
        known = self.share[row][np.isfinite(self.share[row])]
        return float(known.mean()) if known.size else float("nan")


def picture_of(by: Asker, round: Round, gap_below: float, *, signed_off: bool = False) -> Picture:
    """Return needs and offers of the teams whose assessments somebody may see; ``signed_off``: only of finished ones.

    A need is the larger of what a team says (urgency 1 to 3 of 3) and how far its score lies below ``gap_below``; an
    offer is what it says, weighed by half to whole with its score, or half of a high score where it says nothing.
    """
    rows = assessments_visible_to(by, round)
    teams = list(rows.filter(state="signed_off") if signed_off else rows)
    scores = scores_of(round, teams)
    asked = {topic for question in scored_questions(round.version) for topic in question.topics}
    said = list(Statement.objects.filter(assessment__in=teams, removed_at=None))
    topics = [id for id in topic_facts.topics() if id in asked | {one.topic for one in said}]
    place = {topic: k for k, topic in enumerate(topics)}
    row = {team.pk: k for k, team in enumerate(teams)}
    share = np.full((len(teams), len(topics)), np.nan)
    for team in teams:
        for topic, score in scores[team.pk].items():
            if topic in place and topic in asked and score.share is not None:
                share[row[team.pk], place[topic]] = score.share
    need = np.nan_to_num(np.clip((gap_below - share) / gap_below, 0.0, 1.0), nan=0.0)
    offer = np.where(np.nan_to_num(share, nan=0.0) >= OFFER_FROM, UNSAID * np.nan_to_num(share, nan=0.0), 0.0)
    for one in said:
        at = row[one.assessment_id], place.get(one.topic, -1)
        if at[1] < 0:
            continue
        if one.side == Side.NEED:
            need[at] = max(need[at], one.urgency / URGENCIES)
        else:
            known = 0.5 if np.isnan(share[at]) else float(share[at])
            offer[at] = one.urgency / URGENCIES * (0.5 + 0.5 * known)
    profiles = {profile.assessment_id: profile for profile in PeerProfile.objects.filter(assessment__in=teams)}
    stated = frozenset((one.assessment_id, str(one.side), one.topic) for one in said)
    return Picture(teams, profiles, topics, need, offer, share, stated)


def takes_part(team: Assessment, profile: PeerProfile | None) -> bool:
    """Return whether a team can be named to others: as it chose, else if others of the round may see its answers."""
    if profile is not None and profile.takes_part is not None:
        return profile.takes_part
    return team.privacy != Privacy.OWN


def traits_of(picture: Picture) -> list[Trait]:
    """Return the figures by which teams are alike: inhabitants, town or country, cold, emissions, progress.

    Cold and emissions are those of the country. Progress counts only between teams whose scores others may see.
    """
    people, urban, heat, emissions, progress = (np.full(len(picture.teams), np.nan) for _ in range(5))
    climate, countries = climate_by_country(), countries_by_code()
    for k, team in enumerate(picture.teams):
        if team.place is not None:
            people[k] = team.place.population or np.nan
            urban[k] = team.place.degurba or np.nan
        elif team.country in countries:
            people[k] = countries[team.country].population
        if team.country in climate:
            facts = climate[team.country]
            parts = (
                facts.co2_buildings_incl_elec_heat_t_cap, facts.co2_transport_t_cap,
                facts.co2_industry_incl_elec_heat_t_cap,
            )  # fmt: skip
            heat[k] = np.nan if facts.hdd is None else facts.hdd
            emissions[k] = np.nan if None in parts else sum(part for part in parts if part is not None)
        if team.privacy != Privacy.OWN:
            progress[k] = picture.progress(k)
    return [
        Trait("people", people, span=10.0, is_ratio=True),
        Trait("urban", urban, span=2.0),
        Trait("heat", heat, span=2_000.0),
        Trait("emissions", emissions, span=4.0),
        Trait("progress", progress, span=0.5),
    ]
