"""What the pages of training programmes share: the frame, finding what may be seen."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.hub.structure.models import Hub
from capacities.hub.training.models import Training
from capacities.hub.training.queries import trainings_visible_to
from capacities.web.navigation import Link


def training_or_404(request: HttpRequest, slug: str, training_id: int) -> tuple[Hub, Training]:
    """Return a hub and a programme that the reader may see; another one does not exist."""
    hub = hub_or_404(request, slug)
    training = trainings_visible_to(request.user, hub).filter(pk=training_id).first()
    if training is None:
        raise Http404
    return hub, training


def training_page(
    request: HttpRequest, hub: Hub, training: Training | None, *crumbs: Link, **more: Any
) -> dict[str, Any]:
    """Return the context of a page: the hub's frame, the programme, and what the page itself shows."""
    way = [Link(_("Training"), reverse("hub-trainings", args=[hub.slug]))]
    if training is not None:
        way.append(Link(str(training), training.get_absolute_url()))
    return hub_page(request, hub, "training", *way, *crumbs) | {"training": training} | more
