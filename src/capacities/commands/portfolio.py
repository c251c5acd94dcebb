"""`capacities portfolio MEASURES.csv`: the best choice among independent measures, proved."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from capacities.commands.arguments import Parser, command_parser, number, print_json
from capacities.commands.problems import BadInput

if TYPE_CHECKING:
    from capacities.tables.cells import Row

COLUMNS = ("id", "name", "reduction_t", "cost_eur")
EPILOG = """The file has a row per measure with the columns id, name, reduction_t, cost_eur. Measures are taken whole or
not at all, and do not influence each other. --target up to 1 is a share of all reductions, above 1 it is tonnes."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The rows of the file, column by column."""

    ids: list[str]
    names: list[str]
    reduction_t: list[float]
    cost_eur: list[float]


def parser() -> Parser:
    """Return the parser of this command."""
    built = command_parser("portfolio", "Choose the best of a list of independent measures.", EPILOG)
    built.add_argument("file", type=Path, metavar="MEASURES.csv")
    either = built.add_mutually_exclusive_group(required=True)
    either.add_argument("--budget", type=number, metavar="EUR", help="save the most tonnes for this money")
    either.add_argument("--target", type=number, metavar="T", help="save this much for the least money")
    built.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    return built


def run(args: argparse.Namespace) -> int:
    """Choose and print."""
    for option in ("budget", "target"):
        value = getattr(args, option)
        if value is not None and value < 0:
            raise BadInput(f"--{option}: {value:g} is negative; give 0 or more")
    measures = read_measures(args.file)
    import numpy as np

    from capacities.engines.portfolio.independent import choose_independent

    reduction_t, cost_eur = np.array(measures.reduction_t), np.array(measures.cost_eur)
    try:
        choice = choose_independent(measures.ids, reduction_t, cost_eur, budget_eur=args.budget, target=args.target)
    except ValueError as problem:
        raise BadInput(f"{args.file}: {problem}") from problem
    if args.json:
        print_json(
            {
                "chosen": list(choice.chosen),
                "reduction_t": choice.reduction_t,
                "cost_eur": choice.cost_eur,
                "proved_gap": choice.proved_gap,
            }
        )
        return 0
    names = dict(zip(measures.ids, measures.names, strict=True))
    for id in choice.chosen:
        print(f"{id:<12} {names[id]}")
    gap = "no better choice exists" if choice.proved_gap == 0 else f"at most {choice.proved_gap:.2%} from the best"
    print(f"{len(choice.chosen)} of {len(names)}: {choice.reduction_t:,.1f} t for {choice.cost_eur:,.0f} EUR; {gap}")
    return 0


def read_measures(file: Path) -> Measures:
    """Read the measures; raises BadInput naming row and column for what cannot be used."""
    from capacities.tables.names import fold
    from capacities.tables.problems import UnreadableTable
    from capacities.tables.reader import read_file

    try:
        sheets = [sheet for sheet in read_file(file, file.name).sheets if not sheet.hidden and sheet.rows]
    except UnreadableTable as problem:
        raise BadInput(str(problem)) from problem
    for sheet in sheets:
        header, *rows = sheet.rows
        columns = {fold(header.text(i)).replace(" ", "_"): i for i in range(len(header.cells))}
        if set(COLUMNS) <= set(columns):
            return _measures(file, columns, rows)
    raise BadInput(f"{file}: the first row must name the columns {', '.join(COLUMNS)}")


def _measures(file: Path, columns: dict[str, int], rows: list[Row]) -> Measures:
    from capacities.tables.numbers import decimal_sign, parse_number

    found = Measures([], [], [], [])
    lines: dict[str, int] = {}
    for name, values in (("reduction_t", found.reduction_t), ("cost_eur", found.cost_eur)):
        decimal, _mixed = decimal_sign(row.value(columns[name]) for row in rows)
        for row in rows:
            parsed = parse_number(row.value(columns[name]), decimal)
            if parsed is None:
                shown = row.text(columns[name]) or "empty"
                raise BadInput(f"{file}, row {row.number}, column {name}: {shown!r} is not a number; enter one")
            values.append(parsed.value)
    for row in rows:
        id = row.text(columns["id"])
        if not id or id in lines:
            why = f"{id!r} stands in row {lines[id]} already" if id else "it is empty"
            raise BadInput(f"{file}, row {row.number}, column id: {why}; give each measure an id of its own")
        lines[id] = row.number
        found.ids.append(id)
        found.names.append(row.text(columns["name"]))
    return found
