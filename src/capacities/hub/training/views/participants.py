"""People in a programme: the hub's list and attendance, and somebody's own page, with or without an account."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.people.asker import asker
from capacities.core.permissions import require
from capacities.hub.structure.acts import done
from capacities.hub.training import services
from capacities.hub.training.documents import certificate as certificate_document
from capacities.hub.training.exports import PARTICIPANT_COLUMNS, participant_rows
from capacities.hub.training.forms import FeedbackForm, ParticipantFilterForm
from capacities.hub.training.models import Enrolment, Module
from capacities.hub.training.queries import modules_of, own_enrolments, participants
from capacities.hub.training.views.common import training_or_404, training_page
from capacities.web.documents import document_response
from capacities.web.files import file_response
from capacities.web.navigation import Link


@require_safe
def listing(request: HttpRequest, slug: str, training_id: int, kind: str = "") -> HttpResponseBase:
    """List who takes part, for the hub's team, as a page or as a file."""
    hub, training = training_or_404(request, slug, training_id)
    require(request.user, "hub.edit", training)
    asked = {name: request.GET.get(name, "") for name in ("state", "audience", "q")}
    found = participants(request.user, training, asked["state"], asked["audience"], asked["q"])
    modules = modules_of(training)
    if kind:
        return file_response(kind, f"{hub.slug}-training-{training.pk}", PARTICIPANT_COLUMNS, participant_rows(found))
    context = training_page(
        request, hub, training, Link(_("Participants")), people=list(found), chosen=_chosen(request, modules),
        form=ParticipantFilterForm(request.GET or None, modules=modules),
    )  # fmt: skip
    return render(request, "hub_training/participants.html", context)


@require_POST
def attendance(request: HttpRequest, slug: str, training_id: int, module_id: int) -> HttpResponse:
    """Note who went through a module."""
    _hub, training = training_or_404(request, slug, training_id)
    module = get_object_or_404(training.modules.select_related("training__hub"), pk=module_id, removed_at=None)
    present, shown = ([int(id) for id in request.POST.getlist(name) if id.isdecimal()] for name in ("present", "shown"))
    count = services.note_attendance(by=asker(request), module=module, present=present, shown=shown)
    messages.success(request, _("Noted. Present: %(count)s.") % {"count": count})
    return redirect("hub-training-participants", slug, training.pk)


@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """List what the reader enrolled in."""
    rows = [(one, services.link_of(one)) for one in own_enrolments(asker(request))]
    context = {"here": "country", "crumbs": [Link(_("My training"))], "rows": rows}
    return render(request, "hub_training/own.html", context)


@require_http_methods(["GET", "HEAD"])
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """Show somebody their own page: what is next, what is done, feedback."""
    return _mine(request, token, FeedbackForm(initial=_said(_or_404(token))))


@require_POST
def mine_act(request: HttpRequest, token: str, act: str) -> HttpResponse:
    """Confirm the address, tick a module, give feedback, withdraw, or have everything erased."""
    one = _or_404(token)
    if act == "confirm":
        services.prove_enrolment(token)
        messages.success(request, _("Your address is confirmed."))
    elif act in ("done", "undone"):
        module = get_object_or_404(one.training.modules, pk=_number(request.POST.get("module", "")), removed_at=None)
        said = _("Noted.")
        done(
            request,
            lambda: services.tick_module(by=None, enrolment=one, module=module, done=act == "done"),
            said,
        )
    elif act == "feedback":
        form = FeedbackForm(request.POST)
        if not form.is_valid():
            return _mine(request, token, form, status=400)
        services.give_feedback(by=None, enrolment=one, **form.cleaned_data)
        messages.success(request, _("Thank you. The hub reads it without your name."))
    elif act == "withdraw":
        services.withdraw(by=None, enrolment=one)
        messages.success(request, _("You have given up your seat. You can enrol again while enrolment is open."))
    elif act == "erase":
        training = one.training
        services.forget_enrolment(by=None, enrolment=one)
        messages.success(request, _("Everything that was known of you here is erased."))
        return redirect(training)
    else:
        raise Http404
    return redirect("training-mine", token)


@require_safe
def certificate(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """Return the certificate of somebody who completed the programme."""
    one = _or_404(token)
    if one.completed_at is None:
        raise Http404
    name = f"certificate-{one.training_id}"
    return document_response(partial(certificate_document, one), kind, name, (get_language() or "en")[:2])


def _or_404(token: str) -> Enrolment:
    one = services.enrolment_of(token)
    if one is None:
        raise Http404
    return one


def _mine(request: HttpRequest, token: str, form: FeedbackForm, status: int = 200) -> HttpResponse:
    one = _or_404(token)
    training = one.training
    finished = set(one.done.values_list("module_id", flat=True))
    rows = [(module, module.pk in finished) for module in modules_of(training, one.audience)]
    needed = [is_done for module, is_done in rows if module.is_required]
    context = training_page(
        request, training.hub, training, Link(_("My page")), own=one, token=token, rows=rows, form=form,
        needed=len(needed), needed_done=sum(needed), tabs=[],
    )  # fmt: skip
    return render(request, "hub_training/mine.html", context, status=status)


def _said(one: Enrolment) -> dict[str, object]:
    return {"useful": one.useful, "feedback": one.feedback, "will_try": one.will_try}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _chosen(request: HttpRequest, modules: list[Module]) -> Module | None:
    wanted = _number(request.GET.get("module", ""))
    return next((module for module in modules if module.pk == wanted), None)
