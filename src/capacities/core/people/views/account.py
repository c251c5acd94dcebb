"""One's own account: profile, roles, requests, ways to sign in, export and deletion."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from capacities.core.people import services
from capacities.core.people.asker import asker
from capacities.core.people.cookies import remember_language
from capacities.core.people.exports import personal_data
from capacities.core.people.forms import DeleteAccountForm, ProfileForm
from capacities.core.people.models import Person
from capacities.core.people.queries import open_requests, own_grants, own_requests, sign_in_methods
from capacities.core.people.scopes import with_names
from capacities.core.people.sections import ACCOUNT
from capacities.core.permissions import may, require


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show one's account and change the profile."""
    require(request.user, "people.see_account")
    person = asker(request)
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=Person.objects.get(pk=person.pk))
    if request.method == "POST" and form.is_valid():
        person = services.change_profile(by=person, person=person, **form.cleaned_data)
        with translation.override(person.language):
            messages.success(request, _("Your profile is saved."))
        return remember_language(redirect("account"), person.language)
    context = {
        "form": form,
        "grants": with_names(own_grants(person)),
        "requests": with_names(own_requests(person)),
        "methods": sign_in_methods(person),
        "waiting": open_requests(person).count() if may(person, "people.see_requests") else None,
        "sees_people": may(person, "people.see_people"),
        "sections": [html for section in ACCOUNT if (html := section(request))],
    }
    return render(request, "people/account.html", context, status=400 if form.errors else 200)


@require_GET
def account_data(request: HttpRequest) -> HttpResponse:
    """Hand out everything that is held about the person who asks, as a JSON file."""
    require(request.user, "people.see_account")
    data = personal_data(asker(request))
    response = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
    name = f"capacities-{timezone.localdate():%Y-%m-%d}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def delete_account(request: HttpRequest) -> HttpResponse:
    """Explain what deleting the account means, and do it once the address was typed."""
    require(request.user, "people.see_account")
    person = asker(request)
    form = DeleteAccountForm(request.POST if request.method == "POST" else None, person=person)
    if request.method == "POST" and form.is_valid():
        services.delete_account(by=person, person=person)
        logout(request)
        messages.success(request, _("Your account is deleted."))
        return redirect("/")
    context = {"form": form, "decision": may(person, "people.delete_account", person)}
    return render(request, "people/delete_account.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def give_up_role(request: HttpRequest, grant_id: int) -> HttpResponse:
    """Ask whether the person means it, then end their role."""
    require(request.user, "people.see_account")
    grant = get_object_or_404(own_grants(asker(request)), pk=grant_id)
    if request.method == "POST":
        services.revoke_grant(by=asker(request), grant=grant)
        messages.success(request, _("You gave up the role."))
        return redirect("account")
    context = {"named": with_names([grant])[0], "decision": may(request.user, "people.revoke_grant", grant)}
    return render(request, "people/give_up_role.html", context)
