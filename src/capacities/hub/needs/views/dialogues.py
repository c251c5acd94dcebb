"""Dialogues in rounds: the list, making one, its page, inviting, rounds, rating, files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.permissions import may, require
from capacities.hub.needs import services
from capacities.hub.needs.delphi import dialogues_visible_to, progress_of, rater_of, results_of
from capacities.hub.needs.exports import RATING_COLUMNS, rating_rows
from capacities.hub.needs.forms import DialogueForm, InviteForm, RateForm, RoundForm
from capacities.hub.needs.invited import people_to_invite
from capacities.hub.needs.models import Dialogue, Rater, Round
from capacities.hub.needs.queries import measures_listed
from capacities.hub.needs.views.common import needs_page, or_404
from capacities.hub.structure.acts import accepted, done
from capacities.hub.structure.frame import hub_or_404
from capacities.hub.structure.models import Hub
from capacities.hub.structure.queries import bodies_visible_to
from capacities.web.files import file_response
from capacities.web.navigation import Link


@require_safe
def dialogues(request: HttpRequest, slug: str) -> HttpResponse:
    """List the dialogues that the reader is invited to, or keeps."""
    hub = hub_or_404(request, slug)
    found = list(dialogues_visible_to(request.user, hub).select_related("hub").prefetch_related("rounds"))
    return render(request, "hub_needs/dialogues.html", needs_page(request, hub, "dialogues", dialogues=found))


@require_http_methods(["GET", "HEAD", "POST"])
def dialogue_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a dialogue."""
    hub = hub_or_404(request, slug)
    require(request.user, "needs.keep", hub)
    initial = {
        "criterion1": {"en": "Effect on the cities", "ro": "Efectul asupra orașelor"},
        "criterion2": {"en": "Feasible within two years", "ro": "Realizabilă în doi ani"},
    }
    posted = request.POST if request.method == "POST" else None
    form = DialogueForm(posted, measures=measures_listed(request.user, hub), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        values = {name: data[name] for name in ("title", "text", "agree_span")}
        rest: dict[str, Any] = {"measures": data["measures"], "criteria": form.criteria()}
        made = accepted(form, lambda: services.create_dialogue(by=asker(request), hub=hub, values=values, **rest))
        if made:
            messages.success(request, _("The dialogue is made. Invite those who are to rate, then open a round."))
            return redirect(made)
    heading = _("Begin a dialogue")
    context = needs_page(request, hub, "dialogues", Link(heading), form=form, heading=heading)
    return render(request, "hub_needs/form.html", context, status=400 if form.errors else 200)


@require_safe
def dialogue_page(request: HttpRequest, slug: str, dialogue_id: int) -> HttpResponse:
    """Show a dialogue: what is asked, who is invited, what closed rounds brought."""
    hub, dialogue = _dialogue(request, slug, dialogue_id)
    return _page(request, hub, dialogue)


@require_POST
def dialogue_invite(request: HttpRequest, slug: str, dialogue_id: int) -> HttpResponse:
    """Invite members of a body, city teams, and people by address."""
    hub, dialogue = _dialogue(request, slug, dialogue_id)
    require(request.user, "needs.keep", hub)
    form = InviteForm(request.POST, bodies=bodies_visible_to(request.user, hub))
    if form.is_valid():
        found, unknown = people_to_invite(form.cleaned_data)
        if unknown:
            form.add_error("emails", _("No account has the address: %(who)s") % {"who": ", ".join(unknown)})
        elif not found:
            form.add_error(None, _("Nobody was found: nobody there has an account yet."))
        else:
            made = services.invite(by=asker(request), dialogue=dialogue, people=found)
            words = ngettext("%(count)s person is invited.", "%(count)s people are invited.", len(made))
            messages.success(request, words % {"count": len(made)})
            return redirect(dialogue)
    return _page(request, hub, dialogue, invite=form, status=400)


@require_POST
def dialogue_rater(request: HttpRequest, slug: str, dialogue_id: int, rater_id: int) -> HttpResponse:
    """Ask somebody no more, or again."""
    hub, dialogue = _dialogue(request, slug, dialogue_id)
    require(request.user, "needs.keep", hub)
    rater = or_404(Rater.objects.filter(dialogue=dialogue).select_related("dialogue__hub"), rater_id)
    done(request, lambda: services.remove_rater(by=asker(request), rater=rater), _("The list of raters is changed."))
    return redirect(dialogue)


@require_POST
def dialogue_round(request: HttpRequest, slug: str, dialogue_id: int) -> HttpResponse:
    """Open a round, close the open one, or take the closing back."""
    hub, dialogue = _dialogue(request, slug, dialogue_id)
    require(request.user, "needs.keep", hub)
    last = dialogue.rounds.select_related("dialogue__hub").last()
    action = request.POST.get("action", "")
    if action == "open":
        form = RoundForm(request.POST)
        if not form.is_valid():
            return _page(request, hub, dialogue, opening=form, status=400)
        until = form.cleaned_data["answers_until"]
        done(
            request,
            lambda: services.open_round(by=asker(request), dialogue=dialogue, answers_until=until),
            _("The round is open; the raters are told by e-mail."),
        )
    elif action in ("close", "reopen") and last:
        done(
            request,
            lambda: services.close_round(by=asker(request), opened=last, reopen=action == "reopen"),
            _("The round is closed; its results are shown.") if action == "close" else _("The round is open again."),
        )
    else:
        raise Http404
    return redirect(dialogue)


@require_http_methods(["GET", "HEAD", "POST"])
def dialogue_rate(request: HttpRequest, slug: str, dialogue_id: int) -> HttpResponse:
    """Rate the measures in the open round, with the last round's results beside."""
    require(request.user, "needs.state")
    hub, dialogue = _dialogue(request, slug, dialogue_id)
    rater, opened = rater_of(request.user, dialogue), dialogue.rounds.filter(closed_at=None).first()
    require(request.user, "needs.rate", rater)
    if rater is None or opened is None or rater.left_at:
        messages.warning(request, _("No round is open for you at the moment."))
        return redirect(dialogue)
    before = dialogue.rounds.filter(number=opened.number - 1).first()
    measures, criteria = list(dialogue.measures.order_by("pk")), list(dialogue.criteria.all())
    posted = request.POST if request.method == "POST" else None
    initial = _given(rater, opened, before)
    form = RateForm(posted, measures=measures, criteria=criteria, initial=initial)
    if request.method == "POST" and form.is_valid():
        scores, remarks = form.scores(), form.remarks()
        ok = done(
            request,
            lambda: services.rate(by=asker(request), rater=rater, opened=opened, scores=scores, remarks=remarks),
            _("Your ratings are stored. You can change them until the round is closed."),
        )
        if ok:
            return redirect(dialogue)
    results = {row.measure.pk: row for row in results_of(dialogue, before, rater)} if before else {}
    rows = [
        (
            measure,
            [form[f"score-{measure.pk}-{c.pk}"] for c in criteria],
            form[f"remark-{measure.pk}"],
            results.get(measure.pk),
        )
        for measure in measures
    ]
    crumbs = [Link(str(dialogue), dialogue.get_absolute_url()), Link(_("Rate"))]
    context = needs_page(
        request, hub, "dialogues", *crumbs, dialogue=dialogue, form=form, rows=rows, opened=opened, criteria=criteria
    )
    return render(request, "hub_needs/rate.html", context, status=400 if form.errors else 200)


@require_safe
def dialogue_file(request: HttpRequest, slug: str, dialogue_id: int, kind: str) -> HttpResponseBase:
    """Return the results of closed rounds as a file."""
    hub, dialogue = _dialogue(request, slug, dialogue_id)
    closed = dialogue.rounds.filter(closed_at__isnull=False)
    rows = rating_rows((one, results_of(dialogue, one)) for one in closed)
    return file_response(kind, f"{hub.slug}-dialogue-{dialogue.pk}", RATING_COLUMNS, rows)


def _dialogue(request: HttpRequest, slug: str, dialogue_id: int) -> tuple[Hub, Dialogue]:
    hub = hub_or_404(request, slug)
    return hub, or_404(dialogues_visible_to(request.user, hub).select_related("hub"), dialogue_id)


def _given(rater: Rater, opened: Round, before: Round | None) -> dict[str, Any]:
    """Return what a rater gave in this round, else in the one before."""
    for one in filter(None, (opened, before)):
        given: dict[str, Any] = {
            f"score-{measure}-{criterion}": score
            for measure, criterion, score in one.ratings.filter(rater=rater).values_list(
                "measure_id", "criterion_id", "score"
            )
        }
        if given:
            remarks = one.remarks.filter(rater=rater).values_list("measure_id", "text")
            return given | {f"remark-{measure}": text for measure, text in remarks}
    return {}


def _page(
    request: HttpRequest,
    hub: Hub,
    dialogue: Dialogue,
    invite: InviteForm | None = None,
    opening: RoundForm | None = None,
    status: int = 200,
) -> HttpResponse:
    rounds = list(dialogue.rounds.all())
    opened = next((one for one in rounds if one.closed_at is None), None)
    rater = rater_of(request.user, dialogue)
    closed = [one for one in rounds if one.closed_at]
    keeps = bool(may(request.user, "needs.keep", hub))
    raters = list(dialogue.raters.select_related("person", "place")) if keeps else []
    context = needs_page(
        request,
        hub,
        "dialogues",
        Link(str(dialogue)),
        dialogue=dialogue,
        criteria=list(dialogue.criteria.all()),
        measures=list(dialogue.measures.select_related("hub").order_by("pk")),
        opened=opened,
        last=rounds[-1] if rounds else None,
        rater=rater if rater and not rater.left_at else None,
        results=[(one, results_of(dialogue, one, rater)) for one in reversed(closed)],
        raters=raters,
        progress=progress_of(opened) if opened and keeps else [],
        invite=invite or (InviteForm(bodies=bodies_visible_to(request.user, hub)) if keeps else None),
        opening=opening or (RoundForm() if keeps else None),
    )
    return render(request, "hub_needs/dialogue.html", context, status=status)
