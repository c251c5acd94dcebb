"""What is done with imports: a file is brought, columns are mapped, rows chosen, all is written or taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.files.services import store_file
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.hub.stakeholders.erasing import forget_file
from capacities.hub.stakeholders.imports.preparing import prepare, remembered_columns
from capacities.hub.stakeholders.imports.sheets import SheetUse, open_file, sheet_uses
from capacities.hub.stakeholders.models import ColumnNames, StakeholderImport, StakeholderMap
from capacities.hub.stakeholders.models.changes import ImportState
from capacities.hub.stakeholders.retention import UNDO_FOR
from capacities.hub.stakeholders.services.maps import SEE
from capacities.hub.stakeholders.services.writing import take_back, write_rows
from capacities.tables.names import fold
from capacities.tables.problems import Problem, UnreadableTable


@transaction.atomic
def bring_file(*, by: Person, chosen: StakeholderMap, upload: UploadedFile) -> StakeholderImport:
    """Keep a file for a map. One that cannot be read is kept too, with why, so that it can be fetched again."""
    require(by, SEE, chosen)
    stored = store_file(by=by, upload=upload)
    brought = StakeholderImport(map=chosen, by=by, filename=stored.name, file=stored)
    upload.seek(0)
    try:
        file = open_file(upload.read(), stored.name)
        if not sheet_uses(file, {}, remembered_columns(chosen.hub)):
            raise UnreadableTable([Problem("empty_file", params={"file": stored.name})])
    except UnreadableTable as unreadable:
        brought.state = ImportState.REJECTED
        brought.problems = [asdict(problem) for problem in unreadable.problems]
    brought.save()
    return brought


@transaction.atomic
def map_columns(
    *, by: Person, brought: StakeholderImport, uses: Mapping[str, SheetUse], basis: str = "",
    expires: date | None = None, file_wins: bool = False,
) -> StakeholderImport:  # fmt: skip
    """Say which sheets and columns mean what; the hub remembers it for its next file."""
    require(by, SEE, brought.map)
    _require_open(brought)
    brought.reading = {
        "sheets": {
            number: {
                "is_used": use.is_used,
                "header_row": use.table.header_row,
                "fields": {str(column): name for column, name in use.fields.items()},
            }
            for number, use in uses.items()
        },
        "basis": basis,
        "expires": expires.isoformat() if expires else "",
        "file_wins": file_wins,
    }
    names, _made = ColumnNames.objects.get_or_create(hub=brought.map.hub)
    for use in uses.values():
        if use.is_used:
            names.fields |= {
                fold(heading): use.fields.get(column, "")
                for column, heading in enumerate(use.table.headings)
                if fold(heading)
            }
    names.save()
    brought.state = ImportState.MAPPED
    brought.save()
    return brought


@transaction.atomic
def choose_rows(*, by: Person, brought: StakeholderImport, choices: Mapping[str, str]) -> StakeholderImport:
    """Say what becomes of some rows: new, skip, or merge:id of a stakeholder."""
    require(by, SEE, brought.map)
    _require_open(brought)
    brought.choices = {**brought.choices, **choices}
    brought.save()
    return brought


@transaction.atomic
def leave_out_faulty(*, by: Person, brought: StakeholderImport, leave: bool = True) -> StakeholderImport:
    """Leave out the rows that do not fit, so that the others can be imported; or take them into account again."""
    require(by, SEE, brought.map)
    _require_open(brought)
    brought.reading = {**brought.reading, "skip_faulty": leave}
    brought.save()
    return brought


@transaction.atomic
def write_import(*, by: Person, brought: StakeholderImport) -> StakeholderImport:
    """Write all rows that are chosen, or nothing while one of them does not fit. The file goes, its rows are here."""
    require(by, SEE, brought.map)
    brought = (
        StakeholderImport.objects.select_for_update(of=("self",)).select_related("map__hub", "file").get(pk=brought.pk)
    )
    _require_open(brought)
    prepared = prepare(brought)
    if prepared.faults:
        raise Refused(_("Nothing was imported: some rows do not fit yet."))
    if not prepared.written and not prepared.links:
        raise Refused(_("Nothing was imported: no row is chosen."))
    brought.undo, brought.counts = write_rows(brought.map, prepared, file_wins=brought.reading.get("file_wins", False))
    brought.state, brought.written_at = ImportState.WRITTEN, timezone.now()
    brought.choices = {}
    brought.save()
    forget_file(brought)
    return brought


@transaction.atomic
def undo_import(*, by: Person, brought: StakeholderImport) -> StakeholderImport:
    """Take an import back: what it made goes, what it changed is as before unless somebody changed it since."""
    require(by, SEE, brought.map)
    brought = StakeholderImport.objects.select_for_update().get(pk=brought.pk)
    written = brought.written_at
    if brought.state != ImportState.WRITTEN or written is None or written < timezone.now() - UNDO_FOR:
        raise Refused(_("This import can no longer be taken back."))
    take_back(brought.undo)
    brought.state, brought.undo = ImportState.UNDONE, {}
    brought.save()
    return brought


@transaction.atomic
def drop_import(*, by: Person, brought: StakeholderImport) -> None:
    """Let go of a file that was not imported."""
    require(by, SEE, brought.map)
    if brought.state in (ImportState.WRITTEN, ImportState.UNDONE):
        raise Refused(_("This file was imported; take the import back instead."))
    forget_file(brought)
    brought.delete()


def _require_open(brought: StakeholderImport) -> None:
    if brought.state not in (ImportState.BROUGHT, ImportState.MAPPED) or brought.file_id is None:
        raise Refused(_("This file is imported already, or no longer here. Bring it again."))
