"""Several tables of one inventory: a summary and its details, or published figures and the activity behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from capacities.tables.layouts.found import Amount
from capacities.tables.layouts.long import AGREE_SHARE
from capacities.tables.names import fold
from capacities.tables.problems import Problem

Key = tuple[str, int | None]


def reconcile(tables: Sequence[list[Amount]]) -> tuple[list[Amount], list[Problem]]:
    """Return the amounts that count, each line once, and what disagrees between the tables.

    Tables that share no line are simply put together. Of two that share lines, the one with activity behind its
    figures (else the one that names GPC lines, else the longer) holds the details. Where the details reproduce every
    line of the summary they count, being unrounded; else the summary counts as published, with those details that it
    lacks.
    """
    problems: list[Problem] = []
    merged: list[Amount] = []
    for table in sorted((table for table in tables if table), key=_detail):
        shared = set(_by_line(merged)) & set(_by_line(table)) if merged else set()
        merged = _settle(merged, table, problems) if shared else merged + table
    return merged, problems


def _detail(table: list[Amount]) -> tuple[int, int, int]:
    """Return how detailed a table is: rows with activity or gases, rows that name a GPC line, rows."""
    computed = sum(amount.computed_t is not None for amount in table)
    return computed, sum(amount.where.ref.count(".") == 2 for amount in table), len(table)


def _by_line(amounts: Sequence[Amount]) -> dict[Key, list[Amount]]:
    """Group by sub-sector (or sector) and scope."""
    lines: dict[Key, list[Amount]] = defaultdict(list)
    for amount in amounts:
        if amount.emissions_t is not None:
            lines[amount.where.subsector or amount.where.sector, amount.scope].append(amount)
    return lines


def _settle(summary: list[Amount], details: list[Amount], problems: list[Problem]) -> list[Amount]:
    published, computed = _by_line(summary), _by_line(details)
    reproduced = True
    for line, rows in published.items():
        given = sum(amount.emissions_t or 0.0 for amount in rows)
        if line not in computed:
            reproduced = False
            continue
        added = sum(amount.emissions_t or 0.0 for amount in computed[line])
        step = max(amount.step_t for amount in rows) * len(rows)
        if abs(added - given) > max(step, AGREE_SHARE * abs(given)) * 1.000001:
            reproduced = False
            problems.append(_differs(rows[0], given, added))
    if reproduced:
        silent = [amount for amount in summary if amount.emissions_t is None]
        known = {(fold(a.where.ref or a.where.subsector), a.scope) for a in details}
        return details + [a for a in silent if (fold(a.where.ref or a.where.subsector), a.scope) not in known]
    return summary + [amount for line, rows in computed.items() if line not in published for amount in rows]


def _differs(amount: Amount, given: float, added: float) -> Problem:
    ratio = added / given if given else float("inf")
    params = {
        "label": amount.label,
        "scope": amount.scope or "?",
        "published": given,
        "computed": added,
        "ratio": ratio,
    }
    return Problem("lines_differ", amount.sheet, amount.row, "", params, "warning")
