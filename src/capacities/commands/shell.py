"""`capacities shell`: a Python shell in which Django is started and all models are imported."""

from __future__ import annotations

import argparse

from capacities.commands.arguments import Parser, command_parser


def parser() -> Parser:
    """Return the parser of this command."""
    built = command_parser("shell", "Open a Python shell with the models at hand.")
    built.add_argument("-c", "--command", help="run this text instead of asking for input")
    return built


def run(args: argparse.Namespace) -> int:
    """Open the shell, or run one text in it."""
    from capacities.commands.django_setup import start_django

    start_django()
    from django.core.management import call_command

    call_command("shell", command=args.command) if args.command else call_command("shell")
    return 0
