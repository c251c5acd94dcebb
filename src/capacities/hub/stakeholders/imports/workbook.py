"""The list of a map as a workbook in the form that an import reads, and the same without rows as a template.

Three sheets: organisations, people, relations. What goes out comes back the same.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from capacities.hub.stakeholders.imports.columns import ORGANISATION, PERSON, RELATION
from capacities.hub.stakeholders.kinds import ROLES, Basis, Helix, RelationKind, Stance
from capacities.hub.stakeholders.models import Contact, Office, Relation, Stakeholder
from capacities.hub.stakeholders.retention import CONSENT_YEARS

_WIDTHS = {"name": 40, "wants": 40, "gives": 40, "source": 30, "next_step": 30, "url": 28, "email": 28, "roles": 24}
_PEOPLE = {"name": ORGANISATION["name"], **PERSON}


def workbook(stakeholders: Iterable[Stakeholder], offices: Iterable[Office], relations: Iterable[Relation]) -> bytes:
    """Return the workbook of these rows; with none of them it is the template."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    names: dict[int, str] = {}
    rows = []
    for one in stakeholders:
        names[one.pk] = one.name
        rows.append([_organisation_cell(one, field) for field in ORGANISATION])
    _sheet(book, _("Organisations"), ORGANISATION, rows)
    _sheet(book, _("People"), _PEOPLE, (row for office in offices for row in _people_rows(office)))
    _sheet(book, _("Relations"), RELATION, (_relation_row(relation) for relation in relations))
    _words(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _organisation_cell(one: Stakeholder, field: str) -> Any:
    if field == "helix":
        return str(one.get_helix_display()) if one.helix else ""
    if field == "stance":
        return str(one.get_stance_display()) if one.stance else ""
    return "; ".join(one.role_names) if field == "roles" else getattr(one, field)


def _people_rows(office: Office) -> list[list[Any]]:
    """Return a row for each person who held the office, or one that only names it."""
    contacts = [contact for contact in office.contacts.all() if not contact.erased_at]
    if not contacts:
        return [[office.stakeholder.name, office.title]]
    return [_person_row(office, contact) for contact in contacts]


def _person_row(office: Office, contact: Contact) -> list[Any]:
    return [
        office.stakeholder.name, office.title, contact.name, "; ".join(contact.emails), contact.phone,
        str(contact.get_basis_display()), contact.valid_from, contact.valid_until, contact.expires,
    ]  # fmt: skip


def _relation_row(relation: Relation) -> list[Any]:
    planned = _("yes") if relation.is_planned else _("no")
    return [relation.giver.name, str(relation.get_kind_display()), relation.taker.name, planned]


def _words(book: Any) -> None:
    """Add the sheet that says which words fit; it has no table that an import would take."""
    sheet = book.create_sheet(_("How to fill this in")[:31])
    sheet.column_dimensions["A"].width = 120
    for line in (
        _("Write one organisation in each row. Only its name must be there; leave empty what you do not know."),
        _("Power and interest: a whole number from 1 (low) to 5 (high)."),
        _told(_("Kind"), [name for key, name in Helix.choices if key]),
        _told(_("Roles, parted by semicolons"), ROLES.values()),
        _told(_("Stance"), [name for key, name in Stance.choices if key]),
        _told(_("Relation"), [name for _key, name in RelationKind.choices]),
        _told(_("Legal basis"), [name for _key, name in Basis.choices]),
        _("Several e-mail addresses of one person are parted by semicolons."),
        _("For each person write on which legal basis and until when data are kept; a consent holds %(years)s years.")
        % {"years": CONSENT_YEARS},
        _("Days: 31.12.2027 or 2027-12-31."),
    ):
        sheet.append([line])


def _told(name: str, values: Iterable[object]) -> str:
    return f"{name}: {'; '.join(str(value) for value in values)}."


def _sheet(book: Any, title: str, fields: dict[str, Any], rows: Iterable[Sequence[Any]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number, field in enumerate(fields, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(field, 18)
    heads = [WriteOnlyCell(sheet, value=capfirst(str(label))) for label in fields.values()]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Any) -> Any:
    """Return a cell; a text is always a text, so that none becomes a formula and all come back as they were."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=value if value else None)
    if value:
        cell.data_type = "s"
    return cell
