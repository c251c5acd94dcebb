"""`capacities worker`: runs the jobs that wait in the database. Start as many as there is work for."""

from __future__ import annotations

import argparse
import os

from capacities.commands.arguments import Parser, command_parser, whole_number


def parser() -> Parser:
    """Return the parser of this command."""
    built = command_parser("worker", "Run the jobs that wait in the database, until a signal ends it.")
    built.add_argument("--concurrency", type=whole_number, default=1, help="jobs at a time (1)")
    return built


def run(args: argparse.Namespace) -> int:
    """Run jobs until a signal ends it."""
    from capacities.commands.django_setup import require_current_database, start_django

    start_django()
    require_current_database()
    from django.core.management import call_command
    from django.db import connections

    connections.close_all()
    os.environ.setdefault("PROCRASTINATE_CONCURRENCY", str(args.concurrency))
    call_command("procrastinate", "worker", "--concurrency", str(args.concurrency))
    return 0
