"""A table of entries: read and checked, then stored once that is confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from capacities.core.people.asker import asker
from capacities.core.permissions import require
from capacities.hub.instruments import services
from capacities.hub.instruments.forms import ImportForm
from capacities.hub.instruments.imports import COLUMNS, Table, read_instruments
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.hub.structure.models import Hub
from capacities.web.navigation import Link
from capacities.web.uploads import upload_was_too_large

MOST_IMPORT_BYTES = 2_000_000  # kept with the session until the import is confirmed
_KEPT_TABLE = "instruments-import"


@require_http_methods(["GET", "HEAD", "POST"])
def hub_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a table, show what would be stored, and store it once that is confirmed."""
    hub = hub_or_404(request, slug)
    require(request.user, "instruments.keep", hub)
    if request.method == "POST" and "confirm" in request.POST:
        return _store_import(request, hub)
    form = ImportForm(request.POST or None, request.FILES or None)
    table: Table | None = None
    upload = request.FILES.get("file")
    if upload_was_too_large(request) or (upload and (upload.size or 0) > MOST_IMPORT_BYTES):
        form.add_error("file", _("The file is larger than 2 MB."))
    elif request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        data = upload.read()
        table = read_instruments(data, upload.name)
        if not table.faults:
            request.session[_KEPT_TABLE] = {"hub": hub.slug, "name": upload.name, "data": data.hex()}
    context = hub_page(request, hub, "instruments", Link(_("Import")))
    context |= {"form": form, "table": table, "columns": COLUMNS}
    bad = bool(form.errors) or bool(table and table.faults)
    return render(request, "hub_instruments/import.html", context, status=400 if bad else 200)


def _store_import(request: HttpRequest, hub: Hub) -> HttpResponse:
    kept = request.session.pop(_KEPT_TABLE, None)
    if not kept or kept["hub"] != hub.slug:
        messages.warning(request, _("The table is no longer there; choose the file again."))
        return redirect("hub-instruments-import", hub.slug)
    table = read_instruments(bytes.fromhex(kept["data"]), kept["name"])
    try:
        count = services.import_instruments(by=asker(request), rows=table.rows)
    except ValidationError as error:
        messages.warning(request, _("Nothing was stored: %(why)s") % {"why": " ".join(error.messages)})
        return redirect("hub-instruments-import", hub.slug)
    words = ngettext("%(count)s entry is stored.", "%(count)s entries are stored.", count)
    messages.success(request, words % {"count": count})
    return redirect("hub-instruments", hub.slug)
