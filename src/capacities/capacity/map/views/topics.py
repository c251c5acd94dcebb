"""One topic: where everybody stands, who needs help and who could give it."""

from __future__ import annotations

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from capacities.capacity.map import heat
from capacities.capacity.map.choice import Choice, choice_of
from capacities.capacity.map.queries import gaps_in
from capacities.capacity.map.seen import round_series, seen_by
from capacities.capacity.map.words import need_words, offer_words
from capacities.capacity.questionnaires.frame import capacity_page
from capacities.capacity.questionnaires.models import Audience
from capacities.capacity.rounds.models import Statement
from capacities.core.texts import told_in
from capacities.core.topics import topic_name, with_lower
from capacities.facts import topics as topic_facts
from capacities.web.navigation import Link

MOST_STATEMENTS = 60


@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """Show a topic among countries, or with `?audience=city` among cities."""
    known = topic_facts.topics().get(topic)
    if known is None:
        raise Http404
    audience = Audience.CITY if request.GET.get("audience") == Audience.CITY else Audience.COUNTRY
    crumbs = [Link(_("Capacity map"), reverse("capacity"))]
    if known.parent:
        crumbs.append(Link(topic_name(known.parent), reverse("capacity-topic", args=[known.parent])))
    context = capacity_page(request, "map", *crumbs, Link(topic_name(topic))) | {
        "topic": topic,
        "name": topic_name(topic),
        "audience": audience,
        "lower": [(one, topic_name(one)) for one in with_lower(topic)[1:]],
    }
    choice = choice_of(request, audience)
    column = choice.seen.data.column(topic) if choice else None
    if choice is not None and column is not None:
        context |= _standing(request, choice, topic, column, audience)
    return render(request, "capacity_map/topic.html", context | {"choice": choice})


def _standing(request: HttpRequest, choice: Choice, topic: str, column: int, audience: str) -> dict[str, object]:
    seen = choice.seen
    gap = gaps_in(seen, at=[column])[0]
    series = seen_by(request.user, round_series(choice.rounds, choice.round))
    medians = []
    for one in series:
        k = one.data.column(topic)
        if k is not None:
            told = one.statistics(at=[k])
            count = int(told.count[0]) if not np.isnan(told.median[0]) else None
            medians.append((told_in(one.round.name).text, heat.points(told.median[0]), count))
    told = seen.statistics(at=[column])
    words = need_words(gap, audience) if gap.count else ""
    return {
        "gap": gap,
        "needs": [(heat.name_of(one.respondent), heat.url_of(one.respondent), one, heat.points(one.share))
                  for one in gap.needs],
        "offers": [(heat.name_of(one.respondent), heat.url_of(one.respondent), one, heat.points(one.share))
                   for one in gap.offers],
        "said": _said(choice, topic),
        "median": heat.points(told.median[0]),
        "low": heat.points(told.low[0]),
        "high": heat.points(told.high[0]),
        "medians": medians if len(medians) > 1 else [],
        "lede": f"{words} {offer_words(gap.offer_count, audience)}".strip(),
        "hidden_count": int((~seen.rows).sum()),
    }  # fmt: skip


def _said(choice: Choice, topic: str) -> list[tuple[str, Statement]]:
    """Return what the respondents whom the reader sees say of a topic and of those below it, in their words."""
    data = choice.seen.data
    names = {one.assessment: heat.name_of(one) for one, is_seen in zip(data.respondents, choice.seen.rows, strict=True)
             if is_seen}  # fmt: skip
    rows = Statement.objects.filter(assessment__in=names, removed_at=None, topic__in=with_lower(topic)).exclude(text="")
    return [(names[one.assessment_id], one) for one in rows.order_by("side", "-urgency", "pk")[:MOST_STATEMENTS]]
