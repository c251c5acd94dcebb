"""Portfolios: the list, limits, choice, locks, publication, progress, comparison, files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.permissions import may, require
from capacities.hub.needs import services
from capacities.hub.needs.exports import PORTFOLIO_COLUMNS, portfolio_rows
from capacities.hub.needs.forms import PortfolioForm, ProgressForm
from capacities.hub.needs.models import Intervention, Measure, Portfolio
from capacities.hub.needs.portfolio_page import Shown, broken_now, draw_trace, portfolios_visible_to, shown_to
from capacities.hub.needs.queries import measures_listed, measures_visible_to
from capacities.hub.needs.views.common import needs_page, or_404
from capacities.hub.structure.acts import done
from capacities.hub.structure.frame import hub_or_404
from capacities.hub.structure.models import Hub
from capacities.web.acts import saved
from capacities.web.files import file_response
from capacities.web.navigation import Link


@require_safe
def portfolios(request: HttpRequest, slug: str) -> HttpResponse:
    """List the portfolios that the reader may see."""
    hub = hub_or_404(request, slug)
    found = list(portfolios_visible_to(request.user, hub))
    return render(request, "hub_needs/portfolios.html", needs_page(request, hub, "portfolios", portfolios=found))


@require_http_methods(["GET", "HEAD", "POST"])
def portfolio_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a portfolio."""
    hub = hub_or_404(request, slug)
    require(request.user, "needs.keep", hub)
    return _edit(request, hub, None)


@require_http_methods(["GET", "HEAD", "POST"])
def portfolio_edit(request: HttpRequest, slug: str, portfolio_id: int) -> HttpResponse:
    """Change the texts and limits of a portfolio."""
    hub, portfolio = _portfolio(request, slug, portfolio_id)
    require(request.user, "needs.keep", hub)
    return _edit(request, hub, portfolio)


@require_safe
def portfolio_page(request: HttpRequest, slug: str, portfolio_id: int) -> HttpResponse:
    """Show a portfolio: what is chosen and why, the trace, the work."""
    hub, portfolio = _portfolio(request, slug, portfolio_id)
    shown = shown_to(request.user, portfolio)
    keeps = bool(may(request.user, "needs.keep", hub))
    context = needs_page(
        request,
        hub,
        "portfolios",
        Link(str(portfolio)),
        portfolio=portfolio,
        shown=shown,
        trace=mark_safe(draw_trace(shown)) if shown.lines else "",
        broken=broken_now(portfolio) if keeps else [],
        locked_in={measure.pk for measure in portfolio.locked_in.all()},
        locked_out={measure.pk for measure in portfolio.locked_out.all()},
        left_out=_left_out(request, hub, shown) if keeps else [],
        others=[one for one in portfolios_visible_to(request.user, hub) if one.pk != portfolio.pk],
    )
    return render(request, "hub_needs/portfolio.html", context)


@require_POST
def portfolio_choose(request: HttpRequest, slug: str, portfolio_id: int) -> HttpResponse:
    """Let the optimiser choose."""
    hub, portfolio = _portfolio(request, slug, portfolio_id)
    require(request.user, "needs.keep", hub)
    done(
        request,
        lambda: services.choose_portfolio(by=asker(request), portfolio=portfolio),
        _("The measures are chosen. Below stands why."),
    )
    return redirect(portfolio)


@require_POST
def portfolio_lock(request: HttpRequest, slug: str, portfolio_id: int) -> HttpResponse:
    """Hold a measure in or out, or free it."""
    hub, portfolio = _portfolio(request, slug, portfolio_id)
    require(request.user, "needs.keep", hub)
    number, how = request.POST.get("measure", ""), request.POST.get("how", "")
    if how not in ("in", "out", "free"):
        raise Http404
    measure = or_404(measures_visible_to(request.user, hub), int(number) if number.isdigit() else 0)
    words = {
        "in": _("“%(measure)s” is held in. Choose again to see what follows."),
        "out": _("“%(measure)s” is held out. Choose again to see what follows."),
        "free": _("“%(measure)s” is free again. Choose again to see what follows."),
    }
    done(
        request,
        lambda: services.lock(by=asker(request), portfolio=portfolio, measure=measure, how=how),
        words[how] % {"measure": measure},
    )
    return redirect(portfolio)


@require_POST
def portfolio_publish(request: HttpRequest, slug: str, portfolio_id: int) -> HttpResponse:
    """Publish a portfolio, or make it a draft again."""
    hub, portfolio = _portfolio(request, slug, portfolio_id)
    require(request.user, "needs.keep", hub)
    if portfolio.published_at:
        done(
            request,
            lambda: services.withdraw_portfolio(by=asker(request), portfolio=portfolio),
            _("The portfolio is a draft again."),
        )
    else:
        done(
            request,
            lambda: services.publish_portfolio(by=asker(request), portfolio=portfolio),
            _("The portfolio and its measures are published."),
        )
    return redirect(portfolio)


@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, slug: str, portfolio_id: int, intervention_id: int) -> HttpResponse:
    """Note how far an intervention is; what was noted before stands below."""
    hub, portfolio = _portfolio(request, slug, portfolio_id)
    require(request.user, "needs.keep", hub)
    found = Intervention.objects.filter(portfolio=portfolio, is_chosen=True)
    work = or_404(found.select_related("portfolio__hub", "measure"), intervention_id)
    initial = {
        "state": work.state, "on": timezone.localdate(), "responsible": work.responsible, "due_on": work.due_on
    }  # fmt: skip
    form = ProgressForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.note_progress(by=asker(request), intervention=work, **form.cleaned_data)
        messages.success(request, _("The step is noted."))
        return redirect(portfolio)
    crumbs = [Link(str(portfolio), portfolio.get_absolute_url()), Link(str(work.measure))]
    notes = list(work.notes.all())
    context = needs_page(request, hub, "portfolios", *crumbs, form=form, work=work, notes=notes, portfolio=portfolio)
    return render(request, "hub_needs/progress.html", context, status=400 if form.errors else 200)


@require_safe
def compare(request: HttpRequest, slug: str, portfolio_id: int, other_id: int) -> HttpResponse:
    """Put two portfolios side by side."""
    hub, one = _portfolio(request, slug, portfolio_id)
    _hub, other = _portfolio(request, slug, other_id)
    both = [shown_to(request.user, portfolio) for portfolio in (one, other)]
    chosen = [{line.measure.pk: line.measure for line in shown.lines} for shown in both]
    measures = sorted({**chosen[0], **chosen[1]}.items())
    rows = [(measure, pk in chosen[0], pk in chosen[1]) for pk, measure in measures]
    covered = [{need.pk: share for need, share in shown.needs} for shown in both]
    needs = {need.pk: need for shown in both for need, _share in shown.needs}
    need_rows = [(need, covered[0].get(pk, 0.0), covered[1].get(pk, 0.0)) for pk, need in needs.items()]
    crumbs = [Link(str(one), one.get_absolute_url()), Link(_("Compare"))]
    context = needs_page(request, hub, "portfolios", *crumbs, one=one, other=other, rows=rows, need_rows=need_rows)
    return render(request, "hub_needs/compare.html", context)


@require_safe
def portfolio_file(request: HttpRequest, slug: str, portfolio_id: int, kind: str) -> HttpResponseBase:
    """Return the chosen measures as a file."""
    hub, portfolio = _portfolio(request, slug, portfolio_id)
    rows = portfolio_rows(shown_to(request.user, portfolio))
    return file_response(kind, f"{hub.slug}-portfolio-{portfolio.pk}", PORTFOLIO_COLUMNS, rows)


def _portfolio(request: HttpRequest, slug: str, portfolio_id: int) -> tuple[Hub, Portfolio]:
    hub = hub_or_404(request, slug)
    return hub, or_404(portfolios_visible_to(request.user, hub), portfolio_id)


def _left_out(request: HttpRequest, hub: Hub, shown: Shown) -> list[Measure]:
    chosen = {line.measure.pk for line in shown.lines}
    return [measure for measure in measures_listed(request.user, hub) if measure.pk not in chosen]


def _edit(request: HttpRequest, hub: Hub, portfolio: Portfolio | None) -> HttpResponse:
    initial = PortfolioForm.initial_of(portfolio) if portfolio else None
    form = PortfolioForm(request.POST if request.method == "POST" else None, initial=initial)

    def save(data: dict[str, Any]) -> Portfolio:
        return services.save_portfolio(by=asker(request), hub=hub, values=form.values(), portfolio=portfolio)

    heading = _("Change the portfolio") if portfolio else _("Make a portfolio")
    crumbs = [Link(str(portfolio), portfolio.get_absolute_url()), Link(_("Change"))] if portfolio else [Link(heading)]
    context = needs_page(request, hub, "portfolios", *crumbs, heading=heading)
    said = _("The portfolio is saved. Now let the measures be chosen.")
    return saved(request, form, context, save, "hub_needs/form.html", record=portfolio, said=said)
