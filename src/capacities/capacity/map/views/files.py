"""The map as files: scores and gaps as rows, the heat map as a drawing, the report as a document."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from capacities.capacity.map import heat
from capacities.capacity.map.choice import Choice, choice_of
from capacities.capacity.map.exports import GAP_COLUMNS, SCORE_COLUMNS, gap_rows, score_rows
from capacities.capacity.map.report import report
from capacities.capacity.questionnaires.models import Audience
from capacities.charts import heat_drawing
from capacities.core.texts import told_in
from capacities.web.documents import KINDS as DOCUMENT_KINDS
from capacities.web.documents import document_response
from capacities.web.files import KINDS, file_response

MOST_DRAWN = 100


@require_safe
def map_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Return the scores that the reader sees as csv, xlsx, json or svg, or the report as docx or pdf."""
    choice = _choice(request)
    name = f"{choice.round.slug}-capacity-map"
    if kind == "svg":
        return _attached(_drawing(choice), "image/svg+xml", f"{name}.svg")
    if kind in DOCUMENT_KINDS:
        language = (get_language() or "en")[:2]
        write = partial(report, choice.seen, choice.group)
        return document_response(write, kind, f"{name}-{language}", language)
    if kind not in KINDS:
        raise Http404
    return file_response(kind, name, SCORE_COLUMNS, score_rows(choice.seen, choice.seen.group(choice.group)))


@require_safe
def gaps_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Return statistics by topic as csv, xlsx or json."""
    choice = _choice(request)
    return file_response(kind, f"{choice.round.slug}-gaps", GAP_COLUMNS, gap_rows(choice.seen, choice.group))


def _choice(request: HttpRequest) -> Choice:
    audience = Audience.CITY if request.GET.get("audience") == Audience.CITY else Audience.COUNTRY
    choice = choice_of(request, audience)
    if choice is None:
        raise Http404
    return choice


def _drawing(choice: Choice) -> str:
    seen = choice.seen
    columns = heat.columns_of(seen, choice.opened)
    rows = heat.sort_rows(heat.rows_of(seen, columns, seen.group(choice.group)), columns, choice.sort)
    label = _("Capacity map: {round}").format(round=told_in(seen.round.name).text)
    drawn = [(row.name, row.cells) for row in rows[:MOST_DRAWN]]
    return heat_drawing([column.name for column in columns], drawn, low=0, high=1, label=label)


def _attached(content: str, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
