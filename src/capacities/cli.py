"""The command `capacities`: finds the command's module, runs it and turns what happens into exit codes."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import capacities
from capacities.commands import ALIASES, COMMANDS, GROUPS, INTERNAL
from capacities.commands.problems import BAD_INPUT, DONE, FAULT, INTERRUPTED, BadInput, Unavailable, note_fault

EXAMPLES = """examples:
  capacities plan Suceava
  capacities plan Roman --country RO --budget 40000000 --out roman.docx --language ro
  capacities inventory measured.xlsx --json
  capacities demo

Exit codes: 0 done, 2 something in the input does not fit, 1 a fault of ours.
`capacities COMMAND --help` tells all about one command."""


def overview() -> str:
    """Return the text of `capacities --help`."""
    lines = ["usage: capacities COMMAND [OPTIONS]", ""]
    lines += ["From a town's name to a draft Climate City Contract, and the site around it.", ""]
    for group, commands in GROUPS.items():
        lines += [f"{group}:", *(f"  {name:<11}{about}" for name, about in commands.items()), ""]
    return "\n".join([*lines, EXAMPLES])


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _run(name: str, arguments: list[str]) -> int:
    try:
        module = importlib.import_module(f"capacities.commands.{name}")
        return int(module.run(module.parser().parse_args(arguments)) or DONE)
    except BadInput as problem:
        print(f"capacities {name}: {problem}", file=sys.stderr)
        return BAD_INPUT
    except Unavailable as problem:
        print(f"capacities {name}: {problem}", file=sys.stderr)
        return FAULT
    except BrokenPipeError:
        raise  # the reader of our output is gone; main knows what to do
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        id, path = note_fault(error)
        print(f"capacities {name}: a fault of ours ({id}): {type(error).__name__}. Details: {path}", file=sys.stderr)
        return FAULT


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _speak_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _dispatch(given[0] if given else "--help", given[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return code


def _dispatch(name: str, arguments: list[str]) -> int:
    if name in ("-h", "--help", "help"):
        print(overview())
        return DONE
    if name in ("-V", "--version"):
        print(capacities.__version__)
        return DONE
    name = ALIASES.get(name, name)
    if name in COMMANDS or name in INTERNAL:
        return _run(name, arguments)
    import difflib

    near = difflib.get_close_matches(name, COMMANDS, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    print(f"capacities: there is no command {name!r}.{hint} `capacities --help` lists them all.", file=sys.stderr)
    return BAD_INPUT
