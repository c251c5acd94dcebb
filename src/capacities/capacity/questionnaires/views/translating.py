"""The translation view of a draft: two languages side by side, and the same as a table for translators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.capacity.questionnaires import services
from capacities.capacity.questionnaires.document import languages_of
from capacities.capacity.questionnaires.forms import TableForm
from capacities.capacity.questionnaires.models import Version
from capacities.capacity.questionnaires.services.drafts import Outrun
from capacities.capacity.questionnaires.tables import UnreadableTexts, read_texts, texts_workbook
from capacities.capacity.questionnaires.translating import LANGUAGES, parts_of
from capacities.capacity.questionnaires.views.common import draft_or_404, page_of_templates
from capacities.core.people.asker import asker
from capacities.core.permissions import Refused
from capacities.core.texts import language_name
from capacities.documents.files import MIME_TYPES
from capacities.web.navigation import Link
from capacities.web.uploads import upload_was_too_large

PER_PAGE = 100  # texts; each comes back with what was seen, and a form may hold a thousand fields


@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the texts of a draft in two languages and save those of the second."""
    version = draft_or_404(request, slug)
    source, target = _languages(request, version)
    parts = parts_of(version)
    typed: dict[str, str] = {}
    outrun: set[str] = set()
    if request.method == "POST":
        typed = {part.address: request.POST.get(part.address, "") for part in parts if part.address in request.POST}
        seen = {address: request.POST.get(f"seen.{address}", "") for address in typed}
        try:
            count = services.save_translations(
                by=asker(request), version=version, language=target, texts=typed, seen=seen
            )
        except Outrun as error:
            outrun = set(error.messages)
        except Refused as refused:
            messages.warning(request, str(refused.reason))
        else:
            words = ngettext("%(count)s text is saved.", "%(count)s texts are saved.", count)
            messages.success(request, words % {"count": count})
            return redirect(request.get_full_path())
    context = _context(request, version, source, target) | {"form": TableForm()}
    only_missing = request.GET.get("show", request.POST.get("show", "")) == "missing"
    missing = [part for part in parts if not part.texts.get(target)]
    listed = missing if only_missing else parts
    if typed:
        listed = [part for part in parts if part.address in typed]
    page = Paginator(listed, PER_PAGE).get_page(None if typed else request.GET.get("page"))
    context |= {
        "page": page,
        "rows": [
            {
                "part": part,
                "source": part.texts.get(source, ""),
                "stored": part.texts.get(target, ""),
                "text": typed.get(part.address, part.texts.get(target, "")),
                "is_outrun": part.address in outrun,
            }
            for part in page
        ],
        "only_missing": only_missing,
        "missing": len(missing),
        "total": len(parts),
        "outrun": outrun,
    }
    return render(request, "capacity_questionnaires/translate.html", context, status=400 if outrun else 200)


@require_safe
def texts_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the texts in two languages as a table for translators."""
    version = draft_or_404(request, slug)
    source, target = _languages(request, version)
    response = HttpResponse(texts_workbook(version, source, target), content_type=MIME_TYPES["xlsx"])
    name = f"{version.template.slug}-{source}-{target}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def texts_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the texts of a language from a table: all of them, or none."""
    version = draft_or_404(request, slug)
    source, target = _languages(request, version)
    form = TableForm(request.POST, request.FILES)
    faults: list[str] = []
    if upload_was_too_large(request):
        form.add_error("file", _("The file is too large."))
    elif form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            texts = read_texts(upload.read(), upload.name, version, target)
            count = services.save_translations(by=asker(request), version=version, language=target, texts=texts)
        except UnreadableTexts as wrong:
            faults = wrong.messages
        except Refused as refused:
            faults = [str(refused.reason)]
        else:
            words = ngettext(
                "%(count)s text is taken from the table.", "%(count)s texts are taken from the table.", count
            )
            messages.success(request, words % {"count": count})
            return redirect("capacity-template-draft", slug)
    context = _context(request, version, source, target) | {"form": form, "faults": faults}
    return render(request, "capacity_questionnaires/translate_import.html", context, status=400)


def _languages(request: HttpRequest, version: Version) -> tuple[str, str]:
    """Return from which language into which: those of the address, else English and the first that lacks texts."""
    have = languages_of(version) or ["en"]
    page = (get_language() or "en")[:2]
    source = _known(request, "from", have[0])
    otherwise = page if page != source else next((code for code in (*have, "ro", "en") if code != source), "ro")
    return source, _known(request, "to", otherwise)


def _known(request: HttpRequest, name: str, otherwise: str) -> str:
    asked = request.POST.get(name, request.GET.get(name, ""))
    return asked if asked in LANGUAGES else otherwise


def _context(request: HttpRequest, version: Version, source: str, target: str) -> dict[str, Any]:
    one = version.template
    address = one.get_absolute_url()
    links = (Link(str(one), address), Link(_("Draft"), address + "draft/"), Link(_("Translate")))
    return page_of_templates(request, *links) | {
        "one": one,
        "version": version,
        "source": source,
        "target": target,
        "source_name": language_name(source),
        "target_name": language_name(target),
        "languages": sorted(((code, language_name(code)) for code in LANGUAGES), key=lambda pair: pair[1].casefold()),
    }
