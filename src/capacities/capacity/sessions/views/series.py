"""The sessions that everybody sees, and the series of a round for those who hold it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.capacity.sessions import services
from capacities.capacity.sessions.forms import SeriesForm, SessionForm
from capacities.capacity.sessions.models import Hold, PlannedSession, Series
from capacities.capacity.sessions.queries import (
    is_on,
    published_sessions,
    rounds_kept_by,
    sessions_of,
    trainers_for,
    trainers_kept_by,
)
from capacities.capacity.sessions.reading import (
    chosen_lines,
    limit_sentences,
    other_lines,
    topic_lines,
    what_if,
)
from capacities.capacity.sessions.views.common import (
    kept_round_or_404,
    series_or_404,
    session_or_404,
    sessions_page,
)
from capacities.core.people.asker import asker
from capacities.core.permissions import may
from capacities.core.topics import topic_name, topic_names
from capacities.facts import topics as topic_facts
from capacities.web.acts import accepted, done
from capacities.web.files import file_response
from capacities.web.navigation import Link

FILE_COLUMNS = ("day", "title", "topics", "trainer", "language", "format", "participants", "cost_eur", "need_met")


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Show published sessions (`?topic=`: those on it), and to those who hold rounds the way to their series."""
    topic = request.GET.get("topic", "")
    topic = topic if topic in topic_facts.topics() else ""
    today, found = timezone.localdate(), [one for one in published_sessions() if is_on(one, topic)]
    keeps = bool(may(request.user, "capacity.make"))
    kept = list(rounds_kept_by(request.user)) if keeps else []
    context = sessions_page(
        request,
        coming=[one for one in found if one.event and one.event.ends_on >= today],
        past=[one for one in reversed(found) if one.event and one.event.ends_on < today],
        kept=[(round, getattr(round, "series", None)) for round in kept],
        keeps=keeps,
        trainers=trainers_kept_by(request.user).filter(removed_at=None).count() if keeps else 0,
        topic=topic_name(topic) if topic else "",
    )
    return render(request, "capacity_sessions/sessions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def series_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the series of a round with its reasons; the first POST makes it."""
    round = kept_round_or_404(request, slug)
    series = Series.objects.filter(round=round).first()
    if request.method == "POST":
        done(
            request,
            lambda: services.open_series(by=asker(request), round=round),
            _("A first series is drafted and chosen. Change whatever does not fit."),
        )
        return redirect("capacity-series", slug)
    rows = list(sessions_of(series)) if series else []
    context = sessions_page(
        request, Link(str(round)),
        round=round,
        series=series,
        trainers=trainers_for(round).count(),
        chosen=chosen_lines(series, rows) if series else [],
        others=other_lines(rows),
        topics=topic_lines(series) if series else [],
        limits=limit_sentences(series) if series else [],
        what_if=what_if(series, rows) if series else [],
        removed=list(series.sessions.exclude(removed_at=None).select_related("trainer")) if series else [],
        need_share=_share(series) if series else 0.0,
    )  # fmt: skip
    return render(request, "capacity_sessions/series.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the limits of a series, then choose anew."""
    series = series_or_404(request, slug)
    form = SeriesForm(request.POST if request.method == "POST" else None, instance=series)
    if request.method == "POST" and form.is_valid():
        fresh = Series.objects.select_related("round").get(pk=series.pk)
        if accepted(form, lambda: services.save_series(by=asker(request), series=fresh, values=form.cleaned_data)):
            done(
                request,
                lambda: services.choose_series(by=asker(request), series=fresh),
                _("The limits are saved, and the series is chosen anew."),
            )
            return redirect(series)
    title, crumbs = _("Limits of the series"), [Link(str(series), series.get_absolute_url()), Link(_("Limits"))]
    context = sessions_page(request, *crumbs, form=form, title=title, button=_("Save and choose anew"))
    return render(request, "capacity/form.html", context, status=400 if form.errors else 200)


@require_POST
def series_act(request: HttpRequest, slug: str, act: str) -> HttpResponse:
    """Draft sessions anew, choose, accept, or open again."""
    series = series_or_404(request, slug)
    acts = {
        "propose": (services.propose_sessions, _("The sessions to choose from are drafted anew. Now choose again.")),
        "choose": (services.choose_series, _("The series is chosen anew.")),
        "accept": (services.accept_series, _("The series is accepted. Each session can now become an event.")),
        "reopen": (services.reopen_series, _("The series is open again.")),
    }
    if act not in acts:
        raise Http404
    service, said = acts[act]
    done(request, lambda: service(by=asker(request), series=series), said)
    return redirect(series)


@require_http_methods(["GET", "HEAD", "POST"])
def session_edit(request: HttpRequest, slug: str, session_id: int | None = None) -> HttpResponse:
    """Write a session to choose from, or change one."""
    series = series_or_404(request, slug)
    session = session_or_404(request, slug, session_id) if session_id else None
    form = SessionForm(
        request.POST if request.method == "POST" else None,
        instance=session or PlannedSession(series=series, on=series.first_day),
        trainers=trainers_for(series.round),
    )
    if request.method == "POST" and form.is_valid():
        fresh = PlannedSession.objects.get(pk=session.pk) if session else None
        made = accepted(
            form,
            lambda: services.save_session(by=asker(request), series=series, values=form.cleaned_data, session=fresh),
        )
        if made:
            done(
                request,
                lambda: services.choose_series(by=asker(request), series=series),
                _("The session is saved, and the series is chosen anew."),
            )
            return redirect(series)
    title = _("Change the session") if session else _("Add a session to choose from")
    crumbs = [Link(str(series), series.get_absolute_url()), Link(title)]
    context = sessions_page(request, *crumbs, form=form, title=title, button=_("Save and choose anew"))
    return render(request, "capacity/form.html", context, status=400 if form.errors else 200)


@require_POST
def session_hold(request: HttpRequest, slug: str, session_id: int) -> HttpResponse:
    """Pin a session, exclude it or free it, then choose anew."""
    session, how = session_or_404(request, slug, session_id), request.POST.get("how", "")
    if how not in Hold.values:
        raise Http404
    words = {
        Hold.IN: _("“%(session)s” is pinned, and the series is chosen anew."),
        Hold.OUT: _("“%(session)s” is excluded, and the series is chosen anew."),
        Hold.FREE: _("“%(session)s” is free again, and the series is chosen anew."),
    }

    def hold_and_choose() -> None:
        services.hold_session(by=asker(request), session=session, how=how)
        services.choose_series(by=asker(request), series=session.series)

    done(request, hold_and_choose, words[Hold(how)] % {"session": session})
    return redirect(session.series)


@require_POST
def session_remove(request: HttpRequest, slug: str, session_id: int) -> HttpResponse:
    """Take a session away, or bring it back."""
    session = session_or_404(request, slug, session_id, removed=True)
    if session.removed_at:
        said = _("“%(session)s” is back.") % {"session": session}
        done(request, lambda: services.restore_session(by=asker(request), session=session), said)
    else:
        said = _("“%(session)s” is removed. It stands below under “Removed”.") % {"session": session}
        done(request, lambda: services.remove_session(by=asker(request), session=session), said)
    return redirect(session.series)


@require_safe
def series_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Return the chosen sessions as a file."""
    series = series_or_404(request, slug)
    rows = (
        (
            line.session.on.isoformat(), str(line.session), "; ".join(topic_names(line.session.topics)),
            str(line.session.trainer), line.session.language, line.session.format, line.session.seats,
            float(line.session.cost_eur), round(line.need, 3),
        )
        for line in chosen_lines(series, list(sessions_of(series)))
    )  # fmt: skip
    return file_response(kind, f"{slug}-sessions", FILE_COLUMNS, rows)


def _share(series: Series) -> float:
    """Return the share of all need that the chosen series meets."""
    return float(series.result.get("value", 0.0)) / (float(series.result.get("total", 0.0)) or 1.0)
