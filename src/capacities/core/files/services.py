"""Keeping a file that a form has checked, and handing one out. Whoever calls has asked for the permission."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse

from capacities.core.files.kinds import kind_of
from capacities.core.files.models import StoredFile

if TYPE_CHECKING:
    from capacities.core.people.models import Person

_PICTURES_AND_PDF = ("image/", "application/pdf")


def store_file(*, by: Person | None, upload: UploadedFile, title: str = "", language: str = "") -> StoredFile:
    """Keep a file and return its record. Raises ValueError for a kind that DocumentField would have refused."""
    name = PurePath(str(upload.name)).name[-200:]
    kind = kind_of(name, upload.file)  # type: ignore[arg-type]
    if kind is None:
        raise ValueError(f"a file of this kind is not taken: {name.rpartition('.')[2]!r}")
    digest = hashlib.file_digest(upload.file, "sha256").hexdigest()  # type: ignore[arg-type]
    upload.file.seek(0)  # type: ignore[union-attr]
    stored = StoredFile(
        name=name,
        title=title.strip(),
        language=language,
        media_type=kind.media_type,
        size=upload.size or 0,
        sha256=digest,
        uploaded_by=by,
    )
    twin = StoredFile.objects.filter(sha256=digest).first()
    if twin is None:
        stored.content.save(name, upload, save=False)
    else:
        stored.content.name = twin.content.name
    stored.save()
    return stored


def file_response(stored: StoredFile) -> FileResponse:
    """Hand out a file to save; pictures and PDF may be shown, cut off from the site's scripts and cookies."""
    shown = stored.media_type.startswith(_PICTURES_AND_PDF)
    response = FileResponse(
        stored.content.open("rb"), filename=stored.name, as_attachment=not shown, content_type=stored.media_type
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def delete_file(stored: StoredFile) -> None:
    """Remove a record, and the content once that is certain and no other record holds the same."""
    name, storage = stored.content.name, stored.content.storage
    stored.delete()

    def delete_content() -> None:
        if name and not StoredFile.objects.filter(content=name).exists():
            storage.delete(name)

    transaction.on_commit(delete_content)
