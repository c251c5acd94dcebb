"""Pages under a signed link: a person's consent, and an organisation's word on who holds an office."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.forms.people import SuccessorForm
from capacities.hub.stakeholders.links import consent_of, successor_of
from capacities.hub.stakeholders.mails import successor_wording
from capacities.hub.structure.acts import accepted


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """Let a person say yes or no, and take a yes back later."""
    asked = consent_of(token)
    if asked is None:
        return _gone(request)
    if request.method == "POST":
        answer = request.POST.get("answer")
        if answer not in ("yes", "no"):
            raise Http404
        services.answer_consent(request=asked, is_given=answer == "yes")
        if answer == "no":
            return render(request, "hub_stakeholders/consent_answer.html", {"here": "country", "is_erased": True})
        messages.success(request, _("Thank you. Your answer is noted."))
        return redirect(request.path)
    return render(request, "hub_stakeholders/consent_answer.html", {"here": "country", "asked": asked})


@require_http_methods(["GET", "HEAD", "POST"])
def successor(request: HttpRequest, token: str) -> HttpResponse:
    """Let an organisation say who holds an office now."""
    asked = successor_of(token)
    if asked is None:
        return _gone(request)
    form = None
    if not asked.closed_at:
        form = SuccessorForm(
            request.POST or None, wording=successor_wording(), initial={"name": asked.name, "email": asked.email}
        )
        if request.method == "POST" and form.is_valid():
            told = {name: form.cleaned_data[name] for name in ("name", "email")}
            if accepted(form, lambda: services.answer_successor(request=asked, **told)):
                messages.success(request, _("Thank you. The hub team will see it."))
                return redirect(request.path)
    context = {"here": "country", "asked": asked, "form": form}
    return render(
        request, "hub_stakeholders/successor_answer.html", context, status=400 if form and form.errors else 200
    )


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "hub_stakeholders/link_gone.html", {"here": "country"}, status=404)
