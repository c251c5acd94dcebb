"""What ends a command: bad input of the user (exit code 2), or a fault of ours (1, noted in a log)."""

from __future__ import annotations

import os
import secrets
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

DONE, FAULT, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


class BadInput(Exception):
    """Input that cannot be used; the message says what came, what fits and what to do."""


class Unavailable(Exception):
    """Something around us does not work (port, disk, database); the message says what to do. Exit code 1."""


def note_fault(error: BaseException) -> tuple[str, Path]:
    """Write the traceback to the log and return the id of the entry and the path of the log."""
    id = secrets.token_hex(4)
    entry = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}Z {id}\n{''.join(traceback.format_exception(error))}\n"
    for path in (_log_path(), Path(tempfile.gettempdir()) / "capacities-errors.log"):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as log:
                log.write(entry)
        except OSError:
            continue
        return id, path
    return id, Path(os.devnull)


def _log_path() -> Path:
    from capacities.config.database import data_dir

    try:
        return data_dir() / "log" / "errors.log"
    except OSError:
        return Path(os.devnull) / "log"
