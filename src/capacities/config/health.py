"""`/healthz`: whether this process serves and reaches its database, for balancers and monitors."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

import capacities


def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 with the version when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "no database", "version": capacities.__version__}, status=503)
    return JsonResponse({"status": "ok", "version": capacities.__version__})
