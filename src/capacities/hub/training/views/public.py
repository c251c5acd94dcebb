"""What everybody sees of training programmes: the list, a programme with its curriculum, enrolling, suggesting."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.files.services import file_response as stored_file
from capacities.core.people.asker import asker
from capacities.core.permissions import may, require
from capacities.hub.needs.views.common import towns_of
from capacities.hub.structure.acts import accepted
from capacities.hub.structure.frame import hub_or_404
from capacities.hub.training import services
from capacities.hub.training.documents import curriculum
from capacities.hub.training.exports import TRAINING_COLUMNS, training_rows
from capacities.hub.training.forms import EnrolForm, SuggestionForm, TrainingFilterForm
from capacities.hub.training.kinds import AUDIENCES, EnrolmentState
from capacities.hub.training.models import Training
from capacities.hub.training.queries import counts_by_audience, feedback_of, modules_of, own_enrolment, trainings_listed
from capacities.hub.training.views.common import training_or_404, training_page
from capacities.web.documents import document_response
from capacities.web.files import file_response
from capacities.web.navigation import Link


@require_safe
def listing(request: HttpRequest, slug: str, kind: str = "") -> HttpResponseBase:
    """List the programmes of a hub, as a page or as a file."""
    hub = hub_or_404(request, slug)
    found = trainings_listed(request.user, hub)
    audience = request.GET.get("audience", "")
    if audience in AUDIENCES:
        found = found.filter(audiences__contains=[audience])
    if kind:
        return file_response(kind, f"{hub.slug}-training", TRAINING_COLUMNS, training_rows(found))
    removed = Training.objects.filter(hub=hub, removed_at__isnull=False).select_related("hub")
    keeps = bool(may(request.user, "hub.edit", hub))
    context = training_page(
        request, hub, None, trainings=list(found), audience=audience,
        form=TrainingFilterForm(request.GET or None), removed=list(removed) if keeps else [],
    )  # fmt: skip
    return render(request, "hub_training/trainings.html", context)


@require_safe
def page(request: HttpRequest, slug: str, training_id: int) -> HttpResponse:
    """Show a programme: for whom, its modules, how to enrol, what cities suggested."""
    hub, training = training_or_404(request, slug, training_id)
    return _page(request, training, SuggestionForm(towns=towns_of(request, hub)))


@require_safe
def curriculum_file(request: HttpRequest, slug: str, training_id: int, kind: str) -> HttpResponse:
    """Return the curriculum as Word file or PDF in the reader's language."""
    _hub, training = training_or_404(request, slug, training_id)
    name = f"curriculum-{training.pk}"
    return document_response(partial(curriculum, training), kind, name, (get_language() or "en")[:2])


@require_safe
def module_file(request: HttpRequest, slug: str, training_id: int, module_id: int) -> HttpResponseBase:
    """Return the file of a module."""
    _hub, training = training_or_404(request, slug, training_id)
    module = get_object_or_404(training.modules.select_related("file"), pk=module_id, removed_at=None)
    if module.file is None:
        raise Http404
    return stored_file(module.file)


@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, slug: str, training_id: int) -> HttpResponse:
    """Enrol in a programme, with or without an account."""
    hub, training = training_or_404(request, slug, training_id)
    person = asker(request) if request.user.is_authenticated else None
    form = EnrolForm(
        request.POST if request.method == "POST" else None, person=person, audiences=training.audiences,
        initial={"name": person.name if person else ""},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        if form.is_a_program:
            return redirect(training)
        language = person.language if person else (get_language() or "en")[:2]
        values = {"email": "", **form.values(), "language": language}
        made = accepted(form, lambda: services.enrol(by=person, training=training, **values))
        if made is not None and person is not None:
            messages.success(request, _enrolled_words(made.state))
            return redirect(services.link_of(made))
        if made is not None:
            messages.success(request, _("We have sent you a mail: open the link in it, and the seat is yours."))
            return redirect(training)
    context = training_page(request, hub, training, Link(_("Enrol")), form=form)
    return render(request, "hub_training/enrol.html", context, status=400 if form.errors else 200)


@require_POST
def suggest(request: HttpRequest, slug: str, training_id: int) -> HttpResponse:
    """Suggest something for a programme."""
    hub, training = training_or_404(request, slug, training_id)
    require(request.user, "training.suggest", training)
    form = SuggestionForm(request.POST, towns=towns_of(request, hub))
    if form.is_valid():
        made = accepted(form, lambda: services.suggest(by=asker(request), training=training, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("Thank you. The hub reads it, and you get an answer by mail."))
            return redirect(training)
    return _page(request, training, form, status=400)


def _enrolled_words(state: str) -> str:
    if state == EnrolmentState.WAITING:
        return _("All seats are taken. You are on the waiting list and move up by yourself.")
    return _("You are enrolled.")


def _page(request: HttpRequest, training: Training, form: SuggestionForm, status: int = 200) -> HttpResponse:
    keeps = bool(may(request.user, "hub.edit", training))
    audience = request.GET.get("audience", "")
    suggestions = training.suggestions.select_related("place")
    context = training_page(
        request, training.hub, training,
        modules=modules_of(training, audience if audience in training.audiences else ""),
        removed=list(training.modules.filter(removed_at__isnull=False)) if keeps else [],
        audience=audience,
        audiences=[(key, name) for key, name in AUDIENCES.items() if key in training.audiences],
        keeps=keeps,
        own=own_enrolment(request.user, training),
        counts=counts_by_audience(training) if keeps else [],
        feedback=feedback_of(training) if keeps else None,
        suggestions=list(suggestions),
        form=form,
        needs=[need for need in training.needs.all() if keeps or need.visibility == "public"],
        places=list(training.places.select_related("country")),
    )  # fmt: skip
    return render(request, "hub_training/training.html", context, status=status)
