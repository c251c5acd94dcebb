"""`capacities plan NAME`: the draft plan of a municipality on screen, as JSON or as a file. Decides nothing itself."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from capacities.commands.arguments import (
    Parser,
    command_parser,
    number,
    output_file,
    print_json,
    whole_number,
    write_whole,
)
from capacities.commands.problems import BadInput

if TYPE_CHECKING:
    from capacities.dayone.assemble import Options
    from capacities.dayone.result import DayOnePlan
    from capacities.tables.known import KnownValue

SUFFIXES = (".docx", ".pdf", ".xlsx", ".html", ".json")
EPILOG = """examples:
  capacities plan Suceava
  capacities plan Roman --country RO --budget 40000000
  capacities plan Suceava --data what-we-know.xlsx --out suceava.docx --language ro

Ranges hold 9 chances in 10. All is a draft from public data; --data replaces estimates by what the town knows."""


def parser() -> Parser:
    """Return the parser of this command."""
    built = command_parser("plan", "Draft inventory, measures and investment of a municipality.", EPILOG)
    built.add_argument("name", metavar="NAME", help="the municipality; case and diacritics do not matter")
    built.add_argument("--country", metavar="CC", help="two letters, when the name occurs in several countries")
    built.add_argument("--population", type=number, metavar="N", help="use this number of inhabitants")
    built.add_argument("--target", type=number, default=0.8, metavar="SHARE", help="cut to aim at, 0 to 1 (0.8)")
    built.add_argument("--year", type=whole_number, default=2030, metavar="YEAR", help="target year (2030)")
    built.add_argument("--budget", type=number, metavar="EUR", help="most that may be invested in all")
    built.add_argument(
        "--draws", type=whole_number, default=1000, metavar="N", help="random draws, 100 to 10000 (1000)"
    )
    built.add_argument("--seed", type=whole_number, default=1, metavar="N", help="seed of the draws (1)")
    built.add_argument("--data", type=Path, metavar="FILE", help="CSV or XLSX with figures that the town knows")
    built.add_argument("--language", choices=("en", "ro"), default="en", help="language of texts (en)")
    built.add_argument("--out", type=Path, metavar="FILE", help=f"write a file: {', '.join(SUFFIXES)}")
    built.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    return built


def run(args: argparse.Namespace) -> int:
    """Compute the plan and print or write it; return the exit code."""
    if args.out:
        output_file(args.out, SUFFIXES)
    plan = compute(args)
    if args.out:
        write_whole(args.out, lambda draft: write_document(plan, draft, args.language))
    if args.json:
        from capacities.dayone.document import plan_to_json

        print_json(plan_to_json(plan, args.language))
    elif args.out:
        print(args.out)
    else:
        from capacities.commands.plan_text import plan_lines

        print("\n".join(plan_lines(plan, args.language)))
    return 0


def compute(args: argparse.Namespace) -> DayOnePlan:
    """Return the plan that the arguments ask for. Raises BadInput in the language asked for."""
    from capacities.commands.lookup import find_place
    from capacities.dayone.assemble import BadOption, check_options, check_population, draft_plan
    from capacities.dayone.texts import error_text

    today = date.today()
    try:
        options = options_from(args)
        check_options(options, today)
        if args.population is not None:
            check_population(args.population)
        place = find_place(args.name, args.country, args.population, args.language)
        return draft_plan(place, options, today=today)
    except BadOption as problem:
        sentence = error_text(problem.code, args.language, **problem.params)
        raise BadInput(f"--{problem.option}: {sentence}") from problem


def options_from(args: argparse.Namespace) -> Options:
    """Return the options of the plan; reads the town's own figures where a file is named."""
    from capacities.dayone.assemble import Options

    known: Mapping[str, KnownValue] = {}
    if args.data:
        from capacities.commands.own_figures import read_own_figures

        known = read_own_figures(args.data, args.language)
    return Options(args.target, args.year, args.budget, args.draws, args.seed, known)


def write_document(plan: DayOnePlan, target: Path, language: str) -> None:
    """Write the plan in the form that the ending of ``target`` names."""
    suffix = target.suffix.lower()
    if suffix == ".json":
        import json

        from capacities.dayone.document import plan_to_json

        document = plan_to_json(plan, language)
        target.write_text(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2), encoding="utf-8")
        return
    from capacities.documents.files import plan_file

    target.write_bytes(plan_file(plan, suffix.lstrip("."), language))
