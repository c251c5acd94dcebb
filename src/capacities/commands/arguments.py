"""Parsers and types of arguments that commands share. Imports nothing heavy."""

from __future__ import annotations

import argparse
import math
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from capacities.commands.problems import BadInput


class Parser(argparse.ArgumentParser):
    """A parser that answers a wrong argument with one message instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments; `--help` is named as the way on."""
        raise BadInput(f"{message}. `{self.prog} --help` tells what fits.")


def command_parser(name: str, about: str, epilog: str = "") -> Parser:
    """Return the parser of one command; its help keeps the line breaks of ``epilog``."""
    return Parser(
        prog=f"capacities {name}",
        description=about,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def number(text: str) -> float:
    """Read a number; a decimal comma is refused with the cure, because 1,234 may mean two things."""
    try:
        value = float(text)
    except ValueError:
        hint = " (write a point for decimals and nothing between thousands)" if "," in text or " " in text else ""
        raise argparse.ArgumentTypeError(f"{text!r} is not a number{hint}") from None
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{text!r} is not a finite number")
    return value


def whole_number(text: str) -> int:
    """Read a whole number; 1e6 and 1000000.0 count as whole."""
    value = number(text)
    if value != int(value):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(value)


def output_file(path: Path, suffixes: tuple[str, ...]) -> Path:
    """Return ``path`` when it can be written and its ending is one of ``suffixes``; raises BadInput."""
    if path.suffix.lower() not in suffixes:
        raise BadInput(f"--out {path}: the ending {path.suffix or '(none)'} is unknown; use {', '.join(suffixes)}")
    folder = path.parent
    if path.is_dir():
        raise BadInput(f"--out {path}: this is a folder; name a file in it")
    if not folder.is_dir():
        raise BadInput(f"--out {path}: the folder {folder} does not exist")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise BadInput(f"--out {path}: may not be written there; choose another folder or change its permissions")
    return path


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` fill a file beside ``path`` and put it in place only when it is complete."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    draft = Path(name)
    try:
        write(draft)
        umask = os.umask(0)
        os.umask(umask)
        draft.chmod(0o666 & ~umask)
        draft.replace(path)
    except OSError as error:
        raise BadInput(f"{path} could not be written: {error.strerror or error}") from error
    finally:
        draft.unlink(missing_ok=True)


def print_json(document: object) -> None:
    """Print one JSON document; a number that is not finite is a fault of ours and stops."""
    import json

    print(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2))
