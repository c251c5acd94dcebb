"""What would become of the rows of a file on a map: new, the same as one that is there, or perhaps the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from capacities.hub.stakeholders.imports.columns import ORGANISATION
from capacities.hub.stakeholders.imports.reading import Candidate, Link, Reading
from capacities.hub.stakeholders.imports.sheets import Fault
from capacities.hub.stakeholders.likeness import Known, Match, Traits, core_name
from capacities.hub.stakeholders.models import Stakeholder
from capacities.tables.names import fold

NEW, SKIP, MERGE = "new", "skip", "merge"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row of the file: who it may be and why, what is done with it (new, skip or merge), and into whom."""

    candidate: Candidate
    match: Match[Stakeholder] | None
    act: str
    target: Stakeholder | None

    @property
    def choice(self) -> str:
        """Return the choice as it is stored."""
        return f"{MERGE}:{self.target.pk}" if self.target else self.act

    @property
    def needs_a_look(self) -> bool:
        """Return whether somebody should decide: it may be one that is there, or no organisation at all."""
        return self.candidate.is_note or (self.match is not None and not self.match.is_same)


def traits_of(stakeholder: Stakeholder) -> Traits:
    """Return by what a stakeholder is known."""
    return Traits(stakeholder.name, stakeholder.acronym, stakeholder.url, stakeholder.email)


def propose(
    candidates: Sequence[Candidate], present: Sequence[Stakeholder], choices: Mapping[str, str]
) -> list[Proposal]:
    """Return for each row who it is; what somebody chose for it stands, else the same is merged and all others new."""
    known: Known[Stakeholder] = Known()
    for stakeholder in present:
        known.add(stakeholder, traits_of(stakeholder))
    by_id = {str(stakeholder.pk): stakeholder for stakeholder in present}
    matches: list[Match[Stakeholder] | None] = [known.same(candidate.traits) for candidate in candidates]
    open_ones = [index for index, match in enumerate(matches) if match is None]
    alike = known.alike([candidates[index].traits for index in open_ones])
    for index, match in zip(open_ones, alike, strict=True):
        matches[index] = match
    proposals = []
    for candidate, match in zip(candidates, matches, strict=True):
        act, _colon, number = choices.get(candidate.key, "").partition(":")
        target = by_id.get(number) if act == MERGE else None
        if (act == MERGE and target is None) or not act:
            act = MERGE if match and match.is_same else SKIP if candidate.is_note else NEW
            target = match.of if match and act == MERGE else None
        proposals.append(Proposal(candidate, match, act, target))
    return proposals


def differences(proposal: Proposal, *, file_wins: bool) -> list[tuple[str, Any, Any]]:
    """Return what merging changes: field, what stands there, what would stand there."""
    target = proposal.target
    if target is None:
        return []
    changes = []
    for field in ORGANISATION:
        if field not in proposal.candidate.values:
            continue
        given, before = proposal.candidate.values[field], getattr(target, field)
        if field == "roles":
            given = [*before, *(role for role in given if role not in before)]
        takes = before in ("", None, []) or file_wins or field == "roles"
        if takes and given != before:
            changes.append((field, before, given))
    return changes


def link_faults(links: Iterable[Link], reading: Reading, present: Sequence[Stakeholder]) -> list[Fault]:
    """Return the relations whose two ends are not both in the file or on the map."""
    names = {key for candidate in reading.candidates for key in _names(candidate.traits)}
    names |= {key for stakeholder in present for key in _names(traits_of(stakeholder))}
    faults = []
    for link in links:
        for name in (link.giver, link.taker):
            if not set(_names(Traits(name))) & names:
                told = _("“%(name)s” is neither in this file nor on the map.") % {"name": name}
                faults.append(Fault(link.sheet, link.row, "", told, link.key))
        if set(_names(Traits(link.giver))) & set(_names(Traits(link.taker))):
            faults.append(Fault(link.sheet, link.row, "", _("A relation joins two different organisations."), link.key))
    return faults


def named(rows: Iterable[tuple[Any, Traits]]) -> dict[str, Any]:
    """Return rows by every name that a relation may use for them; the first of two with one name stands for it."""
    found: dict[str, Any] = {}
    for of, traits in rows:
        for key in _names(traits):
            found.setdefault(key, of)
    return found


def by_name(found: Mapping[str, Any], name: str) -> Any:
    """Return the row that a relation means."""
    return next((found[key] for key in _names(Traits(name)) if key in found), None)


def _names(traits: Traits) -> list[str]:
    full = f"{traits.name} ({traits.acronym})" if traits.acronym else traits.name
    keys = [fold(traits.name), fold(full), core_name(traits.name), fold(traits.acronym)]
    return [key for key in dict.fromkeys(keys) if key]
