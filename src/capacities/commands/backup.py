"""`capacities backup FILE`: database and uploaded files in one archive that `restore` brings back."""

from __future__ import annotations

import argparse
import hashlib
import json
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import capacities
from capacities.commands.arguments import Parser, command_parser, output_file, print_json, write_whole

FORMAT = 1
SUFFIXES = (".tar",)
EPILOG = """The archive holds personal data: keep it where only the stewards can read it. The secret key of the site is
not in it; keep SECRET_KEY (or secret-key in the data folder) apart."""


def parser() -> Parser:
    """Return the parser of this command."""
    built = command_parser("backup", "Write database and files into one archive (.tar).", EPILOG)
    built.add_argument("file", type=Path, metavar="FILE")
    built.add_argument("--json", action="store_true", help="print one JSON document")
    return built


def run(args: argparse.Namespace) -> int:
    """Write the backup and say what is in it."""
    output_file(args.file, SUFFIXES)
    from capacities.commands.django_setup import start_django

    start_django()
    manifest: dict[str, Any] = {}
    write_whole(args.file, lambda draft: manifest.update(write_backup(draft)))
    args.file.chmod(0o600)
    if args.json:
        print_json({"file": str(args.file), "bytes": args.file.stat().st_size} | manifest)
    else:
        size = args.file.stat().st_size / 1e6
        print(f"{args.file}: {size:.1f} MB, {manifest['files']} files, version {manifest['version']}")
    return 0


def write_backup(target: Path) -> dict[str, Any]:
    """Write the archive and return its manifest. A dump is one consistent moment of the database."""
    from django.conf import settings

    from capacities.commands.pg_tools import call

    media = Path(settings.MEDIA_ROOT)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump = Path(folder) / "database.dump"
        call("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")
        files = [file for file in sorted(media.rglob("*")) if file.is_file()] if media.is_dir() else []
        manifest = _manifest(dump, len(files))
        note = Path(folder) / "manifest.json"
        note.write_text(json.dumps(manifest, indent=2))
        with tarfile.open(target, "w") as archive:
            archive.add(note, "manifest.json")
            archive.add(dump, "database.dump")
            for file in files:
                archive.add(file, f"files/{file.relative_to(media).as_posix()}", recursive=False)
    return manifest


def _manifest(dump: Path, files: int) -> dict[str, Any]:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    with dump.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "format": FORMAT,
        "version": capacities.__version__,
        "created": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "database_sha256": digest,
        "files": files,
        "migrations": sorted(f"{app}.{name}" for app, name in applied),
    }
