"""All that a page, a check and the writing of an import need: the file read as chosen, and what becomes of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from capacities.hub.stakeholders.imports.matching import SKIP, Proposal, link_faults, propose
from capacities.hub.stakeholders.imports.reading import Link, default_expiry, read_rows
from capacities.hub.stakeholders.imports.sheets import Fault, SheetUse, file_faults, open_file, sheet_uses
from capacities.hub.stakeholders.models import ColumnNames, Stakeholder, StakeholderImport
from capacities.hub.structure.models import Hub
from capacities.tables.reader import ReadFile


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file as it would be imported. ``faults`` stop the import; ``warnings`` are only told."""

    uses: Mapping[str, SheetUse]
    proposals: Sequence[Proposal]
    links: Sequence[Link]
    faults: Sequence[Fault]
    warnings: Sequence[Fault]
    left_out: int  # rows that are left out because they do not fit

    @property
    def written(self) -> list[Proposal]:
        """Return the rows that would be written."""
        return [proposal for proposal in self.proposals if proposal.act != SKIP]


def remembered_columns(hub: Hub) -> dict[str, str]:
    """Return what a hub took headings for before."""
    names = ColumnNames.objects.filter(hub=hub).first()
    return dict(names.fields) if names else {}


def file_of(brought: StakeholderImport) -> ReadFile:
    """Return the file of an import, read. Raises UnreadableTable; a removed file raises FileNotFoundError."""
    if brought.file is None:
        raise FileNotFoundError(brought.filename)
    with brought.file.content.open("rb") as stream:
        return open_file(stream.read(), brought.filename)


def prepare(brought: StakeholderImport) -> Prepared:
    """Read the file of an import as it is mapped, and find its rows on the map."""
    file = file_of(brought)
    options: dict[str, Any] = brought.reading
    uses = sheet_uses(file, options, remembered_columns(brought.map.hub))
    defaults = {"basis": options.get("basis", ""), "expires": default_expiry(options.get("expires"))}
    reading = read_rows(uses, defaults)
    present = list(Stakeholder.objects.filter(map=brought.map, removed_at=None))
    proposals = propose(reading.candidates, present, brought.choices)
    broken_links = link_faults(reading.links, reading, present)
    faults = [*reading.faults, *broken_links]
    bad_rows = {(fault.sheet, fault.row) for fault in faults if fault.key}
    left_out = 0
    if options.get("skip_faulty"):
        proposals = [replace(one, act=SKIP, target=None) if _stands_in(one, bad_rows) else one for one in proposals]
        left_out = len(bad_rows)
        faults = [fault for fault in faults if not fault.key]
    else:
        skipped = {(one.candidate.sheet, row) for one in proposals if one.act == SKIP for row in one.candidate.rows}
        faults = [fault for fault in faults if (fault.sheet, fault.row) not in skipped]
    broken = {fault.key for fault in broken_links}
    links = [link for link in reading.links if link.key not in broken]
    faults = [*file_faults(file, stopping=True), *faults]
    return Prepared(uses, proposals, links, faults, file_faults(file, stopping=False), left_out)


def _stands_in(proposal: Proposal, rows: set[tuple[str, int]]) -> bool:
    return any((proposal.candidate.sheet, row) in rows for row in proposal.candidate.rows)


def import_options(brought: StakeholderImport) -> dict[str, Any]:
    """Return what was chosen for the whole file, for its form."""
    options = brought.reading
    return {
        "basis": options.get("basis", ""),
        "expires": default_expiry(options.get("expires")),
        "file_wins": "file" if options.get("file_wins") else "",
    }
