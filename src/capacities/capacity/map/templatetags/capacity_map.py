"""Words and addresses of the capacity map in templates. They show; they compute nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from capacities.capacity.map import heat
from capacities.capacity.map.profile import Line, Point, Profile
from capacities.capacity.map.words import joined
from capacities.core.topics import topic_name

register = template.Library()
MOST_NAMED = 3

register.filter("topic", topic_name)
register.filter("points", heat.points)
register.filter("respondent", heat.name_of)
register.filter("respondent_url", heat.url_of)


@register.filter
def urgency(level: int) -> str:
    """Say how urgent a need is."""
    return {1: _("can wait"), 2: _("urgent"), 3: _("very urgent")}.get(level, "")


@register.simple_tag
def profile_words(lines: Sequence[Line]) -> str:
    """Say on which topics a respondent needs help most, and where it could help."""
    upper = [line for line in lines if line.number]
    lowest = sorted((line for line in upper if line.need), key=lambda line: (-line.need, _or_last(line.share)))
    needs = [line.name for line in lowest[:MOST_NAMED]]
    offers = [line.name for line in sorted(upper, key=lambda line: -(line.share or 0)) if line.offers][:MOST_NAMED]
    sentences = []
    if needs:
        sentences.append(_("Help is needed most in: {topics}.").format(topics=joined(needs)))
    if offers:
        sentences.append(_("Could help others in: {topics}.").format(topics=joined(offers)))
    if not sentences and any(line.share is not None for line in upper):
        sentences.append(_("No topic is in need, and none is so strong that others could learn from it."))
    return " ".join(sentences) or _("No question is answered yet.")


@register.simple_tag
def trend_words(trend: Sequence[Point]) -> str:
    """Say how the mean moved from the first round to the last."""
    first, last = trend[0].own, trend[-1].own
    if first is None or last is None:
        return _("Not every round was answered")
    words = {1: _("Up from {first} to {last}"), -1: _("Down from {first} to {last}"), 0: _("Unchanged at {last}")}
    before, now = heat.points(first), heat.points(last)
    sign = (int(now) > int(before)) - (int(now) < int(before))
    return words[sign].format(first=before, last=now)


@register.simple_tag
def assessment_url(profile: Profile) -> str:
    """Return the address where the self-assessment is filled in; nothing where there is no such page."""
    try:
        return reverse("capacity-assessment", args=[profile.seen.round.slug, profile.respondent.assessment])
    except NoReverseMatch:
        return ""


def _or_last(share: float | None) -> float:
    return 2.0 if share is None else share
