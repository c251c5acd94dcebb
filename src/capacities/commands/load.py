"""`capacities load`: brings the database to this version: migrations, facts of the network, all municipalities."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from capacities.commands.arguments import Parser, command_parser
from capacities.commands.progress import progress_bar


def parser() -> Parser:
    """Return the parser of this command."""
    built = command_parser("load", "Bring the database to this version: migrations, facts, all municipalities.")
    built.add_argument("--quiet", action="store_true", help="no progress bars")
    return built


def run(args: argparse.Namespace) -> int:
    """Migrate and load; a second run does only what changed."""
    from capacities.commands.django_setup import start_django

    start_django()
    load_all(progress=not args.quiet)
    return 0


def migrate() -> None:
    """Apply missing migrations and make the table of the cache."""
    from django.core.management import call_command

    from capacities.commands.django_setup import missing_migrations

    missing = missing_migrations()
    if missing:
        print(f"Preparing the database ({len(missing)} migrations)", file=sys.stderr)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)


def load_all(progress: bool) -> None:
    """Migrate and load what is not loaded yet or has changed."""
    migrate()
    from capacities.capacity.questionnaires.services import load_templates
    from capacities.core.organisations.services import load_organisations
    from capacities.core.places.services import load_places
    from capacities.events.services import load_events
    from capacities.hub.instruments.services import load_instruments

    bars: list[Any] = []

    def show(done: int, total: int) -> None:
        if not bars:
            bars.append(progress_bar(None, total, "Places", "place", progress))
        bars[0].update(done - bars[0].n)

    load_places(show)
    for bar in bars:
        bar.close()
    load_organisations()
    load_events()
    load_instruments()
    load_templates()
