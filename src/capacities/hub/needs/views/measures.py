"""The list of measures, making and changing one, and which needs it answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.permissions import may, require
from capacities.hub.instruments.queries import instruments_for_hub
from capacities.hub.needs import services
from capacities.hub.needs.exports import MEASURE_COLUMNS, measure_rows
from capacities.hub.needs.forms import AnswerForm, MeasureFilterForm, MeasureForm
from capacities.hub.needs.models import Answer, Measure
from capacities.hub.needs.queries import answers_of, measures_listed, measures_visible_to, needs_visible_to
from capacities.hub.needs.views.common import needs_page, or_404
from capacities.hub.structure.acts import accepted, done
from capacities.hub.structure.frame import hub_or_404
from capacities.hub.structure.models import Hub
from capacities.web.acts import saved
from capacities.web.files import file_response
from capacities.web.navigation import Link

FIELDS = (
    "title", "text", "kind", "organisation", "cost_eur", "cost_low_eur", "cost_high_eur", "staff_months", "effect",
    "effect_text", "cities_reached", "payer", "instrument", "start_year", "duration_months", "for_small_towns",
    "topics", "state", "visibility",
)  # fmt: skip


@require_safe
def measures(request: HttpRequest, slug: str) -> HttpResponse:
    """List the measures."""
    hub = hub_or_404(request, slug)
    found = list(measures_listed(request.user, hub, **_asked(request)))
    context = needs_page(request, hub, "measures", measures=found, form=MeasureFilterForm(request.GET or None))
    return render(request, "hub_needs/measures.html", context)


@require_safe
def measures_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Return the measures as a file."""
    hub = hub_or_404(request, slug)
    found = measures_listed(request.user, hub, **_asked(request)).prefetch_related("answers")
    return file_response(kind, f"{hub.slug}-measures", MEASURE_COLUMNS, measure_rows(found))


@require_safe
def measure_page(request: HttpRequest, slug: str, measure_id: int) -> HttpResponse:
    """Show a measure and the needs that it answers."""
    hub, measure = _measure(request, slug, measure_id)
    return _page(request, hub, measure, None)


@require_http_methods(["GET", "HEAD", "POST"])
def measure_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a measure."""
    hub = hub_or_404(request, slug)
    require(request.user, "needs.keep", hub)
    return _edit(request, hub, None)


@require_http_methods(["GET", "HEAD", "POST"])
def measure_edit(request: HttpRequest, slug: str, measure_id: int) -> HttpResponse:
    """Change a measure."""
    hub, measure = _measure(request, slug, measure_id)
    require(request.user, "needs.keep", hub)
    return _edit(request, hub, measure)


@require_POST
def answer(request: HttpRequest, slug: str, measure_id: int) -> HttpResponse:
    """Say which need a measure answers."""
    hub, measure = _measure(request, slug, measure_id)
    require(request.user, "needs.keep", hub)
    form = AnswerForm(request.POST, needs=needs_visible_to(request.user, hub))
    if (
        form.is_valid()
        and accepted(form, lambda: services.answer_need(by=asker(request), measure=measure, **form.cleaned_data))
        is not None
    ):
        messages.success(request, _("The measure answers this need from now on."))
        return redirect(measure)
    return _page(request, hub, measure, form, status=400)


@require_POST
def answer_remove(request: HttpRequest, slug: str, measure_id: int, answer_id: int) -> HttpResponse:
    """Say that a measure does not answer a need."""
    hub, measure = _measure(request, slug, measure_id)
    require(request.user, "needs.keep", hub)
    found = or_404(Answer.objects.filter(measure=measure), answer_id)
    done(
        request,
        lambda: services.remove_answer(by=asker(request), answer=found),
        _("The measure no longer answers this need. Add it again to undo this."),
    )
    return redirect(measure)


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(field, "") for name, field in (("topic", "topic"), ("kind", "kind"), ("text", "q"))}


def _measure(request: HttpRequest, slug: str, measure_id: int) -> tuple[Hub, Measure]:
    hub = hub_or_404(request, slug)
    return hub, or_404(measures_visible_to(request.user, hub), measure_id)


def _page(request: HttpRequest, hub: Hub, measure: Measure, form: AnswerForm | None, status: int = 200) -> HttpResponse:
    seen = measures_visible_to(request.user, hub)
    context = needs_page(
        request,
        hub,
        "measures",
        Link(str(measure)),
        measure=measure,
        answers=answers_of(request.user, measure),
        requires=list(seen.filter(required_by=measure)),
        excludes=list(seen.filter(excludes=measure)),
        form=form or AnswerForm(needs=needs_visible_to(request.user, hub).filter(merged_into=None, is_split=False)),
        may_keep=bool(may(request.user, "needs.keep", hub)),
    )
    return render(request, "hub_needs/measure.html", context, status=status)


def _edit(request: HttpRequest, hub: Hub, measure: Measure | None) -> HttpResponse:
    extra: dict[str, Any] = {
        "hub": hub,
        "measure": measure,
        "others": measures_listed(request.user, hub),
        "instruments": instruments_for_hub(hub.countries),
    }
    if measure:
        extra["initial"] = {name: getattr(measure, name) for name in FIELDS} | {
            "requires": measure.requires.all(),
            "excludes": measure.excludes.all(),
        }
    form = MeasureForm(request.POST if request.method == "POST" else None, **extra)

    def save(data: dict[str, Any]) -> Measure:
        company = {name: data.get(name, ()) for name in ("requires", "excludes")}
        return services.save_measure(by=asker(request), hub=hub, values=form.values(), measure=measure, **company)

    heading = _("Change the measure") if measure else _("Add a measure")
    crumbs = [Link(str(measure), measure.get_absolute_url()), Link(_("Change"))] if measure else [Link(heading)]
    context = needs_page(request, hub, "measures", *crumbs, heading=heading)
    said = _("The measure is saved.")
    return saved(request, form, context, save, "hub_needs/form.html", record=measure, said=said)
