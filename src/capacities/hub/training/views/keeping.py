"""What the hub team does with a programme: make, change, open, modules, answers to suggestions."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from capacities.core.people.asker import asker
from capacities.core.permissions import require
from capacities.hub.needs.queries import needs_visible_to
from capacities.hub.structure.acts import done, saved
from capacities.hub.structure.frame import hub_or_404
from capacities.hub.structure.models import Hub
from capacities.hub.training import services
from capacities.hub.training.forms import ModuleForm, TrainingForm
from capacities.hub.training.kinds import TrainingState
from capacities.hub.training.models import Training
from capacities.hub.training.views.common import training_or_404, training_page
from capacities.web.acts import step_of
from capacities.web.navigation import Link

_FIELDS = (
    "title",
    "text",
    "kind",
    "audiences",
    "topics",
    "languages",
    "starts_on",
    "enrol_until",
    "seats",
    "visibility",
)
_MODULE_FIELDS = ("title", "text", "kind", "audiences", "hours", "is_required", "event", "url")
_STATES = {
    "open": (TrainingState.OPEN, gettext_lazy("The programme is open: people can enrol.")),
    "run": (TrainingState.RUNNING, gettext_lazy("Enrolment is closed; the programme is running.")),
    "end": (TrainingState.ENDED, gettext_lazy("The programme has ended.")),
    "develop": (TrainingState.DEVELOPING, gettext_lazy("The programme is being written again.")),
}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a programme."""
    hub = hub_or_404(request, slug)
    require(request.user, "hub.edit", hub)
    form = TrainingForm(request.POST or None, needs=_needs(request, hub))
    context = training_page(request, hub, None, Link(_("New programme")))
    context |= {"title": _("New training programme"), "button": _("Save, and go on to the modules")}
    return saved(request, form, context, lambda data: services.make_training(by=asker(request), hub=hub, values=data))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, training_id: int) -> HttpResponse:
    """Change a programme."""
    hub, training = training_or_404(request, slug, training_id)
    require(request.user, "hub.edit", training)
    initial = {name: getattr(training, name) for name in _FIELDS}
    initial |= {"places": list(training.places.all()), "needs": training.needs.all()}
    form = TrainingForm(request.POST or None, needs=_needs(request, hub), initial=initial)
    context = training_page(request, hub, training, Link(_("Change"))) | {"title": str(training), "button": _("Save")}
    return saved(
        request, form, context,
        lambda data: services.change_training(by=asker(request), training=training, values=data), record=training,
    )  # fmt: skip


@require_POST
def act(request: HttpRequest, slug: str, training_id: int, act: str) -> HttpResponse:
    """Open, close or end a programme; remove it or bring it back."""
    hub = hub_or_404(request, slug)
    training = get_object_or_404(Training.objects.select_related("hub"), hub=hub, pk=training_id)
    require(request.user, "hub.edit", hub)
    by = asker(request)
    if act in _STATES:
        state, said = _STATES[act]
        done(request, lambda: services.set_state(by=by, training=training, state=state), str(said))
        return redirect(training)
    if act == "remove":
        words = _("The programme is removed. You can bring it back below.")
        done(request, lambda: services.remove_training(by=by, training=training), words)
        return redirect("hub-trainings", hub.slug)
    if act == "restore":
        done(request, lambda: services.restore_training(by=by, training=training), _("The programme is back."))
        return redirect(training)
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def module(request: HttpRequest, slug: str, training_id: int, module_id: int | None = None) -> HttpResponse:
    """Add or change a module."""
    hub, training = training_or_404(request, slug, training_id)
    require(request.user, "hub.edit", training)
    one = get_object_or_404(training.modules, pk=module_id, removed_at=None) if module_id else None
    initial: dict[str, Any] = {name: getattr(one, name) for name in _MODULE_FIELDS} if one else {}
    form = ModuleForm(request.POST or None, request.FILES or None, initial=initial)
    title = str(one) if one else _("New module")
    context = training_page(request, hub, training, Link(title))
    context |= {"title": title, "button": _("Save") if one else _("Add the module")}

    def save(data: dict[str, Any]) -> str:
        services.save_module(
            by=asker(request), training=training, values=form.values(), module=one, upload=data["upload"]
        )
        return training.get_absolute_url()

    return saved(request, form, context, save, record=one)


@require_POST
def module_act(request: HttpRequest, slug: str, training_id: int, module_id: int, act: str) -> HttpResponse:
    """Move a module, take it out or put it back."""
    _hub, training = training_or_404(request, slug, training_id)
    require(request.user, "hub.edit", training)
    one = get_object_or_404(training.modules, pk=module_id)
    by = asker(request)
    step = step_of(request, act)
    if step:
        services.move_module(by=by, module=one, step=step)
    elif act == "remove":
        done(request, lambda: services.remove_module(by=by, module=one), _("Taken out. You can put it back below."))
    elif act == "restore":
        done(request, lambda: services.restore_module(by=by, module=one), _("The module is back."))
    else:
        raise Http404
    return redirect(f"{reverse('hub-training', args=[training.hub.slug, training.pk])}#modules")


@require_POST
def answer(request: HttpRequest, slug: str, training_id: int, suggestion_id: int) -> HttpResponse:
    """Answer a suggestion."""
    _hub, training = training_or_404(request, slug, training_id)
    require(request.user, "hub.edit", training)
    suggestion = get_object_or_404(training.suggestions.select_related("training__hub", "person"), pk=suggestion_id)
    state, words = request.POST.get("state", ""), request.POST.get("answer", "")
    if state not in ("open", "taken", "declined"):
        raise Http404
    done(
        request,
        lambda: services.answer_suggestion(by=asker(request), suggestion=suggestion, state=state, answer=words),
        _("The answer is stored; whoever suggested it is told by mail."),
    )
    return redirect(f"{reverse('hub-training', args=[training.hub.slug, training.pk])}#suggestions")


def _needs(request: HttpRequest, hub: Hub) -> Any:
    return needs_visible_to(request.user, hub).filter(merged_into=None, is_split=False)
