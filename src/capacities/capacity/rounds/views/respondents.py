"""For those who hold a round: who is asked, invited by address, reminded; the deadline; the version; leaving."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from capacities.capacity.questionnaires.frame import saved
from capacities.capacity.questionnaires.models import Audience
from capacities.capacity.rounds.access import round_or_404
from capacities.capacity.rounds.aside import aside_after
from capacities.capacity.rounds.forms import (
    REMINDER,
    AddressForm,
    CitiesForm,
    CountriesForm,
    DeadlineForm,
    ReminderForm,
    VersionForm,
)
from capacities.capacity.rounds.models import Assessment, Round
from capacities.capacity.rounds.queries import versions_to_move_to
from capacities.capacity.rounds.services import chasing, respondents
from capacities.capacity.rounds.services import rounds as services
from capacities.capacity.rounds.views.common import or_404, round_page
from capacities.core.people.asker import asker
from capacities.core.permissions import require
from capacities.core.places.queries import candidates, countries, mission_cities
from capacities.web.acts import accepted, done
from capacities.web.navigation import Link

PER_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def round_respondents(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose who is asked."""
    round = _held(request, slug)
    codes = round.countries or list(countries().values_list("iso2", flat=True))
    posted = request.POST if request.method == "POST" else None
    form: CountriesForm | CitiesForm
    if round.audience == Audience.COUNTRY:
        form = CountriesForm(posted, codes=codes, held=bool(round.countries))
    else:
        form = CitiesForm(posted, codes=codes)
    if request.method == "POST" and form.is_valid():
        new = accepted(form, lambda: _add(request, round, form))
        if new is not None:
            words = ngettext("%(count)s respondent is added.", "%(count)s respondents are added.", len(new))
            messages.success(request, words % {"count": len(new)})
            return redirect(round)
    context = round_page(
        request, round, Link(_("Who answers")), title=_("Who answers"), button=_("Add these"), form=form
    )
    return render(request, "capacity/form.html", context, status=400 if form.errors else 200)


@require_POST
def round_address(request: HttpRequest, slug: str, assessment_id: int) -> HttpResponse:
    """Invite somebody by e-mail address for a respondent without a team."""
    round = _held(request, slug)
    assessment = or_404(round.assessments.select_related("round", "place"), assessment_id)
    form = AddressForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Enter an e-mail address, such as ana@example.org."))
        return redirect(round)
    email = form.cleaned_data["email"]
    done(
        request,
        lambda: respondents.invite_address(by=asker(request), assessment=assessment, email=email),
        _("%(email)s is invited for %(who)s.") % {"email": email, "who": assessment.respondent},
    )
    return redirect(round)


@require_POST
def round_leave(request: HttpRequest, slug: str, assessment_id: int) -> HttpResponse:
    """Let a respondent leave the round, or come back."""
    round = _held(request, slug)
    assessment = or_404(round.assessments.select_related("round", "place"), assessment_id)
    who = {"who": assessment.respondent}
    if request.POST.get("action") == "return":
        done(
            request,
            lambda: respondents.bring_back(by=asker(request), assessment=assessment),
            _("%(who)s is back with all its answers.") % who,
        )
    else:
        done(
            request,
            lambda: respondents.withdraw(by=asker(request), assessment=assessment, note=request.POST.get("note", "")),
            _("%(who)s left the round and counts in no statistic. You can bring it back in its row.") % who,
        )
    return redirect(round)


@require_http_methods(["GET", "HEAD", "POST"])
def round_remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Remind those who lag, in words that can be changed."""
    round, now = _held(request, slug), timezone.now()
    rows = chasing.lagging(round).select_related("place").order_by("country", "place__name")
    due = chasing.may_be_reminded(rows, now)
    form = ReminderForm(request.POST if request.method == "POST" else None, initial={"text": REMINDER})
    if request.method == "POST" and form.is_valid():
        chosen = due.filter(pk__in=[int(id) for id in request.POST.getlist("who") if id.isdigit()])
        ids = due if request.POST.get("everybody") else chosen
        wanted = list(ids.values_list("pk", flat=True))
        if not wanted:
            form.add_error(None, _("Choose whom to remind."))
        else:
            told = accepted(
                form,
                lambda: chasing.remind(
                    by=asker(request), round=round, assessment_ids=wanted, text=form.cleaned_data["text"]
                ),
            )
            if told is not None:
                words = ngettext("%(count)s respondent is reminded.", "%(count)s respondents are reminded.", told)
                messages.success(request, words % {"count": told})
                return redirect(round)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = round_page(request, round, Link(_("Remind")), form=form, page=page, now=now)
    context["due"] = set(due.filter(pk__in=[row.pk for row in page.object_list]).values_list("pk", flat=True))
    context["due_count"] = due.count()
    return render(request, "capacity_rounds/remind.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def round_deadline(request: HttpRequest, slug: str) -> HttpResponse:
    """Set another deadline."""
    round = _held(request, slug)
    form = DeadlineForm(request.POST if request.method == "POST" else None, zone=round.time_zone)
    context = round_page(request, round, Link(_("Deadline")), title=_("Another deadline"), button=_("Set the deadline"))
    return saved(
        request,
        form,
        context,
        lambda data: services.extend(
            by=asker(request), round=round, closes_at=data["closes_at"], tell_teams=data["tell"]
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def round_version(request: HttpRequest, slug: str) -> HttpResponse:
    """Move a round to another version of its template; what answers would not fit stands beside each version."""
    round = _held(request, slug)
    versions = list(versions_to_move_to(round))
    form = VersionForm(request.POST if request.method == "POST" else None, versions=versions_to_move_to(round))
    context = round_page(request, round, Link(_("Version")))
    context["versions"] = [(version, aside_after(round, version)) for version in versions]
    return saved(
        request, form, context,
        lambda data: services.move_round(by=asker(request), round=round, version=data["version"]),
        template="capacity_rounds/version.html",
    )  # fmt: skip


def _held(request: HttpRequest, slug: str) -> Round:
    round = round_or_404(request.user, slug)
    require(request.user, "capacity.keep", round)
    return round


def _add(request: HttpRequest, round: Round, form: CountriesForm | CitiesForm) -> list[Assessment]:
    data, by = form.cleaned_data, asker(request)
    if isinstance(form, CountriesForm):
        core = list(countries().filter(role="core").values_list("iso2", flat=True)) if data.get("all_core") else []
        return respondents.add_countries(by=by, round=round, codes=[*core, *data["countries"]])
    wanted = list(data["places"])
    allowed = [data["country"]] if data["country"] else round.countries
    for chosen, cities in ((data["mission"], mission_cities), (data["candidates"], candidates)):
        if chosen:
            wanted += [place for place in cities() if not allowed or place.country_id in allowed]
    return respondents.add_places(by=by, round=round, places=wanted)
