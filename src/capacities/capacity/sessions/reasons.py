"""Why two teams should talk, in words, for one reader: only what that reader may see of the other team.

A match is about a topic that the learner needs and the teacher could share: that much both sides read. Scores are
told only of teams whose assessment the other may see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from capacities.capacity.rounds.models import Assessment, AssessmentState, Privacy
from capacities.capacity.sessions.models import Match, Side
from capacities.core.permissions import may
from capacities.core.texts import language_name
from capacities.core.topics import topic_name
from capacities.facts.folding import fold
from capacities.web.templatetags.ui import number

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

# Scores are shown as on the capacity map.
MOST_POINTS = 100
# Alike in a figure: closer than this on the scale of likeness from 0 to 1.
CLOSE = 0.7


def teams_of(by: Asker, match: Match) -> frozenset[int]:
    """Return the ids of those teams of a match for which somebody speaks."""
    return frozenset(team.pk for team in (match.learner, match.teacher) if may(by, "capacity.answer", team))


def sides_of(match: Match, own: frozenset[int]) -> list[Side]:
    """Return the sides of a match that are among one's own teams."""
    return [side for side in Side if match.of(side).pk in own]


def may_see_scores(by: Asker, match: Match, team: Assessment, own: frozenset[int]) -> bool:
    """Return whether a reader of a match may see the scores of one of its teams."""
    if team.privacy != Privacy.OWN and team.state == AssessmentState.SIGNED_OFF:
        return True
    return team.pk in own or bool(may(by, "capacity.keep", match.round))


def sentences(by: Asker, match: Match, own: frozenset[int]) -> list[str]:
    """Return the reasons of a match for one reader, who speaks for the teams ``own``."""
    known, topic = match.reasons, topic_name(match.topic)
    names = {"learner": match.learner.respondent, "teacher": match.teacher.respondent, "topic": topic}
    said = []
    score = known.get("score") if may_see_scores(by, match, match.teacher, own) else None
    if score is not None:
        names |= {"score": number(score * MOST_POINTS, 0), "levels": str(MOST_POINTS)}
        if known.get("offers"):
            said.append(
                _("%(teacher)s has score %(score)s of %(levels)s on “%(topic)s” and offers to share it.") % names
            )
        else:
            said.append(
                _("%(teacher)s has score %(score)s of %(levels)s on “%(topic)s”. It has not offered to share it yet.")
                % names
            )
    elif known.get("offers"):
        said.append(_("%(teacher)s offers to share what it knows on “%(topic)s”.") % names)
    else:
        said.append(_("%(teacher)s could share what it knows on “%(topic)s”.") % names)
    if known.get("needs"):
        said.append(_("%(learner)s says that it needs help with “%(topic)s”.") % names)
    elif may_see_scores(by, match, match.learner, own):
        said.append(_("The score of %(learner)s on “%(topic)s” is low.") % names)
    else:
        said.append(_("%(learner)s could use help with “%(topic)s”.") % names)
    alike = [key for key, close in known.get("alike", {}).items() if close >= CLOSE]
    if not (may_see_scores(by, match, match.learner, own) and may_see_scores(by, match, match.teacher, own)):
        alike = [key for key in alike if key != "progress"]
    words = [str(_ALIKE[key]()) for key in alike if key in _ALIKE]
    if words:
        said.append(_("Alike in: %(figures)s.") % {"figures": ", ".join(words)})
    spoken = sorted((language_name(code) for code in known.get("languages", ())), key=fold)
    if spoken:
        said.append(_("Both speak: %(languages)s.") % {"languages": ", ".join(spoken)})
    return said


_ALIKE = {
    "people": lambda: _("number of inhabitants"),
    "urban": lambda: _("density of settlement"),
    "heat": lambda: _("heating days of the country"),
    "emissions": lambda: _("national emissions per inhabitant"),
    "progress": lambda: _("progress over all topics"),
}
