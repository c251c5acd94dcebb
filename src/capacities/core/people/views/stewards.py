"""Pages for stewards: people, their roles, the history of changes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from capacities.core.audit import audited_models, history
from capacities.core.people import services
from capacities.core.people.asker import asker
from capacities.core.people.forms import GrantForm, WhyForm
from capacities.core.people.models import Grant, Person
from capacities.core.people.queries import names_of, people_matching, present_grants
from capacities.core.people.scopes import with_names
from capacities.core.permissions import PERMISSIONS, Decision, Refused, may, require, require_visible

PEOPLE_PER_PAGE = 50


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """List people with their roles; search by name or address."""
    require(request.user, "people.see_people")
    text = request.GET.get("q", "").strip()
    page: Any = Paginator(people_matching(request.user, text), PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    named = with_names([grant for person in page for grant in person.present_grants])
    roles: dict[int, list[object]] = {}
    for entry in named:
        roles.setdefault(entry.item.person_id, []).append(entry)
    rows = [(person, roles.get(person.pk, [])) for person in page]
    return render(request, "people/people.html", {"rows": rows, "page": page, "text": text})


@require_http_methods(["GET", "HEAD", "POST"])
def person_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show one person with roles and history; grant another role."""
    require_visible(request.user, "people.see_people")
    person = get_object_or_404(Person, pk=person_id)
    form = GrantForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.grant_role(by=asker(request), person=person, **form.cleaned_data)
        messages.success(request, _("The role is granted."))
        return redirect("person", person.pk)
    changes = history(model=Person, object_id=person.pk, limit=20)
    context = {
        "someone": person,
        "grants": with_names(present_grants(person)),
        "form": form,
        "changes": changes,
        "names": names_of(changes),
    }
    return render(request, "people/person.html", context, status=400 if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, grant_id: int) -> HttpResponse:
    """End a role, with the reason that the holder will read."""
    require_visible(request.user, "people.see_people")
    grant = get_object_or_404(Grant.objects.select_related("person"), pk=grant_id)
    try:
        services.revoke_grant(by=asker(request), grant=grant, reason=request.POST.get("reason", ""))
    except Refused as refused:
        messages.warning(request, str(refused.reason))
    else:
        messages.success(request, _("The role has ended; the person is told by e-mail."))
    return redirect("person", grant.person_id)


@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """List the latest changes of everything that has a trail, or of one kind of record."""
    require(request.user, "people.see_history")
    models = {model._meta.label_lower: model for model in audited_models()}
    chosen = request.GET.get("of", "")
    found = history(model=models.get(chosen), limit=100)
    kinds = [(label, model._meta.verbose_name, label == chosen) for label, model in models.items()]
    context = {"changes": found, "names": names_of(found), "kinds": kinds, "chosen": chosen if chosen in models else ""}
    return render(request, "people/changes.html", context)


@require_GET
def why(request: HttpRequest) -> HttpResponse:
    """Explain to a steward what a person may do with a scope, and why not."""
    require(request.user, "people.see_people")
    form = WhyForm(request.GET or None)
    answers: list[tuple[str, Decision]] = []
    if form.is_valid():
        person, scope = form.cleaned_data["person"], form.cleaned_data["scope"]
        answers = [(name, may(person, name, scope)) for name in PERMISSIONS]
    return render(request, "people/why.html", {"form": form, "answers": answers})
