"""What the app keeps: needs, measures, dialogues, portfolios, barriers. Slim; decisions are taken in services."""

from capacities.hub.needs.models.barriers import BarrierDecision, Signal
from capacities.hub.needs.models.dialogues import Criterion, Dialogue, Rater, Rating, Remark, Round
from capacities.hub.needs.models.measures import Answer, Measure
from capacities.hub.needs.models.needs import Comment, Departure, Need, OfHub, Support
from capacities.hub.needs.models.portfolios import Intervention, Portfolio, ProgressNote

__all__ = [
    "Answer",
    "BarrierDecision",
    "Comment",
    "Criterion",
    "Departure",
    "Dialogue",
    "Intervention",
    "Measure",
    "Need",
    "OfHub",
    "Portfolio",
    "ProgressNote",
    "Rater",
    "Rating",
    "Remark",
    "Round",
    "Signal",
    "Support",
]
