"""The curriculum of a programme, and the certificate of somebody who completed it, as document trees."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.texts import told_in
from capacities.core.topics import topic_names
from capacities.dayone.numbers import date_text, number
from capacities.documents.tree import Block, Document, Facts, Heading, Inline, Paragraph, Table, bold
from capacities.hub.training.kinds import audience_names
from capacities.hub.training.models import Enrolment, Module, Training
from capacities.hub.training.queries import modules_of
from capacities.web.documents import short_document


def curriculum(training: Training, language: str) -> Document:
    """Return the curriculum in the active language: for whom, what one can do afterwards, the modules."""
    title = told_in(training.title, language).text
    modules = modules_of(training)
    blocks: list[Block] = [
        Paragraph(bold(told_in(training.hub.name, language).text)),
        Heading(2, title, "title"),
        *([Paragraph(told_in(training.text, language).text, "lede")] if training.text else []),
        Facts(_("Programme"), tuple(_facts(training, modules, language))),
        Heading(3, _("Modules"), "modules"),
        _module_table(modules, language),
    ]
    hub = told_in(training.hub.name, language).text
    return short_document(title=title, subject=_("Curriculum"), author=hub, language=language, blocks=blocks)


def certificate(enrolment: Enrolment, language: str) -> Document:
    """Return the certificate in the active language: who, what, when, which modules."""
    training = enrolment.training
    title = told_in(training.title, language).text
    finished = set(enrolment.done.values_list("module_id", flat=True))
    modules = [module for module in modules_of(training, enrolment.audience) if module.pk in finished]
    day = enrolment.completed_at.date() if enrolment.completed_at else timezone.localdate()
    words = _("%(name)s completed the programme “%(title)s” on %(day)s. Organiser: %(hub)s.") % {
        "name": enrolment.name, "title": title, "hub": told_in(training.hub.name, language).text,
        "day": date_text(day.isoformat(), language),
    }  # fmt: skip
    blocks: list[Block] = [
        Heading(2, _("Certificate"), "title"),
        Paragraph(words, "lede"),
        Heading(3, _("Modules"), "modules"),
        _module_table(modules, language),
    ]
    if training.is_sample:
        blocks.append(Paragraph(_("Sample: nobody took part in this programme."), "small"))
    hub = told_in(training.hub.name, language).text
    return short_document(title=_("Certificate"), subject=title, author=hub, language=language, blocks=blocks)


def _facts(training: Training, modules: list[Module], language: str) -> list[tuple[str, Inline]]:
    hours = sum((module.hours for module in modules if module.hours), start=0)
    rows: list[tuple[str, Inline]] = [(_("For whom"), ", ".join(training.audience_names) or "–")]
    if training.topics:
        rows.append((_("Topics"), ", ".join(topic_names(training.topics))))
    if hours:
        rows.append((_("Hours"), number(float(hours), 1, language)))
    for label, day in ((_("Begins"), training.starts_on), (_("Enrolment until"), training.enrol_until)):
        if day:
            rows.append((label, _day(day, language)))
    if training.pk and training.places.exists():
        rows.append((_("Developed with"), ", ".join(place.name for place in training.places.all())))
    return rows


def _module_table(modules: list[Module], language: str) -> Table:
    rows = []
    for place, module in enumerate(modules, start=1):
        when = _day(module.event.starts_on, language) if module.event else "–"
        rows.append(
            (
                f"{place}. {told_in(module.title, language).text}",
                told_in(module.text, language).text or "–",
                ", ".join(audience_names(module.audiences)) or _("everybody"),
                number(float(module.hours), 1, language) if module.hours else "–",
                when,
            )
        )
    headers = (_("Module"), _("What one learns"), _("For whom"), _("Hours"), _("Date"))
    return Table(
        _("Modules of the programme"),
        headers,
        tuple(rows),
        ("left", "left", "left", "right", "left"),
        (0.26, 0.34, 0.18, 0.08, 0.14),
    )


def _day(day: date, language: str) -> str:
    return date_text(day.isoformat(), language)
