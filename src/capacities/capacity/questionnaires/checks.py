"""What stands in the way of publishing a questionnaire, and what should be looked at before. Pure: reads a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.document import Document, questions_of
from capacities.core.texts import language_name
from capacities.engines import maturity
from capacities.facts.topics import topics

OPTION_KINDS = (maturity.MATURITY, maturity.SINGLE, maturity.MULTIPLE)


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault (nothing is published with it) or a remark; ``path`` is where in the document, keys name the part."""

    path: str
    message: str
    is_fault: bool = True
    section: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    path: str
    section: str
    question: str = ""

    def fault(self, message: str, below: str = "") -> Finding:
        return Finding(self.path + below, message, True, self.section, self.question)

    def remark(self, message: str, below: str = "") -> Finding:
        return Finding(self.path + below, message, False, self.section, self.question)


def check(document: Document, languages: Sequence[str] = ()) -> list[Finding]:
    """Return all findings in the order of the document, faults and remarks; translations are asked in ``languages``."""
    wanted = list(languages) or [code for code, _name in settings.LANGUAGES]
    found = list(_of_the_whole(document, wanted))
    for number, section in enumerate(document["sections"]):
        place = _Place(f"sections[{number}]", section["key"])
        if not _is_told(section["title"]):
            found.append(place.fault(_("The section has no title."), ".title"))
        if not section["questions"]:
            found.append(place.fault(_("The section has no question."), ".questions"))
        found += _translations(place, (section["title"], section.get("text", {})), wanted)
        for order, question in enumerate(section["questions"]):
            at = _Place(f"sections[{number}].questions[{order}]", section["key"], question["key"])
            found += _of_a_question(at, question, wanted)
    return found + list(_of_conditions(document))


def _of_the_whole(document: Document, languages: Sequence[str]) -> Iterator[Finding]:
    whole = _Place("", "")
    if not _is_told(document["name"]):
        yield whole.fault(_("The template has no name."), "name")
    if not document["sections"]:
        yield whole.fault(_("There is no section yet."), "sections")
    for key, count in Counter(section["key"] for section in document["sections"]).items():
        if count > 1:
            yield _Place("sections", key).fault(_("Two sections have the key “%(key)s”.") % {"key": key})
    for key, count in Counter(question["key"] for _section, question in questions_of(document)).items():
        if count > 1:
            yield _Place("sections", "", key).fault(_("Two questions have the key “%(key)s”.") % {"key": key})
    yield from _translations(whole, (document["name"], document.get("purpose", {})), languages)


def _of_a_question(place: _Place, question: Document, languages: Sequence[str]) -> Iterator[Finding]:
    if not _is_told(question["text"]):
        yield place.fault(_("The question has no text."), ".text")
    for topic in question.get("topics", ()):
        if topic not in topics():
            yield place.fault(_("“%(id)s” is no topic of the list.") % {"id": topic}, ".topics")
    options = question.get("options", [])
    if question["kind"] in OPTION_KINDS:
        yield from _of_options(place, question["kind"], options)
    elif question["kind"] == maturity.NUMBER:
        yield from _of_a_number(place, question)
    texts = [question["text"], question.get("hint", {}), question.get("unit", {})]
    yield from _translations(place, (*texts, *(option["texts"] for option in options)), languages)
    if not question.get("topics") and question.get("weight", 1) and _can_score(question):
        yield place.remark(_("It has scores but no topic, so it counts nowhere."), ".topics")


def _of_options(place: _Place, kind: str, options: Sequence[Document]) -> Iterator[Finding]:
    is_scale = kind == maturity.MATURITY
    if len(options) < 2:
        yield place.fault(_("It needs at least two levels.") if is_scale else _("It needs at least two choices."),
                          ".options")  # fmt: skip
    for key, count in Counter(option["key"] for option in options).items():
        if count > 1:
            yield place.fault(_("Two of its options have the key “%(key)s”.") % {"key": key}, ".options")
    for number, option in enumerate(options):
        if not _is_told(option["texts"]):
            words = _("Level %(number)s has no text.") if is_scale else _("Choice %(number)s has no text.")
            yield place.fault(words % {"number": number if is_scale else number + 1}, f".options[{number}].texts")
        score = option.get("score")
        if score is not None and not 0 <= score <= 1:
            yield place.fault(_("A score lies between 0 and 1."), f".options[{number}].score")
    scores = [option.get("score") for option in options]
    if is_scale and None in scores:
        yield place.fault(_("Each level needs a score."), ".options")
    known = [score for score in scores if score is not None]
    if is_scale and None not in scores and known != sorted(known):
        yield place.fault(_("The scores of the levels must not fall from one level to the next."), ".options")


def _of_a_number(place: _Place, question: Document) -> Iterator[Finding]:
    low, high, least, most = (question.get(name) for name in ("low", "high", "least", "most"))
    if (low is None) != (high is None) or (low is not None and low == high):
        yield place.fault(_("A scored number needs two different numbers: where the score is 0 and where it is full."),
                          ".low")  # fmt: skip
    if least is not None and most is not None and least > most:
        yield place.fault(_("The smallest number allowed is above the largest."), ".least")


def _of_conditions(document: Document) -> Iterator[Finding]:
    """Find conditions that name what is not there, what comes later, or one another."""
    asked: dict[str, Document] = {}
    every = {question["key"]: question for _section, question in questions_of(document)}
    for number, section in enumerate(document["sections"]):
        for order, question in enumerate(section["questions"]):
            place = _Place(f"sections[{number}].questions[{order}]", section["key"], question["key"])
            if question.get("condition"):
                yield from _of_a_condition(place, question, asked, every)
            asked[question["key"]] = question


def _of_a_condition(
    place: _Place, question: Document, asked: dict[str, Document], every: dict[str, Document]
) -> Iterator[Finding]:
    condition = question["condition"]
    key, below = condition["question"], ".condition"
    on = every.get(key)
    if on is None:
        yield place.fault(_("It depends on the question “%(key)s”, which is not there.") % {"key": key}, below)
        return
    if _turns(question["key"], every):
        yield place.fault(_("Its condition and that of “%(key)s” turn in a circle.") % {"key": key}, below)
    elif key not in asked:
        yield place.fault(_("It depends on the question “%(key)s”, which comes later.") % {"key": key}, below)
    if condition.get("at_least") is not None:
        if on["kind"] != maturity.NUMBER:
            yield place.fault(_("It asks for a number of a question that has none."), below)
        return
    options = {option["key"] for option in on.get("options", ())}
    if not condition.get("any_of"):
        yield place.fault(_("Its condition names no answer."), below)
    for option in sorted(set(condition.get("any_of", ())) - options):
        yield place.fault(_("Its condition names the answer “%(key)s”, which is not there.") % {"key": option}, below)


def _turns(key: str, every: dict[str, Document]) -> bool:
    seen: set[str] = set()
    at: str | None = key
    while at in every and at not in seen:
        seen.add(at)
        at = (every[at].get("condition") or {}).get("question")
    return at == key


def _translations(place: _Place, texts: Sequence[Document], languages: Sequence[str]) -> Iterator[Finding]:
    for code in languages:
        missing = sum(1 for text in texts if _is_told(text) and not text.get(code))
        if missing:
            message = _("Texts are missing in this language: %(language)s") % {"language": language_name(code)}
            yield place.remark(message)


def _can_score(question: Document) -> bool:
    if question["kind"] == maturity.NUMBER:
        return question.get("low") is not None
    return any(option.get("score") is not None for option in question.get("options", ()))


def _is_told(texts: Document) -> bool:
    return any(text.strip() for text in texts.values())
