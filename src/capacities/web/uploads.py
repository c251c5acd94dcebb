"""Uploads that are too large are let go while they arrive, so that neither memory nor disk is spent on them."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MOST_BYTES = 20_000_000  # the limit of tables.limits


class LimitedUpload(FileUploadHandler):
    """Stands first among the handlers: drops a file that passes the limit and remembers that on the request."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count anew."""
        super().new_file(*args, **kwargs)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass data on to the next handler until the limit."""
        self._received += len(raw_data)
        if self._received > MOST_BYTES:
            if self.request is not None:
                self.request.META["UPLOAD_TOO_LARGE"] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


def upload_was_too_large(request: HttpRequest) -> bool:
    """Return whether a file of this request was dropped for its size."""
    return bool(request.META.get("UPLOAD_TOO_LARGE"))
