"""`capacities load`: brings the database to this version: migrations, facts of the network, all municipalities."""

from __future__ import annotations

import argparse
import sys

from capacities.commands.arguments import Parser, command_parser


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
    from tqdm import tqdm

    from capacities.core.organisations.services import load_organisations
    from capacities.core.places.services import load_places
    from capacities.events.services import load_events

    with tqdm(desc="Places", unit="place", disable=True if not progress else None, delay=0.5) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        load_places(show)
    load_organisations()
    load_events()
