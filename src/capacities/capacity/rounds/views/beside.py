"""What stands beside an answer: remarks and files."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from capacities.capacity.rounds.access import assessment_or_404, own_assessment_or_404, sees_all
from capacities.capacity.rounds.forms import EvidenceForm
from capacities.capacity.rounds.models import Assessment
from capacities.capacity.rounds.services import answers as services
from capacities.capacity.rounds.sheet import Item, sheet_of
from capacities.capacity.rounds.views.common import address_of, or_404
from capacities.core.files.services import file_response
from capacities.core.people.asker import asker
from capacities.web.acts import done


@require_POST
def remark(request: HttpRequest, slug: str, assessment_id: int, key: str) -> HttpResponse:
    """Say something about an answer."""
    found = own_assessment_or_404(request.user, slug, assessment_id)
    item = _item(found, key)
    text = request.POST.get("text", "").strip()
    if text:
        done(
            request,
            lambda: services.add_remark(by=asker(request), assessment=found, question_key=key, text=text),
            _("Your remark is there."),
        )
    else:
        messages.warning(request, _("Write the remark first."))
    return _to_question(found, item)


@require_POST
def remark_settle(request: HttpRequest, slug: str, assessment_id: int, remark_id: int) -> HttpResponse:
    """Mark a remark as settled, or open it again."""
    found = own_assessment_or_404(request.user, slug, assessment_id)
    one = or_404(found.remarks.select_related("assessment"), remark_id)
    said = _("The remark is open again.") if one.settled_at else _("The remark is settled.")
    done(request, lambda: services.settle_remark(by=asker(request), remark=one), said)
    return _to_question(found, _item(found, one.question_key))


@require_POST
def evidence_new(request: HttpRequest, slug: str, assessment_id: int, key: str) -> HttpResponse:
    """Attach a file to an answer."""
    found = own_assessment_or_404(request.user, slug, assessment_id)
    item = _item(found, key)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        done(
            request,
            lambda: services.add_evidence(by=asker(request), assessment=found, question=item.question, upload=upload),
            _("The file is attached."),
        )
    else:
        messages.warning(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return _to_question(found, item)


@require_safe
def evidence(request: HttpRequest, slug: str, assessment_id: int, evidence_id: int) -> HttpResponseBase:
    """Hand out a file to those who take part and to the holders."""
    found = assessment_or_404(request.user, slug, assessment_id)
    if not sees_all(request.user, found):
        raise Http404
    return file_response(or_404(found.evidence.select_related("file"), evidence_id).file)


@require_POST
def evidence_remove(request: HttpRequest, slug: str, assessment_id: int, evidence_id: int) -> HttpResponse:
    """Take a file off an answer, or bring it back."""
    found = own_assessment_or_404(request.user, slug, assessment_id)
    one = or_404(found.evidence.select_related("assessment", "file"), evidence_id)
    item, back = _item(found, one.question_key), one.removed_at is not None
    said = _("The file is back.") if back else _("The file is taken off. It can be brought back below the answer.")
    done(
        request,
        lambda: services.remove_evidence(by=asker(request), evidence=one, question=item.question, back=back),
        said,
    )
    return _to_question(found, item)


def _item(found: Assessment, key: str) -> Item:
    item = sheet_of(found).items.get(key)
    if item is None:
        raise Http404
    return item


def _to_question(found: Assessment, item: Item) -> HttpResponse:
    return redirect(address_of(found, "capacity-fill-in", item.question.section.key) + f"#q-{item.question.key}")
