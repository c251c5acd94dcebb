"""Pages of the agenda and the minutes: points, papers, texts written together, versions, files."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.calendars import calendar_of
from capacities.core.files.services import file_response
from capacities.core.people.asker import asker
from capacities.core.permissions import Refused
from capacities.hub.meetings import services
from capacities.hub.meetings.documents import minutes
from capacities.hub.meetings.forms import ItemForm, MinutesForm, PaperForm
from capacities.hub.meetings.invitations import entry_of
from capacities.hub.meetings.models import AgendaItem, Meeting, Paper
from capacities.hub.meetings.pages import item_rows
from capacities.hub.meetings.views.common import inside_or_404, kept, meeting_context, meeting_or_404
from capacities.hub.structure.acts import done, removed, saved
from capacities.web.documents import document_response

_ITEM_FIELDS = ("title", "kind", "minutes_long", "presenter", "text")


@require_http_methods(["GET", "HEAD", "POST"])
def new_item(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Add a point to the agenda."""
    meeting = kept(request, slug, number, "hub.write_minutes")
    form = ItemForm(request.POST if request.method == "POST" else None)
    title = _("New point of the agenda")
    context = meeting_context(request, meeting, title) | {"title": title, "button": _("Add the point")}

    def save(values: dict[str, Any]) -> str:
        services.add_item(by=asker(request), meeting=meeting, **values)
        return f"{meeting.get_absolute_url()}#agenda"

    return saved(request, form, context, save)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_item(request: HttpRequest, slug: str, number: int, item_id: int) -> HttpResponse:
    """Change a point of the agenda."""
    meeting, item = _item(request, slug, number, item_id)
    initial = {field: getattr(item, field) for field in _ITEM_FIELDS}
    form = ItemForm(request.POST if request.method == "POST" else None, initial=initial)
    context = meeting_context(request, meeting, item.title) | {"title": item.title, "button": _("Save")}

    def save(values: dict[str, Any]) -> str:
        services.change_item(by=asker(request), item=item, **values)
        return f"{meeting.get_absolute_url()}#agenda"

    return saved(request, form, context, save, record=item)


@require_POST
def order_items(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Put the points into the order that the address of the page or the script names; offer to take it back.

    A script that asks for a part of the page gets the agenda anew; others go back to the meeting.
    """
    meeting = kept(request, slug, number, "hub.write_minutes")
    order = [int(text) for text in request.POST.get("order", "").split(",") if text.isdigit()]
    before: list[int] = []
    try:
        before = services.order_items(by=asker(request), meeting=meeting, order=order)
        said = _("The new order is saved.")
    except Refused as refused:
        said = str(refused.reason)
    if request.headers.get("X-Part") != "agenda":
        messages.info(request, said)
        return redirect(f"{meeting.get_absolute_url()}#agenda")
    context = {
        "hub": meeting.hub,
        "meeting": meeting,
        "items": item_rows(meeting),
        "writes": not meeting.is_locked,
        "said": said,
        "before": ",".join(map(str, before)),
    }
    return render(request, "hub_meetings/agenda.html", context)


@require_POST
def act_on_item(request: HttpRequest, slug: str, number: int, item_id: int, what: str) -> HttpResponse:
    """Move a point up or down, or remove it."""
    meeting, item = _item(request, slug, number, item_id)
    by = asker(request)
    acts = {
        "up": (lambda: services.move_item(by=by, item=item, step=-1), _("The point has moved up.")),
        "down": (lambda: services.move_item(by=by, item=item, step=1), _("The point has moved down.")),
    }
    if what == "remove":
        removed(request, meeting.hub, item, lambda: services.remove_item(by=by, item=item))
        return redirect(f"{meeting.get_absolute_url()}#agenda")
    if what not in acts:
        raise Http404
    done(request, *acts[what])
    return redirect(f"{meeting.get_absolute_url()}#agenda")


@require_http_methods(["GET", "HEAD", "POST"])
def new_paper(request: HttpRequest, slug: str, number: int, item_id: int) -> HttpResponse:
    """Attach a document to a point."""
    meeting, item = _item(request, slug, number, item_id)
    form = PaperForm(request.POST if request.method == "POST" else None, request.FILES or None)
    title = _("New document: %(item)s") % {"item": item.title}
    context = meeting_context(request, meeting, title) | {"title": title, "button": _("Attach the document")}

    def save(values: dict[str, Any]) -> str:
        services.add_paper(by=asker(request), item=item, **values)
        return f"{meeting.get_absolute_url()}#agenda"

    return saved(request, form, context, save)


@require_safe
def paper_file(request: HttpRequest, slug: str, number: int, paper_id: int) -> HttpResponseBase:
    """Hand out a document."""
    meeting = inside_or_404(request, slug, number)
    paper = get_object_or_404(
        Paper.objects.select_related("file"), pk=paper_id, item__meeting=meeting, item__removed_at=None
    )
    return file_response(paper.file)


@require_POST
def paper_off(request: HttpRequest, slug: str, number: int, paper_id: int) -> HttpResponse:
    """Take a document off."""
    meeting = kept(request, slug, number, "hub.write_minutes")
    paper = get_object_or_404(Paper.objects.select_related("file", "item__meeting"), pk=paper_id, item__meeting=meeting)
    removed(request, meeting.hub, paper, lambda: services.remove_paper(by=asker(request), paper=paper))
    return redirect(f"{meeting.get_absolute_url()}#agenda")


@require_http_methods(["GET", "HEAD", "POST"])
def write_minutes(request: HttpRequest, slug: str, number: int, item_id: int) -> HttpResponse:
    """Write the minutes of a point. What somebody else saved meanwhile is joined, or shown beside one's own."""
    meeting, item = _item(request, slug, number, item_id)
    context = meeting_context(request, meeting, item.title) | {"item": item}
    if request.method != "POST":
        form = MinutesForm(initial={"text": item.minutes, "started_from": item.version})
        return render(request, "hub_meetings/minutes_form.html", context | {"form": form})
    form = MinutesForm(request.POST)
    if not form.is_valid():
        return render(request, "hub_meetings/minutes_form.html", context | {"form": form}, status=400)
    text, started = form.cleaned_data["text"], form.cleaned_data["started_from"]
    try:
        merged = services.save_minutes(by=asker(request), item=item, text=text, started_from=started)
    except Refused as refused:
        form.add_error(None, str(refused.reason))
        return render(request, "hub_meetings/minutes_form.html", context | {"form": form}, status=400)
    if not merged.is_clean:
        item.refresh_from_db()
        form = MinutesForm(initial={"text": merged.text, "started_from": item.version})
        context |= {"form": form, "clashes": merged.clashes, "latest": item.versions.select_related("author").first()}
        return render(request, "hub_meetings/minutes_form.html", context, status=409)
    joined = merged.text != text.replace("\r\n", "\n").strip()
    messages.success(request, _("Saved, together with what somebody else wrote meanwhile.") if joined else _("Saved."))
    return redirect(f"{meeting.get_absolute_url()}#item{item.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: HttpRequest, slug: str, number: int, item_id: int) -> HttpResponse:
    """Show all versions of the minutes of a point; take an old one back."""
    meeting = inside_or_404(request, slug, number)
    item = get_object_or_404(meeting.items, pk=item_id)
    if request.method == "POST":
        kept(request, slug, number, "hub.write_minutes")
        old = get_object_or_404(item.versions, version=request.POST.get("version", "0"))
        by = asker(request)
        done(
            request,
            lambda: services.save_minutes(by=by, item=item, text=old.text, started_from=item.version),
            _("The older text stands again; the one it replaced is kept as a version."),
        )
        return redirect(f"{meeting.get_absolute_url()}#item{item.pk}")
    context = meeting_context(request, meeting, item.title, _("Versions")) | {
        "item": item,
        "versions": list(item.versions.select_related("author")),
        "writes": not meeting.is_locked,
    }
    return render(request, "hub_meetings/versions.html", context)


@require_safe
def minutes_document(request: HttpRequest, slug: str, number: int, kind: str) -> HttpResponse:
    """Return agenda, minutes, decisions and tasks as Word or PDF file in the reader's language."""
    return minutes_response(inside_or_404(request, slug, number), kind)


def minutes_response(meeting: Meeting, kind: str) -> HttpResponse:
    """Return the file of a meeting's minutes; raises Http404 for another kind than docx and pdf."""
    name = f"{meeting.hub.slug}-meeting-{meeting.pk}"
    return document_response(partial(minutes, meeting), kind, name, (get_language() or "en")[:2])


@require_safe
def calendar_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Return a meeting for one's own calendar."""
    meeting = meeting_or_404(request, slug, number)
    if meeting.starts_at is None:
        raise Http404
    entry = entry_of(meeting, (get_language() or "en")[:2])
    return HttpResponse(
        calendar_of([entry], now=timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="meeting-{meeting.pk}.ics"'},
    )


def _item(request: HttpRequest, slug: str, number: int, item_id: int) -> tuple[Meeting, AgendaItem]:
    meeting = kept(request, slug, number, "hub.write_minutes")
    return meeting, get_object_or_404(
        meeting.items.select_related("meeting", "meeting__hub", "meeting__body"), pk=item_id
    )
