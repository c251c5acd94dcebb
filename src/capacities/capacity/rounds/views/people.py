"""Who takes part in an assessment, and what it needs and offers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from capacities.capacity.questionnaires.models import Section
from capacities.capacity.rounds.access import own_assessment_or_404
from capacities.capacity.rounds.forms import ColleagueForm, StatementForm
from capacities.capacity.rounds.mails import bounced_addresses, teams_of
from capacities.capacity.rounds.models import Side
from capacities.capacity.rounds.services import statements, team
from capacities.capacity.rounds.suggestions import suggestions_for
from capacities.capacity.rounds.views.common import assessment_page, or_404
from capacities.core.people.asker import asker
from capacities.core.topics import topic_name
from capacities.web.acts import accepted, done
from capacities.web.navigation import Link


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, slug: str, assessment_id: int) -> HttpResponse:
    """List who takes part; invite a colleague or an expert, with the sections that they answer."""
    found = own_assessment_or_404(request.user, slug, assessment_id)
    sections = list(Section.objects.filter(version=found.round.version))
    form = ColleagueForm(request.POST if request.method == "POST" else None, sections=sections)
    if request.method == "POST" and form.is_valid():
        made = accepted(form, lambda: team.invite_colleague(by=asker(request), assessment=found, **form.cleaned_data))
        if made:
            messages.success(request, _("%(email)s takes part and is told by e-mail.") % {"email": made.email})
            return redirect("capacity-people", found.round.slug, found.pk)
    titles = {section.key: section for section in sections}
    rows = [
        (one, [titles[key] for key in one.sections if key in titles])
        for one in found.participants.select_related("person").order_by("removed_at", "email")
    ]
    context = assessment_page(request, found, Link(_("People")), form=form, team=teams_of([found])[found.pk])
    context["bounced"] = bounced_addresses(found)
    context |= {
        "rows": [row for row in rows if not row[0].removed_at],
        "gone": [row for row in rows if row[0].removed_at],
    }
    return render(request, "capacity_rounds/people.html", context, status=400 if form.errors else 200)


@require_POST
def person(request: HttpRequest, slug: str, assessment_id: int, participant_id: int) -> HttpResponse:
    """Take somebody off, or bring them back."""
    found = own_assessment_or_404(request.user, slug, assessment_id)
    one = or_404(found.participants.select_related("assessment__round"), participant_id)
    back = one.removed_at is not None
    said = (
        _("%(who)s takes part again.")
        if back
        else _("%(who)s is taken off. What they wrote stays; you can bring them back.")
    )
    done(request, lambda: team.take_off(by=asker(request), participant=one, back=back), said % {"who": one.email})
    return redirect("capacity-people", found.round.slug, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: HttpRequest, slug: str, assessment_id: int) -> HttpResponse:
    """State what is needed and what can be shared, beginning with what the answers suggest."""
    found = own_assessment_or_404(request.user, slug, assessment_id)
    form = StatementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = accepted(
            form, lambda: statements.save_statement(by=asker(request), assessment=found, **form.cleaned_data)
        )
        if made:
            messages.success(request, _("Saved."))
            return redirect("capacity-needs", found.round.slug, found.pk)
    rows = list(found.statements.all())
    context = assessment_page(request, found, Link(_("Needs and offers")), form=form)
    context |= {
        "sides": [
            (
                side.value,
                side.label,
                [(one, topic_name(one.topic)) for one in rows if one.side == side and not one.removed_at],
            )
            for side in Side
        ],
        "gone": [(one, topic_name(one.topic)) for one in rows if one.removed_at],
        "suggestions": suggestions_for(found),
    }
    return render(request, "capacity_rounds/needs.html", context, status=400 if form.errors else 200)


@require_POST
def need(request: HttpRequest, slug: str, assessment_id: int, statement_id: int) -> HttpResponse:
    """Take a need or an offer off, or bring it back."""
    found = own_assessment_or_404(request.user, slug, assessment_id)
    one = or_404(found.statements.select_related("assessment__round"), statement_id)
    back = one.removed_at is not None
    said = _("It is back.") if back else _("It is taken off. You can bring it back below.")
    done(request, lambda: statements.remove_statement(by=asker(request), statement=one, back=back), said)
    return redirect("capacity-needs", found.round.slug, found.pk)
