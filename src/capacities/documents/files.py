"""A plan as a file of any kind that we write; the command and the pages both come here."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping

from capacities.dayone.result import PAYERS, DayOnePlan
from capacities.dayone.texts import measure_name, sector_name, source_name

MIME_TYPES: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "inventory.csv": "text/csv; charset=utf-8",
    "letters.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def plan_file(plan: DayOnePlan, kind: str, language: str) -> bytes:
    """Return the plan as a file of ``kind``, a key of MIME_TYPES. Raises KeyError for another kind."""
    return _WRITERS[kind](plan, language)


def _docx(plan: DayOnePlan, language: str) -> bytes:
    from capacities.documents.contract import contract
    from capacities.documents.docx import render_docx

    return render_docx(contract(plan, language))


def _pdf(plan: DayOnePlan, language: str) -> bytes:
    from capacities.documents.contract import contract
    from capacities.documents.pdf import render_pdf

    return render_pdf(contract(plan, language))


def _html(plan: DayOnePlan, language: str) -> bytes:
    from capacities.documents.contract import contract
    from capacities.documents.html import render_html

    return render_html(contract(plan, language)).encode()


def _xlsx(plan: DayOnePlan, language: str) -> bytes:
    from capacities.documents.xlsx import render_xlsx

    return render_xlsx(plan, language)


def _letters(plan: DayOnePlan, language: str) -> bytes:
    from capacities.documents.docx import render_docx
    from capacities.documents.letters import letters

    return render_docx(letters(plan, language))


def _json(plan: DayOnePlan, language: str) -> bytes:
    from capacities.dayone.document import plan_to_json

    return json.dumps(plan_to_json(plan, language), ensure_ascii=False, indent=1).encode()


def _measures_csv(plan: DayOnePlan, language: str) -> bytes:
    header = [
        *("id", "name", "sector", "start_year", "reduction_t", "reduction_p5_t", "reduction_p95_t"),
        *("capex_eur", "npv_eur", "cost_per_tonne_eur", *(f"{payer}_eur" for payer in PAYERS), "tier"),
    ]
    rows = [
        [
            *(m.id, measure_name(m.id, language), sector_name(m.sector, language), m.start_year),
            *(m.reduction_t, m.reduction_range_t.p5, m.reduction_range_t.p95, m.capex_eur, m.npv_eur),
            *(m.cost_per_tonne_eur, *(m.payers.get(payer, 0.0) for payer in PAYERS), int(m.tier)),
        ]
        for m in plan.plan.measures
    ]
    return _csv(header, rows)


def _inventory_csv(plan: DayOnePlan, language: str) -> bytes:
    titles = {source.id: source.title for source in plan.sources}
    header = [
        *("id", "name", "subsector", "scope", "notation", "activity", "unit", "t_per_unit", "t_co2e"),
        *("t_co2e_p5", "t_co2e_p95", "tier", "source"),
    ]
    rows = [
        [
            *(line.id, source_name(line.id, language), line.subsector, line.scope, line.notation),
            *(
                (None,) * 6
                if line.notation
                else (
                    *(line.activity.p50, line.unit, line.factor_t.p50),
                    *(line.emissions_t.p50, line.emissions_t.p5, line.emissions_t.p95),
                )
            ),
            *(int(line.tier), "; ".join(titles.get(id, id) for id in line.source_ids)),
        ]
        for line in plan.inventory.lines
    ]
    return _csv(header, rows)


def _csv(header: list[str], rows: list[list[object]]) -> bytes:
    """Return CSV with a byte-order mark, so that spreadsheet programs read ș and ț; an unknown value is empty."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


_WRITERS: Mapping[str, Callable[[DayOnePlan, str], bytes]] = {
    "docx": _docx,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "html": _html,
    "json": _json,
    "csv": _measures_csv,
    "inventory.csv": _inventory_csv,
    "letters.docx": _letters,
}
