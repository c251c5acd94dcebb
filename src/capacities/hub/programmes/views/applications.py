"""Pages of those who apply: begin, write together, send, withdraw, one's own applications."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from capacities.core.files.services import file_response
from capacities.core.people.asker import asker
from capacities.core.people.queries import active_grants
from capacities.core.people.roles import ScopeKind, parse_scope
from capacities.core.permissions import Refused, may, require
from capacities.core.places.models import Place
from capacities.core.places.queries import place_by_address
from capacities.hub.programmes import services
from capacities.hub.programmes.documents import application_document
from capacities.hub.programmes.forms.answers import AnswersForm
from capacities.hub.programmes.forms.applying import ApplyForm, AuthorForm
from capacities.hub.programmes.kinds import ApplicationState
from capacities.hub.programmes.models import Answer, Application, Programme
from capacities.hub.programmes.queries import applications_of, applications_sent_to
from capacities.hub.programmes.views.common import own_or_404, programme_or_404, programme_page
from capacities.hub.programmes.words import answer_words, clock_of, deadline_of, value_words, why_locked
from capacities.hub.structure.acts import done, saved
from capacities.web.documents import document_response
from capacities.web.navigation import Link
from capacities.web.uploads import upload_was_too_large


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """List what the reader writes."""
    require(request.user, "programmes.apply")
    rows = [(one, deadline_of(one.programme), one.can_change) for one in applications_of(request.user)]
    context = {"here": "city", "crumbs": [Link(_("My applications"))], "rows": rows}
    return render(request, "hub_programmes/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Name the town and begin; whoever writes for it already goes on with what is there."""
    programme = programme_or_404(request, slug, name)
    require(request.user, "programmes.apply", programme)
    town = _town_of_team(request, programme)
    form = ApplyForm(request.POST or None, countries=programme.hub.countries, initial={"place": town})
    title = _("For which town do you apply?")
    locked = why_locked(programme)
    context = programme_page(request, programme, Link(_("Apply")), title=title, button=_("Begin"), locked=locked)

    def save(values: dict[str, Any]) -> Application:
        language = (get_language() or "en")[:2]
        return services.begin_application(
            by=asker(request), programme=programme, place=values["place"], language=language
        )

    return saved(request, form, context, save, template="hub_programmes/apply.html")


@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, number: int) -> HttpResponse:
    """Write an application: save as often as wanted, send it once all is answered."""
    found = own_or_404(request, number)
    if request.method == "POST":
        return _write(request, found)
    return _page(request, found, _form(found) if _is_open(found) else None)


@require_POST
def act(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """Withdraw an application, or make it a draft again."""
    found = own_or_404(request, number)
    by = asker(request)
    acts = {
        "withdraw": (
            lambda: services.withdraw_application(by=by, application=found),
            _("The application is withdrawn. What you wrote is kept."),
        ),
        "redraft": (
            lambda: services.make_draft_again(by=by, application=found),
            _("The application is a draft again. Send it before the deadline."),
        ),
    }
    if what not in acts:
        raise Http404
    done(request, *acts[what])
    return redirect(found)


@require_POST
def invite(request: HttpRequest, number: int) -> HttpResponse:
    """Invite a colleague to write along."""
    found = own_or_404(request, number)
    form = AuthorForm(request.POST)
    if form.is_valid():
        email = form.cleaned_data["email"]
        said = _("%(address)s is invited by mail.") % {"address": email}
        done(request, lambda: services.invite_author(by=asker(request), application=found, email=email), said)
        return redirect(f"{found.get_absolute_url()}#authors")
    return _page(request, found, _form(found) if _is_open(found) else None, author_form=form, status=400)


@require_POST
def author_off(request: HttpRequest, number: int, author_id: int) -> HttpResponse:
    """Take somebody off an application."""
    found = own_or_404(request, number)
    author = get_object_or_404(found.authors.select_related("application__place"), pk=author_id)
    done(request, lambda: services.take_author_off(by=asker(request), author=author), _("Taken off."))
    still = applications_of(request.user).filter(pk=found.pk).exists()
    return redirect(f"{found.get_absolute_url()}#authors" if still else reverse("own-applications"))


@require_safe
def application_file(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """Return an application as Word or PDF file in its own language, for the council or for the files of the town."""
    found = own_or_404(request, number)
    name = f"{found.programme.slug}-{found.place.slug}"
    return document_response(lambda language: application_document(found, language), kind, name, found.language)


@require_safe
def answer_file(request: HttpRequest, number: int, question: int) -> HttpResponseBase:
    """Hand out the file of an answer: to its authors, and to the hub once the application is sent."""
    answers = Answer.objects.select_related("application__programme__hub", "application__place", "file")
    answer = get_object_or_404(answers.exclude(file=None), application_id=number, question_id=question)
    one = answer.application
    if not may(request.user, "programmes.write", one):
        get_object_or_404(applications_sent_to(request.user, one.programme), pk=one.pk)
    assert answer.file is not None
    return file_response(answer.file)


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: HttpRequest, number: int, question: int) -> HttpResponse:
    """Show all versions of an answer, with who wrote them; take an old one back, which becomes the newest."""
    found = own_or_404(request, number)
    rows = Answer.objects.filter(application=found).select_related("question", "file", "changed_by")
    answer = get_object_or_404(rows, question_id=question)
    old = list(answer.versions.select_related("author", "file"))
    if request.method == "POST":
        wanted = next((one for one in old if str(one.version) == request.POST.get("version")), None)
        if wanted is None or wanted.file_id:
            raise Http404
        given = {question: services.Given(wanted.value, answer.version)}
        said = _("Taken back. The text that it replaced is kept as a version.")
        done(request, lambda: services.save_answers(by=asker(request), application=found, given=given), said)
        return redirect(f"{found.get_absolute_url()}#f{question}")
    way = (
        Link(_("Application of %(town)s") % {"town": found.place.name}, found.get_absolute_url()),
        Link(_("Versions")),
    )
    told = [(one, one.file.name if one.file else value_words(answer.question, one.value)) for one in old]
    context = programme_page(
        request, found.programme, *way, application=found, answer=answer, versions=told, can_change=_is_open(found)
    )
    return render(request, "hub_programmes/versions.html", context)


def _write(request: HttpRequest, found: Application) -> HttpResponse:
    """Save what is valid, then send if that was asked; what clashes, cannot be read or is missing is shown again."""
    by, form = asker(request), _form(found, request)
    form.is_valid()
    if upload_was_too_large(request):
        form.add_error(None, _("The file is larger than 20 MB; it was not stored."))
    sends = request.POST.get("what") == "send" and found.state == ApplicationState.DRAFT
    try:
        result = services.save_answers(by=by, application=found, given=form.given())
        if sends and not form.errors and not result.clashes:
            services.send_application(by=by, application=found)
            messages.success(request, _("Your application is sent. A confirmation is on its way to you by mail."))
            return redirect(found)
    except services.Missing as missing:
        return _again(request, found, form, result, missing)
    except Refused as refused:
        form.add_error(None, str(refused.reason))
        return _page(request, found, form, status=409)
    if form.errors or result.clashes or result.needed:
        return _again(request, found, form, result)
    said = _("Saved, together with what somebody else wrote meanwhile.") if result.joined else _("Saved.")
    messages.success(request, said)
    return redirect(found)


def _again(
    request: HttpRequest,
    found: Application,
    typed: AnswersForm,
    result: services.Saved,
    missing: services.Missing | None = None,
) -> HttpResponse:
    """Show the form again with what was typed: beside a clash what the other wrote, at a missing answer that it is."""
    data, now = request.POST.copy(), _answers(found)
    unread = {name for name in typed.errors if name.startswith("q")}
    for question in typed.questions:
        pk, answer = question.pk, now.get(question.pk)
        clash = result.clashes.get(pk)
        if clash is not None:
            data[f"v{pk}"] = str(clash.version)
            if clash.both:
                data[f"q{pk}"] = clash.value
        elif f"q{pk}" not in unread and pk not in result.needed and answer is not None:
            data[f"v{pk}"] = str(answer.version)
            if pk in result.joined:
                data[f"q{pk}"] = answer.value
    form = AnswersForm(data, questions=typed.questions, answers=now)
    form.is_valid()
    for name, errors in typed.errors.items():
        if name in form.fields and name not in form.errors:
            form.add_error(name, list(errors))
        elif name == "__all__":
            form.add_error(None, list(errors))
    for pk in (*result.needed, *(missing.questions if missing else ())):
        form.add_error(f"q{pk}", _("Answer this before you send."))
    for pk, clash in result.clashes.items():
        form.add_error(f"q{pk}", _clash_words(clash))
    if missing:
        form.add_error(None, str(missing.reason))
    return _page(request, found, form, status=409 if result.clashes else 400)


def _clash_words(clash: services.Clash) -> str:
    if clash.both:
        return _(
            "%(who)s changed the same passage meanwhile. The box now holds both texts, theirs first. Keep what is "
            "right and save again."
        ) % {"who": clash.who}
    return _("%(who)s wrote meanwhile: “%(words)s”. Save again to keep yours, or take theirs over.") % {
        "who": clash.who,
        "words": clash.words,
    }


def _page(
    request: HttpRequest,
    found: Application,
    form: AnswersForm | None,
    *,
    author_form: AuthorForm | None = None,
    status: int = 200,
) -> HttpResponse:
    programme = found.programme
    answers = _answers(found)
    questions = list(programme.questions.filter(removed_at=None))
    reply = found.replies.exclude(sent_at=None).order_by("-decision_version").first()
    context = programme_page(
        request,
        programme,
        Link(_("Application of %(town)s") % {"town": found.place.name}),
        application=found,
        form=form,
        lines=list(form.lines()) if form else [],
        answers=[(one, answer_words(one, answers.get(one.pk)), answers.get(one.pk)) for one in questions],
        missing=[one for one in questions if one.is_required and (one.pk not in answers or answers[one.pk].is_empty)],
        authors=list(found.authors.all()),
        author_form=author_form or AuthorForm(),
        locked=why_locked(programme) or _why_answered(found),
        sent_on=clock_of(programme, found.sent_at) if found.sent_at else "",
        reply=reply,
    )
    return render(request, "hub_programmes/application.html", context, status=status)


def _why_answered(found: Application) -> str:
    return _("The hub has answered this application; it can no longer be changed.") if found.is_answered else ""


def _is_open(found: Application) -> bool:
    return found.can_change and found.state != ApplicationState.WITHDRAWN


def _answers(found: Application) -> dict[int, Answer]:
    rows = Answer.objects.filter(application=found).select_related("file", "changed_by")
    return {one.question_id: one for one in rows}


def _form(found: Application, request: HttpRequest | None = None) -> AnswersForm:
    questions = list(found.programme.questions.filter(removed_at=None))
    data = (request.POST, request.FILES) if request is not None else ()
    return AnswersForm(*data, questions=questions, answers=_answers(found))


def _town_of_team(request: HttpRequest, programme: Programme) -> Place | None:
    """Return the town whose team the reader belongs to, if it is one town of the hub's countries."""
    scopes = [parse_scope(scope) for role, scope in active_grants(request.user) if role == "city_team"]
    towns = [place_by_address(*scope.id.split("/", 1)) for scope in scopes if scope.kind is ScopeKind.PLACE]
    fitting = [one for one in towns if one and one.country_id in programme.hub.countries]
    return fitting[0] if len(fitting) == 1 else None
