"""Trainers, series of sessions, and matches of peers."""

from capacities.capacity.sessions.models.peers import Match, MatchState, PeerProfile, Rating, Side
from capacities.capacity.sessions.models.series import Expected, Hold, PlannedSession, Series
from capacities.capacity.sessions.models.trainers import Format, Trainer

__all__ = [
    "Expected",
    "Format",
    "Hold",
    "Match",
    "MatchState",
    "PeerProfile",
    "PlannedSession",
    "Rating",
    "Series",
    "Side",
    "Trainer",
]
