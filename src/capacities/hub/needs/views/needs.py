"""The list of needs, stating and changing one, its page, supports and comments."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.permissions import may, require
from capacities.core.topics import topic_name
from capacities.facts.topic_words import suggest_topics
from capacities.hub.needs import services
from capacities.hub.needs.barriers import body_for
from capacities.hub.needs.exports import NEED_COLUMNS, need_rows
from capacities.hub.needs.forms import CommentForm, NeedFilterForm, NeedForm, SupportForm
from capacities.hub.needs.kinds import NeedState
from capacities.hub.needs.models import Need
from capacities.hub.needs.queries import (
    NeedFilter,
    answers_to,
    comments_on,
    group_of,
    groups_visible_to,
    needs_visible_to,
)
from capacities.hub.needs.views.common import needs_page, or_404, towns_of
from capacities.hub.structure.acts import accepted, done
from capacities.hub.structure.frame import hub_or_404
from capacities.hub.structure.models import Hub, Visibility
from capacities.hub.structure.queries import bodies_visible_to
from capacities.web import revisions
from capacities.web.acts import saved
from capacities.web.files import file_response
from capacities.web.navigation import Link

PER_PAGE = 30


@require_safe
def needs(request: HttpRequest, slug: str) -> HttpResponse:
    """List the needs, the weightiest first."""
    hub = hub_or_404(request, slug)
    form, wanted = _filter(request)
    groups = groups_visible_to(request.user, hub, wanted)
    page = Paginator(groups, PER_PAGE).get_page(request.GET.get("page"))
    context = needs_page(request, hub, "needs", page=page, form=form, is_filtered=bool(wanted), count=len(groups))
    return render(request, "hub_needs/needs.html", context)


@require_safe
def needs_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Return the needs as a file, with everything that stands behind each."""
    hub = hub_or_404(request, slug)
    _form, wanted = _filter(request)
    rows = need_rows(groups_visible_to(request.user, hub, wanted))
    return file_response(kind, f"{hub.slug}-needs", NEED_COLUMNS, rows)


@require_http_methods(["GET", "HEAD", "POST"])
def need_new(request: HttpRequest, slug: str) -> HttpResponse:
    """State a need; "suggest" only ticks topics."""
    hub = hub_or_404(request, slug)
    require(request.user, "needs.state", hub)
    extra = _form_extra(request, hub)
    if request.method == "POST" and "suggest" not in request.POST:
        form = NeedForm(request.POST, **extra)
        if form.is_valid():
            values = form.values() | {"language": (get_language() or "en")[:2]}
            rest = {"places": form.cleaned_data["places"], "place": form.cleaned_data.get("place")}
            made = accepted(form, lambda: services.state_need(by=asker(request), hub=hub, values=values, **rest))
            if made:
                if made.visibility == Visibility.HUB:
                    messages.success(request, _("Thank you. The hub team reads it first and then opens it to others."))
                else:
                    messages.success(request, _("The need is written down."))
                return redirect(made)
        return _need_form(request, hub, form, _("State a need"), status=400)
    return _suggesting(request, hub, extra, _("State a need"))


@require_http_methods(["GET", "HEAD", "POST"])
def need_edit(request: HttpRequest, slug: str, need_id: int) -> HttpResponse:
    """Correct a need."""
    hub, need = _need(request, slug, need_id)
    require(request.user, "needs.change", need)
    extra = _form_extra(request, hub)
    extra["towns"] = ()
    names = ("kind", "title", "text", "on_behalf", "level", "urgency", "topics", "visibility")
    extra["initial"] = {name: getattr(need, name) for name in names} | {"places": list(need.places.all())}
    if request.method != "POST" or "suggest" in request.POST:
        return _suggesting(request, hub, extra, _("Change the need"), need)
    form = NeedForm(request.POST, **extra)

    def save(data: dict[str, Any]) -> Need:
        return services.change_need(by=asker(request), need=need, values=form.values(), places=data["places"])

    context = _form_context(request, hub, _("Change the need"), need)
    said = _("The need is changed.")
    return saved(request, form, context, save, "hub_needs/need_form.html", record=need, said=said)


@require_safe
def need_page(request: HttpRequest, slug: str, need_id: int) -> HttpResponse:
    """Show a need with all that stands behind it."""
    hub, need = _need(request, slug, need_id)
    return _page(request, hub, need, SupportForm(towns=towns_of(request, hub)), CommentForm())


@require_POST
def support(request: HttpRequest, slug: str, need_id: int) -> HttpResponse:
    """Say that one has the need too."""
    hub, need = _need(request, slug, need_id)
    require(request.user, "needs.state", hub)
    form = SupportForm(request.POST, towns=towns_of(request, hub))
    if (
        form.is_valid()
        and accepted(form, lambda: services.support_need(by=asker(request), need=need, **form.cleaned_data)) is not None
    ):
        messages.success(request, _("Your support counts from now on."))
        return redirect(need)
    return _page(request, hub, need, form, CommentForm(), status=400)


@require_POST
def support_withdraw(request: HttpRequest, slug: str, need_id: int, support_id: int) -> HttpResponse:
    """Take back a support."""
    _hub, need = _need(request, slug, need_id)
    found = or_404(need.supports.select_related("need__hub", "place"), support_id)
    services.withdraw_support(by=asker(request), support=found)
    messages.success(request, _("The support is taken back. Support the need again to undo this."))
    return redirect(need)


@require_POST
def comment(request: HttpRequest, slug: str, need_id: int) -> HttpResponse:
    """Comment on a need."""
    hub, need = _need(request, slug, need_id)
    require(request.user, "needs.state", hub)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, hub, need, SupportForm(towns=towns_of(request, hub)), form, status=400)
    services.comment(by=asker(request), need=need, text=form.cleaned_data["text"])
    messages.success(request, _("Your comment is added."))
    return redirect(need)


@require_POST
def need_state(request: HttpRequest, slug: str, need_id: int) -> HttpResponse:
    """Change how far a need is, or who sees it."""
    _hub, need = _need(request, slug, need_id)
    state, visibility = request.POST.get("state", ""), request.POST.get("visibility", "")
    own = state in (NeedState.WITHDRAWN, NeedState.OPEN)
    require(request.user, "needs.change" if own else "needs.keep", need)
    if visibility in Visibility.values:
        done(
            request,
            lambda: services.set_visibility(by=asker(request), need=need, visibility=visibility),
            _("Seen by from now on: %(who)s.") % {"who": Visibility(visibility).label},
        )
    elif state in NeedState.values:
        done(
            request,
            lambda: services.set_state(by=asker(request), need=need, state=state),
            _("State from now on: %(state)s.") % {"state": NeedState(state).label},
        )
    else:
        raise Http404
    return redirect(need)


def _need(request: HttpRequest, slug: str, need_id: int) -> tuple[Hub, Need]:
    hub = hub_or_404(request, slug)
    return hub, or_404(needs_visible_to(request.user, hub).select_related("hub", "place"), need_id)


def _filter(request: HttpRequest) -> tuple[NeedFilterForm, NeedFilter]:
    form = NeedFilterForm(request.GET or None)
    data = form.cleaned_data if form.is_valid() else {}
    names = {"text": "q", "topic": "topic", "kind": "kind", "level": "level", "state": "state"}
    return form, NeedFilter(**{name: data.get(field, "") for name, field in names.items()})


def _form_extra(request: HttpRequest, hub: Hub) -> dict[str, Any]:
    keeper = bool(may(request.user, "needs.keep", hub))
    return {"hub": hub, "towns": towns_of(request, hub), "keeper": keeper}


def _suggesting(
    request: HttpRequest, hub: Hub, extra: dict[str, Any], heading: str, need: Need | None = None
) -> HttpResponse:
    """Show the form, with topics ticked from the words where that was asked."""
    opened = request.POST.get(revisions.FIELD, "")
    if request.method != "POST":
        return _need_form(request, hub, revisions.watched(NeedForm(**extra)), heading, need)
    text = f"{request.POST.get('title', '')} {request.POST.get('text', '')}"
    suggested = suggest_topics(text)
    typed: QueryDict = request.POST.copy()
    typed.setlist("topics", list(dict.fromkeys([*typed.getlist("topics"), *(one.topic for one in suggested)])))
    shown = {name: typed.getlist(name) if name == "topics" else typed.get(name) for name in typed}
    form = revisions.watched(NeedForm(**(extra | {"initial": shown})), opened)
    reasons = [(topic_name(one.topic), ", ".join(word.replace("*", "…") for word in one.found)) for one in suggested]
    return _need_form(request, hub, form, heading, need, reasons=reasons, has_asked=True)


def _need_form(
    request: HttpRequest,
    hub: Hub,
    form: NeedForm,
    heading: str,
    need: Need | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = _form_context(request, hub, heading, need) | {"form": form, **more}
    return render(request, "hub_needs/need_form.html", context, status=status)


def _form_context(request: HttpRequest, hub: Hub, heading: str, need: Need | None) -> dict[str, Any]:
    crumbs = [Link(need.title, need.get_absolute_url()), Link(_("Change"))] if need else [Link(heading)]
    return needs_page(request, hub, "needs", *crumbs, heading=heading, need=need)


def _page(
    request: HttpRequest, hub: Hub, need: Need, support_form: SupportForm, comment_form: CommentForm, status: int = 200
) -> HttpResponse:
    group = group_of(request.user, need)
    keeps = bool(may(request.user, "needs.keep", hub))
    others = [one for one in groups_visible_to(request.user, hub) if one.head.pk != need.pk] if keeps else []
    context = needs_page(
        request,
        hub,
        "needs",
        Link(need.title),
        need=need,
        group=group,
        behind=group.members[1:],
        comments=list(comments_on(group)),
        answers=answers_to(request.user, group),
        support_form=support_form,
        comment_form=comment_form,
        may_change=bool(may(request.user, "needs.change", need)),
        others=others,
        parts_of=list(needs_visible_to(request.user, hub).filter(split_from=need).select_related("hub")),
        body=body_for(request.user, group) if keeps and group.is_for_a_body else None,
        bodies=list(bodies_visible_to(request.user, hub)) if keeps and group.is_for_a_body else [],
        visibilities=Visibility.choices,
        states=NeedState.choices,
    )
    return render(request, "hub_needs/need.html", context, status=status)
