"""What a hub does with a programme: make it, call for applications, close the choice, publish the list, remove it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.core.files.models import StoredFile
from capacities.core.files.services import delete_file
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.removal import set_back, set_removed
from capacities.core.texts import told_in
from capacities.hub.programmes.kinds import ApplicationState, Phase, ProgrammeState
from capacities.hub.programmes.models import AnswerVersion, Application, Criterion, Programme, Question
from capacities.hub.programmes.services.refusals import moved_on
from capacities.hub.programmes.standing import unanswered, undecided
from capacities.hub.programmes.words import deadline_of
from capacities.hub.structure.models import Hub
from capacities.hub.structure.services import free_slug

KEEP = "programmes.keep"


@transaction.atomic
def make_programme(*, by: Person, hub: Hub, **values: Any) -> Programme:
    """Make a programme, as a draft that the hub team alone sees."""
    require(by, KEEP, hub)
    taken = {"new", *Programme.objects.filter(hub=hub).values_list("slug", flat=True)}
    slug = free_slug(told_in(values["name"], "en").text, taken)
    return Programme.objects.create(hub=hub, slug=slug, created_by=by, **values)


@transaction.atomic
def change_programme(*, by: Person, programme: Programme, **values: Any) -> Programme:
    """Change texts, dates and places of a programme; its address stays."""
    require(by, KEEP, programme)
    for name, value in values.items():
        setattr(programme, name, value)
    programme.save(update_fields=list(values))
    return programme


@transaction.atomic
def copy_programme(*, by: Person, programme: Programme) -> Programme:
    """Make a new draft with the texts, questions and criteria of a programme, for the next call; dates stay empty."""
    fields = ("name", "summary", "eligible", "offers", "topics", "time_zone", "places", "elsewhere_url",
              "facts_programme", "source", "visibility")  # fmt: skip
    made = make_programme(by=by, hub=programme.hub, **{name: getattr(programme, name) for name in fields})
    parts: list[Question | Criterion] = [
        *programme.questions.filter(removed_at=None),
        *programme.criteria.filter(removed_at=None),
    ]
    for part in parts:
        part.pk, part.programme = None, made
        part._state.adding = True
        part.save()
    return made


@transaction.atomic
def call_programme(*, by: Person, programme: Programme) -> Programme:
    """Open a programme to towns. Raises Refused without questions, or when its deadline has passed."""
    programme = _locked(by, programme, Phase.DRAFT)
    if not programme.elsewhere_url and not programme.questions.filter(removed_at=None).exists():
        raise Refused(_("Add a question to the form first: so far nobody could answer anything."))
    if programme.closes_at is not None and programme.closes_at <= timezone.now():
        raise Refused(_("The deadline has passed. Change it first."))
    return _move(programme, ProgrammeState.CALLED, called_at=timezone.now())


@transaction.atomic
def take_call_back(*, by: Person, programme: Programme) -> Programme:
    """Make a programme a draft again, while no town has begun an application."""
    programme = _locked(by, programme, Phase.ANNOUNCED, Phase.OPEN, Phase.CLOSED, Phase.ELSEWHERE)
    _refuse_begun(programme)
    return _move(programme, ProgrammeState.DRAFT, called_at=None)


@transaction.atomic
def close_choice(*, by: Person, programme: Programme) -> Programme:
    """Close the choice: the deadline is over and every application has a decision."""
    programme = _locked(by, programme, Phase.OPEN, Phase.CLOSED)
    refuse_before_deadline(programme)
    left = undecided(programme)
    if left:
        raise Refused(
            ngettext("%(count)s application has no decision yet.", "%(count)s applications have no decision yet.", left)
            % {"count": left}
        )
    return _move(programme, ProgrammeState.DECIDED, decided_at=timezone.now())


@transaction.atomic
def reopen_choice(*, by: Person, programme: Programme) -> Programme:
    """Let decisions be changed again; answers that were sent stay sent."""
    programme = _locked(by, programme, Phase.DECIDED)
    return _move(programme, ProgrammeState.CALLED, decided_at=None)


@transaction.atomic
def publish_list(*, by: Person, programme: Programme) -> Programme:
    """Show the selected towns to everybody who sees the programme, once every applicant was answered."""
    programme = _locked(by, programme, Phase.DECIDED)
    left = unanswered(programme)
    if left:
        raise Refused(
            ngettext(
                "%(count)s applicant has not been answered yet. Answer first, so that nobody learns it from the list.",
                "%(count)s applicants have not been answered yet. Answer first, so that nobody learns it from the "
                "list.",
                left,
            )
            % {"count": left}
        )
    return _move(programme, ProgrammeState.PUBLISHED, published_at=timezone.now())


@transaction.atomic
def take_list_back(*, by: Person, programme: Programme) -> Programme:
    """Hide the list of selected towns again."""
    programme = _locked(by, programme, Phase.PUBLISHED)
    return _move(programme, ProgrammeState.DECIDED, published_at=None)


@transaction.atomic
def remove_programme(*, by: Person, programme: Programme) -> Programme:
    """Remove a programme; it can be brought back for 30 days. Towns that wait for an answer are not left alone."""
    require(by, KEEP, programme)
    programme = Programme.objects.select_for_update(of=("self",)).select_related("hub").get(pk=programme.pk)
    if programme.state != ProgrammeState.PUBLISHED:
        _refuse_begun(programme)
    set_removed(programme)
    return programme


@transaction.atomic
def restore_programme(*, by: Person, programme: Programme) -> Programme:
    """Bring a removed programme back as it was."""
    require(by, KEEP, programme)
    set_back(programme)
    return programme


def clear_programme(programme: Programme) -> None:
    """Delete a removed programme for good, with the files of its applications."""
    files = file_ids(Application.objects.filter(programme=programme).values_list("pk", flat=True))
    programme.delete()
    for stored in StoredFile.objects.filter(pk__in=files):
        delete_file(stored)


def file_ids(applications: Any) -> list[int]:
    """Return the numbers of all files that were ever attached to some applications."""
    found = AnswerVersion.objects.filter(answer__application__in=list(applications)).exclude(file=None)
    return list(found.values_list("file_id", flat=True))


def refuse_before_deadline(programme: Programme) -> None:
    """Raise Refused while towns may still change their applications."""
    if programme.closes_at is not None and programme.closes_at > timezone.now():
        raise Refused(
            _("Towns may change their applications until %(when)s. Decide after that.")
            % {"when": deadline_of(programme)}
        )


def _locked(by: Person, programme: Programme, *phases: Phase) -> Programme:
    """Return a programme for a change of its state, as it stands now; raises Refused when it stands elsewhere."""
    require(by, KEEP, programme)
    programme = Programme.objects.select_for_update(of=("self",)).select_related("hub").get(pk=programme.pk)
    if programme.phase not in phases:
        raise moved_on(programme)
    return programme


def _move(programme: Programme, state: ProgrammeState, **moments: datetime | None) -> Programme:
    programme.state = state
    for name, value in moments.items():
        setattr(programme, name, value)
    programme.save(update_fields=["state", *moments])
    return programme


def _refuse_begun(programme: Programme) -> None:
    begun = programme.applications.exclude(state=ApplicationState.WITHDRAWN).count()
    if begun:
        raise Refused(
            ngettext(
                "%(count)s town has begun an application. Change the dates or the texts instead.",
                "%(count)s towns have begun an application. Change the dates or the texts instead.",
                begun,
            )
            % {"count": begun}
        )
