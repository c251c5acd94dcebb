"""Applications on paper: one for the council of a town, or all that a programme received for those who choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from capacities.core.texts import told_in
from capacities.documents.tree import Block, Document, Facts, Heading, Inline, PageBreak, Paragraph
from capacities.hub.programmes.models import Answer, Application, Programme, Question
from capacities.hub.programmes.prefill import origin_words
from capacities.hub.programmes.words import answer_words, clock_of, deadline_of, number_words
from capacities.web.documents import short_document


def application_document(application: Application, language: str) -> Document:
    """Return the answers of one application as a document in the active language."""
    programme = application.programme
    title = _("Application of %(town)s") % {"town": application.place.name}
    blocks = [Heading(2, title, "title"), *_application(application, *_asked([application], programme), language)]
    return _document(programme, title, language, blocks)


def applications_document(programme: Programme, applications: Sequence[Application], language: str) -> Document:
    """Return several applications to a programme, each under the name of its town. Scores and decisions stay out."""
    questions, answers = _asked(applications, programme)
    blocks: list[Block] = []
    for application in applications:
        if blocks:
            blocks.append(PageBreak())
        blocks.append(Heading(2, application.place.name, f"application-{application.pk}"))
        blocks += _application(application, questions, answers, language)
    return _document(programme, _("Applications"), language, blocks)


def _document(programme: Programme, title: str, language: str, blocks: Sequence[Block]) -> Document:
    name, hub = told_in(programme.name, language).text, told_in(programme.hub.name, language).text
    return short_document(title=f"{name}: {title}", subject=name, author=hub, language=language, blocks=blocks)


def _asked(
    applications: Sequence[Application], programme: Programme
) -> tuple[list[Question], dict[tuple[int, int], Answer]]:
    rows = Answer.objects.filter(application__in=[one.pk for one in applications]).select_related("file")
    questions = list(programme.questions.filter(removed_at=None))
    return questions, {(one.application_id, one.question_id): one for one in rows}


def _application(
    application: Application,
    questions: Sequence[Question],
    answers: Mapping[tuple[int, int], Answer],
    language: str,
) -> Iterator[Block]:
    yield Facts(_("Application"), tuple(_facts(application, language)))
    for number, question in enumerate(questions, start=1):
        answer = answers.get((application.pk, question.pk))
        anchor = f"answer-{application.pk}-{question.pk}"
        yield Heading(3, told_in(question.label, language).text, anchor, str(number))
        words = answer_words(question, answer) or _("no answer")
        yield from (Paragraph(line) for line in words.split("\n") if line.strip())
        if answer is not None and answer.is_public_figure:
            yield Paragraph(origin_words(answer.origin), "small")


def _facts(application: Application, language: str) -> list[tuple[str, Inline]]:
    programme, place = application.programme, application.place
    rows: list[tuple[str, Inline]] = [
        (_("Programme"), told_in(programme.name, language).text),
        (_("Town"), ", ".join(part for part in (place.name, place.county) if part)),
    ]
    if place.population:
        rows.append((_("Inhabitants"), number_words(place.population)))
    if application.sent_at:
        rows.append((_("Sent"), clock_of(programme, application.sent_at)))
    else:
        rows.append((_("State"), str(application.get_state_display())))
        if programme.closes_at:
            rows.append((_("Deadline"), deadline_of(programme)))
    return rows
