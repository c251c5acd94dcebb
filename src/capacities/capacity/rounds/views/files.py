"""An assessment as a workbook to take along, and bringing it back: checked, shown as differences, stored at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from capacities.capacity.rounds.access import assessment_or_404, own_assessment_or_404, sees_all
from capacities.capacity.rounds.forms import ImportForm
from capacities.capacity.rounds.imports import Brought, Difference, marked, read_answers
from capacities.capacity.rounds.models import Assessment
from capacities.capacity.rounds.services.imports import store_differences
from capacities.capacity.rounds.sheet import sheet_of
from capacities.capacity.rounds.views.common import assessment_page
from capacities.capacity.rounds.workbook import workbook_of
from capacities.core.people.asker import asker
from capacities.core.permissions import Refused
from capacities.web.files import XLSX
from capacities.web.navigation import Link
from capacities.web.uploads import upload_was_too_large

MOST_BYTES = 2_000_000  # kept with the session until the import is confirmed
_KEPT = "round-import"


@require_safe
def workbook(request: HttpRequest, slug: str, assessment_id: int) -> HttpResponse:
    """Return the assessment as a workbook."""
    found = assessment_or_404(request.user, slug, assessment_id)
    if not sees_all(request.user, found):
        raise Http404
    return _xlsx(workbook_of(sheet_of(found)), f"{found.round.slug}-{slugify(found.respondent)}")


@require_http_methods(["GET", "HEAD", "POST"])
def workbook_import(request: HttpRequest, slug: str, assessment_id: int) -> HttpResponse:
    """Read a workbook, show what would change, and store it once that is confirmed."""
    found = own_assessment_or_404(request.user, slug, assessment_id)
    if request.method == "POST" and "confirm" in request.POST:
        return _store(request, found)
    form = ImportForm(request.POST or None, request.FILES or None)
    upload, brought = request.FILES.get("file"), None
    if upload_was_too_large(request) or (upload and (upload.size or 0) > MOST_BYTES):
        form.add_error("file", _("The file is larger than 2 MB."))
    elif request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        data = upload.read()
        brought = read_answers(data, upload.name, sheet_of(found))
        request.session[_KEPT] = {"assessment": found.pk, "name": upload.name, "data": data.hex()}
    return _page(request, found, form, brought)


@require_safe
def rejected(request: HttpRequest, slug: str, assessment_id: int) -> HttpResponse:
    """Return the workbook that was not taken, with a note at each cell to correct."""
    found = own_assessment_or_404(request.user, slug, assessment_id)
    kept = _kept(request, found)
    if kept is None or not kept[0].startswith(b"PK"):
        raise Http404
    data, brought = kept
    return _xlsx(marked(data, brought.faults), f"{found.round.slug}-{slugify(found.respondent)}-to-correct")


def _store(request: HttpRequest, found: Assessment) -> HttpResponse:
    kept = _kept(request, found)
    if kept is None or kept[1].faults:
        messages.warning(request, _("The workbook is no longer there; choose the file again."))
        return redirect("capacity-import", found.round.slug, found.pk)
    chosen = [one for one in kept[1].differences if _is_chosen(request, one)]
    try:
        count = store_differences(by=asker(request), assessment=found, differences=chosen)
    except Refused as refused:
        messages.warning(request, str(refused.reason))
        return _page(request, found, ImportForm(), kept[1], status=409)
    del request.session[_KEPT]
    words = ngettext("%(count)s change is stored.", "%(count)s changes are stored.", count)
    messages.success(request, words % {"count": count})
    return redirect(found)


def _is_chosen(request: HttpRequest, one: Difference) -> bool:
    """Return whether a difference is taken as it was shown; what changed here since then is shown again."""
    return request.POST.get(one.name) == "take" and request.POST.get(f"seen-{one.name}") == one.seen


def _kept(request: HttpRequest, found: Assessment) -> tuple[bytes, Brought] | None:
    kept = request.session.get(_KEPT)
    if not kept or kept["assessment"] != found.pk:
        return None
    data = bytes.fromhex(kept["data"])
    return data, read_answers(data, kept["name"], sheet_of(found))


def _page(
    request: HttpRequest, found: Assessment, form: ImportForm, brought: Brought | None, status: int = 200
) -> HttpResponse:
    context = assessment_page(request, found, Link(_("Take along and bring back")), form=form, brought=brought)
    if form.errors or (brought and brought.faults):
        status = 400
    return render(request, "capacity_rounds/import.html", context, status=status)


def _xlsx(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
