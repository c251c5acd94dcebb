"""Who should learn what from whom: the series of sessions that meets most need, and pairs of peers, both proved."""

from capacities.engines.matching.likeness import Trait, likeness
from capacities.engines.matching.peers import Limits, Match, Matching, Task, match_peers, value_of
from capacities.engines.matching.reasons import Explanation, LeftOut, Part, explain
from capacities.engines.matching.series import Respondent, Rules, Series, Session, choose_sessions

__all__ = [
    "Explanation",
    "LeftOut",
    "Limits",
    "Match",
    "Matching",
    "Part",
    "Respondent",
    "Rules",
    "Series",
    "Session",
    "Task",
    "Trait",
    "choose_sessions",
    "explain",
    "likeness",
    "match_peers",
    "value_of",
]
