"""The event of a session: drafted in one click, changed, published, taken back, dropped."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from capacities.capacity.sessions import services
from capacities.capacity.sessions.forms import EventForm
from capacities.capacity.sessions.views.common import session_or_404, sessions_page
from capacities.core.people.asker import asker
from capacities.web.acts import accepted, done
from capacities.web.navigation import Link

FIELDS = ("title", "starts_on", "ends_on", "format", "place", "organiser", "language", "description")


@require_POST
def session_act(request: HttpRequest, slug: str, session_id: int, act: str) -> HttpResponse:
    """Make the draft of an event, publish it, make it a draft again, or drop it."""
    session = session_or_404(request, slug, session_id)
    acts = {
        "make": (
            services.make_event,
            _("The event is drafted. Only those who hold the round see it until you publish it."),
        ),
        "publish": (services.publish_session, _("The event is published.")),
        "withdraw": (services.withdraw_session, _("The event is a draft again.")),
        "drop": (
            services.drop_event,
            _("The draft is dropped. Made an event again, the session has it back as it was."),
        ),
    }
    if act not in acts:
        raise Http404
    service, said = acts[act]
    went_well = done(request, lambda: service(by=asker(request), session=session), said)
    if act == "drop" or not went_well:
        return redirect(session.series)
    return redirect("capacity-session-event", slug, session_id)


@require_http_methods(["GET", "HEAD", "POST"])
def session_event(request: HttpRequest, slug: str, session_id: int) -> HttpResponse:
    """Show and change the event of a session, and who is expected."""
    session = session_or_404(request, slug, session_id)
    event = session.event
    if event is None or not session.has_event:
        raise Http404
    expected = list(session.expected.select_related("assessment__place", "person"))
    initial = {name: getattr(event, name) for name in FIELDS}
    initial["addresses"] = "\n".join(one.email for one in expected)
    form = EventForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in FIELDS}
        addresses = form.cleaned_data["addresses"]
        saved = accepted(
            form,
            lambda: services.save_event(by=asker(request), session=session, values=values, addresses=addresses),
        )
        if saved:
            done(request, lambda: None, _("Saved."))
            return redirect("capacity-session-event", slug, session_id)
    series = session.series
    crumbs = [Link(str(series), series.get_absolute_url()), Link(str(session))]
    context = sessions_page(request, *crumbs, session=session, series=series, event=event, form=form, expected=expected)
    return render(request, "capacity_sessions/event.html", context, status=400 if form.errors else 200)
