"""Trainers: the list of those who keep one, and its editor."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.capacity.sessions import services
from capacities.capacity.sessions.forms import TrainerForm
from capacities.capacity.sessions.models import Trainer
from capacities.capacity.sessions.queries import trainers_kept_by
from capacities.capacity.sessions.views.common import or_404, sessions_page
from capacities.core.people.asker import asker
from capacities.core.people.models import Person
from capacities.core.people.queries import countries_of_hub_team, holds
from capacities.core.permissions import require
from capacities.core.places.models import Country
from capacities.web.acts import accepted, done
from capacities.web.navigation import Link


@require_safe
def trainers(request: HttpRequest) -> HttpResponse:
    """List the trainers that the reader keeps."""
    require(request.user, "capacity.make")
    rows = list(trainers_kept_by(request.user))
    context = sessions_page(
        request,
        Link(_("Trainers")),
        trainers=[one for one in rows if one.removed_at is None],
        removed=[one for one in rows if one.removed_at is not None],
    )
    return render(request, "capacity_sessions/trainers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def trainer_edit(request: HttpRequest, trainer_id: int | None = None) -> HttpResponse:
    """Write a trainer."""
    require(request.user, "capacity.make")
    trainer = or_404(trainers_kept_by(request.user), trainer_id) if trainer_id else None
    form = TrainerForm(
        request.POST if request.method == "POST" else None, instance=trainer, owners=_owners(asker(request), trainer)
    )
    if request.method == "POST" and form.is_valid():
        fresh = Trainer.objects.get(pk=trainer.pk) if trainer else None
        if accepted(form, lambda: services.save_trainer(by=asker(request), values=form.values(), trainer=fresh)):
            done(request, lambda: None, _("Saved."))
            return redirect("capacity-trainers")
    title = _("Change the trainer") if trainer else _("Add a trainer")
    crumbs = [Link(_("Trainers"), "/capacity/sessions/trainers/"), Link(title)]
    context = sessions_page(request, *crumbs, form=form, title=title, button=_("Save the trainer"))
    return render(request, "capacity/form.html", context, status=400 if form.errors else 200)


@require_POST
def trainer_remove(request: HttpRequest, trainer_id: int) -> HttpResponse:
    """Take a trainer off the list, or bring one back."""
    require(request.user, "capacity.make")
    trainer = or_404(trainers_kept_by(request.user), trainer_id)
    if trainer.removed_at:
        said = _("%(trainer)s is back.") % {"trainer": trainer}
        done(request, lambda: services.restore_trainer(by=asker(request), trainer=trainer), said)
    else:
        said = _("%(trainer)s is removed. It stands below under “Removed”.") % {"trainer": trainer}
        done(request, lambda: services.remove_trainer(by=asker(request), trainer=trainer), said)
    return redirect("capacity-trainers")


def _owners(by: Person, trainer: Trainer | None) -> list[str]:
    """Return whose trainers somebody can write: codes of countries, "" for Europe; the trainer's own first."""
    codes = sorted(countries_of_hub_team(by))
    if holds(by, "steward"):
        codes = list(Country.objects.exclude(role="none").values_list("iso2", flat=True))
    if holds(by, "european_team") or holds(by, "steward"):
        codes = ["", *codes]
    own = (trainer.countries or [""])[0] if trainer else None
    return codes if own is None else [own, *(code for code in codes if code != own)]
