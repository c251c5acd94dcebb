"""Rounds of self-assessment and what belongs to them."""

from capacities.capacity.rounds.models.assessments import (
    Answer,
    Assessment,
    AssessmentState,
    Evidence,
    Part,
    Participant,
    Remark,
    Side,
    Statement,
    Step,
    StepKind,
)
from capacities.capacity.rounds.models.rounds import Privacy, Round, RoundState

__all__ = [
    "Answer",
    "Assessment",
    "AssessmentState",
    "Evidence",
    "Part",
    "Participant",
    "Privacy",
    "Remark",
    "Round",
    "RoundState",
    "Side",
    "Statement",
    "Step",
    "StepKind",
]
