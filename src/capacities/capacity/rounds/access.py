"""Who may do what inside one assessment, beyond the named permissions: parts, delegated sections, state, deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from capacities.capacity.rounds.models import Assessment, AssessmentState, Part, Participant, Round, RoundState
from capacities.capacity.rounds.queries import assessments_visible_to, rounds_visible_to
from capacities.core.permissions import Refused, may

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker


def round_or_404(by: Asker, slug: str) -> Round:
    """Return a round that somebody may see; one that was removed only to those who hold it. Raises Http404."""
    found = rounds_visible_to(by).filter(slug=slug).first()
    if found is None:
        gone = Round.objects.filter(slug=slug, removed_at__isnull=False).select_related("version__template").first()
        found = gone if gone is not None and may(by, "capacity.keep", gone) else None
    if found is None:
        raise Http404
    return found


def assessment_or_404(by: Asker, slug: str, assessment_id: int) -> Assessment:
    """Return an assessment that somebody may see: their own, one they hold, or one that is open to them."""
    round = round_or_404(by, slug)
    rows = round.assessments.select_related("place__country", "round__version__template", "signed_off_by")
    found = rows.filter(pk=assessment_id).first()
    if found is None:
        raise Http404
    if takes_part(by, found) or may(by, "capacity.keep", round):
        return found
    if not assessments_visible_to(by, round).filter(pk=found.pk).exists():
        raise Http404
    return found


def takes_part(by: Asker, assessment: Assessment) -> bool:
    """Return whether somebody belongs to the assessment's team or was invited to it."""
    return bool(may(by, "capacity.answer", assessment))


def sees_all(by: Asker, assessment: Assessment) -> bool:
    """Return whether somebody sees people, remarks and drafts: the team, and those who hold the round."""
    return takes_part(by, assessment) or bool(may(by, "capacity.keep", assessment.round))


def own_assessment_or_404(by: Asker, slug: str, assessment_id: int) -> Assessment:
    """Return an assessment in which somebody takes part; all others do not exist for them."""
    found = assessment_or_404(by, slug, assessment_id)
    if not takes_part(by, found):
        raise Http404
    return found


def participant_of(by: Asker, assessment: Assessment) -> Participant | None:
    """Return somebody's place among those who were invited."""
    if not by.is_authenticated:
        return None
    return assessment.participants.filter(person=by, removed_at=None).first()


def leads(by: Asker, assessment: Assessment) -> bool:
    """Return whether somebody decides in the assessment: its own team, and whoever leads it."""
    if may(by, "capacity.sign_off", assessment):
        return True
    invited = participant_of(by, assessment)
    return invited is not None and invited.part == Part.LEAD


def sections_of(by: Asker, assessment: Assessment) -> set[str] | None:
    """Return the sections that somebody answers: None for all, an empty set for none."""
    if leads(by, assessment):
        return None
    invited = participant_of(by, assessment)
    if invited is None or invited.part == Part.REVIEWER:
        return set()
    return set(invited.sections) or None


def may_write(by: Asker, assessment: Assessment, section_key: str) -> bool:
    """Return whether a section is somebody's to answer, whatever the state of the assessment."""
    sections = sections_of(by, assessment)
    return sections is None or section_key in sections


def why_closed(assessment: Assessment) -> str:
    """Return why nothing can be answered now, or nothing where it can."""
    if assessment.state == AssessmentState.WITHDRAWN:
        return _("%(who)s left the round. Everything is kept and comes back with it.") % {"who": assessment.respondent}
    if assessment.state == AssessmentState.SIGNED_OFF:
        return _("It is signed off. To change an answer, open it again and say why.")
    if assessment.state == AssessmentState.IN_REVIEW:
        return _("It is in review. To change an answer, send it back to the writers first.")
    round = assessment.round
    if round.state == RoundState.CLOSED or round.removed_at is not None:
        return _("The round is closed. Ask those who hold it to open it again.")
    if not round.takes_answers():
        return _("The round takes no answers now: it has not begun, or its deadline has passed. Ask those who hold it.")
    return ""


def refuse_to_write(by: Asker, assessment: Assessment, section_key: str) -> None:
    """Raise Refused where somebody cannot answer a section now, with the reason."""
    closed = why_closed(assessment)
    if closed:
        raise Refused(closed)
    if not may_write(by, assessment, section_key):
        raise Refused(_("This section is answered by others. Ask whoever leads the self-assessment to add you."))
