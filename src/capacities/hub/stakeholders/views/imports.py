"""Pages of an import: bring a file, say what its columns mean, look at its rows, write them, take them back."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.files.services import file_response
from capacities.core.people.asker import asker
from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.forms.imports import ColumnsForm, UploadForm, said_rows
from capacities.hub.stakeholders.imports.columns import FIELDS
from capacities.hub.stakeholders.imports.matching import MERGE, NEW, SKIP, Proposal, differences
from capacities.hub.stakeholders.imports.preparing import Prepared, file_of, import_options, prepare, remembered_columns
from capacities.hub.stakeholders.imports.sheets import reasons, sheet_uses
from capacities.hub.stakeholders.imports.workbook import workbook
from capacities.hub.stakeholders.models import Office, Stakeholder, StakeholderImport, StakeholderMap
from capacities.hub.stakeholders.models.changes import ImportState
from capacities.hub.stakeholders.people_queries import imports_of
from capacities.hub.stakeholders.queries import relations_of_map, stakeholders_visible_to
from capacities.hub.stakeholders.stored import value_text
from capacities.hub.stakeholders.views.maps import map_context, map_or_404
from capacities.hub.structure.acts import done
from capacities.hub.structure.models import Hub
from capacities.web.files import XLSX
from capacities.web.navigation import Link
from capacities.web.uploads import upload_was_too_large

PER_PAGE = 50
FAULTS_SHOWN = 100
SELECTED_FROM = 200  # stakeholders; on a longer map the one to join with is typed, not selected


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, slug: str, map_id: int) -> HttpResponse:
    """Take a file for a map, and list what was brought before."""
    hub, chosen = map_or_404(request, slug, map_id)
    form = UploadForm(request.POST or None, request.FILES or None)
    if upload_was_too_large(request):
        form.add_error("file", _("The file is larger than 20 MB. Split it, and bring the parts one after the other."))
    elif request.method == "POST" and form.is_valid():
        brought = services.bring_file(by=asker(request), chosen=chosen, upload=form.cleaned_data["file"])
        return redirect(_next_page(hub, brought))
    context = map_context(request, hub, chosen, Link(_("Import"))) | {
        "form": form,
        "imports": imports_of(request.user, chosen)[:20],
    }
    return render(request, "hub_stakeholders/import.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, slug: str, map_id: int, import_id: int) -> HttpResponse:
    """Say which sheets are used and what their columns hold."""
    hub, chosen, brought = _open(request, slug, map_id, import_id)
    said, moved = said_rows(request.POST)
    uses = sheet_uses(file_of(brought), brought.reading, remembered_columns(hub), said)
    form = ColumnsForm(request.POST if request.POST and not moved else None, uses=uses, initial=import_options(brought))
    if moved:
        messages.info(request, _("These are the columns under the row that you named."))
    elif request.method == "POST" and form.is_valid():
        return _mapped(request, hub, brought, form)
    context = _context(request, hub, chosen, brought) | {"form": form}
    return render(request, "hub_stakeholders/import_columns.html", context, status=400 if form.errors else 200)


def _mapped(request: HttpRequest, hub: Hub, brought: StakeholderImport, form: ColumnsForm) -> HttpResponse:
    told = form.cleaned_data
    services.map_columns(
        by=asker(request),
        brought=brought,
        uses=form.chosen_uses(),
        basis=told["basis"],
        expires=told["expires"],
        file_wins=bool(told["file_wins"]),
    )
    return redirect(_address("hub-stakeholder-import", hub, brought))


@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: HttpRequest, slug: str, map_id: int, import_id: int) -> HttpResponse:
    """Show what would become of each row, or of a file that is written or rejected how it ended."""
    hub, chosen, brought = _found(request, slug, map_id, import_id)
    if brought.state == ImportState.BROUGHT:
        return redirect(_next_page(hub, brought))
    if brought.state != ImportState.MAPPED:
        context = _context(request, hub, chosen, brought) | {"reasons": reasons(brought.problems)}
        return render(request, "hub_stakeholders/import_end.html", context)
    if request.method == "POST":
        choices = _choices(request, stakeholders_visible_to(request.user, chosen))
        done(request, lambda: services.choose_rows(by=asker(request), brought=brought, choices=choices), _("Saved."))
        return redirect(f"{_address('hub-stakeholder-import', hub, brought)}?{request.GET.urlencode()}")
    prepared = prepare(brought)
    only = request.GET.get("only", "")
    page = Paginator(_narrowed(prepared, only), PER_PAGE).get_page(request.GET.get("page"))
    everybody = list(stakeholders_visible_to(request.user, chosen).only("pk", "name", "acronym"))
    acts = Counter(proposal.act for proposal in prepared.proposals)
    context = _context(request, hub, chosen, brought) | {
        "page": page,
        "rows": [_shown(brought, proposal) for proposal in page],
        "everybody": everybody,
        "is_long": len(everybody) > SELECTED_FROM,
        "faults": prepared.faults[:FAULTS_SHOWN],
        "n_faults": len(prepared.faults),
        "warnings": prepared.warnings,
        "left_out": prepared.left_out,
        "can_leave_out": any(fault.key for fault in prepared.faults),
        "links": len(prepared.links),
        "counts": {"new": acts[NEW], "merge": acts[MERGE], "skip": acts[SKIP], "all": len(prepared.proposals)},
        "n_look": sum(1 for proposal in prepared.proposals if proposal.needs_a_look),
        "only": only,
    }
    return render(request, "hub_stakeholders/import_rows.html", context)


@require_POST
def act(request: HttpRequest, slug: str, map_id: int, import_id: int, act: str) -> HttpResponse:
    """Write an import, take it back, leave out what does not fit, or let go of the file."""
    hub, chosen, brought = _found(request, slug, map_id, import_id)
    by = asker(request)
    acts = {
        "write": (lambda: services.write_import(by=by, brought=brought), _("All rows are imported.")),
        "undo": (lambda: services.undo_import(by=by, brought=brought), _("The import is taken back.")),
        "leave-out": (
            lambda: services.leave_out_faulty(by=by, brought=brought), _("Rows that do not fit are left out."),
        ),
        "take-in": (
            lambda: services.leave_out_faulty(by=by, brought=brought, leave=False), _("All rows count again."),
        ),
        "drop": (lambda: services.drop_import(by=by, brought=brought), _("The file is let go.")),
    }  # fmt: skip
    if act not in acts:
        raise Http404
    went_well = done(request, *acts[act])
    if act == "drop" and went_well:
        return redirect("hub-stakeholder-bring", hub.slug, chosen.pk)
    return redirect(_address("hub-stakeholder-import", hub, brought))


@require_safe
def brought_file(request: HttpRequest, slug: str, map_id: int, import_id: int) -> HttpResponseBase:
    """Hand out a file that was brought and not imported, as it came."""
    _hub, _chosen, brought = _found(request, slug, map_id, import_id)
    if brought.file is None:
        raise Http404
    return file_response(brought.file)


@require_safe
def list_workbook(request: HttpRequest, slug: str, map_id: int, what: str) -> HttpResponse:
    """Return the whole map as a workbook that an import reads, or the empty template."""
    hub, chosen = map_or_404(request, slug, map_id)
    if what not in ("workbook", "template"):
        raise Http404
    present = stakeholders_visible_to(request.user, chosen)
    if what == "template":
        present = present.none()
    offices = Office.objects.filter(stakeholder__in=present, removed_at=None).select_related("stakeholder")
    relations = relations_of_map(request.user, chosen).filter(giver__in=present)
    data = workbook(present, offices.prefetch_related("contacts__addresses"), relations)
    response = HttpResponse(data, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{hub.slug}-stakeholders-{what}.xlsx"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _found(
    request: HttpRequest, slug: str, map_id: int, import_id: int
) -> tuple[Hub, StakeholderMap, StakeholderImport]:
    hub, chosen = map_or_404(request, slug, map_id)
    return hub, chosen, get_object_or_404(imports_of(request.user, chosen), pk=import_id)


def _open(
    request: HttpRequest, slug: str, map_id: int, import_id: int
) -> tuple[Hub, StakeholderMap, StakeholderImport]:
    hub, chosen, brought = _found(request, slug, map_id, import_id)
    if brought.file is None or brought.state not in (ImportState.BROUGHT, ImportState.MAPPED):
        raise Http404
    return hub, chosen, brought


def _address(name: str, hub: Hub, brought: StakeholderImport) -> str:
    return reverse(name, args=[hub.slug, brought.map_id, brought.pk])


def _next_page(hub: Hub, brought: StakeholderImport) -> str:
    name = "hub-stakeholder-import-columns" if brought.state == ImportState.BROUGHT else "hub-stakeholder-import"
    return _address(name, hub, brought)


def _context(request: HttpRequest, hub: Hub, chosen: StakeholderMap, brought: StakeholderImport) -> dict[str, Any]:
    way = Link(_("Import"), reverse("hub-stakeholder-bring", args=[hub.slug, chosen.pk]))
    return map_context(request, hub, chosen, way, Link(brought.filename)) | {"brought": brought}


def _choices(request: HttpRequest, present: QuerySet[Stakeholder]) -> dict[str, str]:
    """Return what is chosen for the rows of a page; a name that is typed goes before what is selected."""
    sent = {key: str(value) for key, value in request.POST.items()}
    choices = {key.removeprefix("row-"): value for key, value in sent.items() if key.startswith("row-")}
    typed = {key.removeprefix("into-"): value.strip() for key, value in sent.items() if key.startswith("into-")}
    typed = {key: value for key, value in typed.items() if value}
    by_name = {str(one): one.pk for one in present} if typed else {}
    for key, name in typed.items():
        if name in by_name:
            choices[key] = f"{MERGE}:{by_name[name]}"
        else:
            messages.warning(request, _("“%(name)s” is not on this map.") % {"name": name})
    return choices


def _narrowed(prepared: Prepared, only: str) -> list[Proposal]:
    if only == "look":
        return [proposal for proposal in prepared.proposals if proposal.needs_a_look]
    return [proposal for proposal in prepared.proposals if only in ("", proposal.act)]


def _shown(brought: StakeholderImport, proposal: Proposal) -> dict[str, Any]:
    """Return a row of the file as the page shows it."""
    candidate = proposal.candidate
    wins = bool(brought.reading.get("file_wins"))
    values = candidate.values
    told = [
        f"{FIELDS[name]}: {value_text(name, value)}"
        for name, value in values.items()
        if name not in ("name", "acronym")
    ]
    return {
        "key": candidate.key,
        "place": ngettext("row %(rows)s", "rows %(rows)s", len(candidate.rows))
        % {"rows": ", ".join(map(str, candidate.rows[:6]))},
        "sheet": candidate.sheet,
        "name": f"{values['name']} ({values['acronym']})" if values.get("acronym") else values["name"],
        "told": told,
        "people": [", ".join(filter(None, (p["name"], p["office"], *p["emails"]))) for p in candidate.people],
        "match": proposal.match,
        "choice": proposal.choice,
        "target": proposal.target,
        "is_note": candidate.is_note,
        "changes": [
            (FIELDS[name], value_text(name, before), value_text(name, after))
            for name, before, after in differences(proposal, file_wins=wins)
        ],
    }
