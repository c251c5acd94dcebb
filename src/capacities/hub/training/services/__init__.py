"""What is done with training programmes, one function per use case."""

from capacities.hub.training.services.enrolments import (
    enrol,
    enrolment_of,
    forget_enrolment,
    give_feedback,
    link_of,
    note_attendance,
    prove_enrolment,
    tick_module,
    withdraw,
)
from capacities.hub.training.services.trainings import (
    answer_suggestion,
    change_training,
    make_training,
    move_module,
    remove_module,
    remove_training,
    restore_module,
    restore_training,
    save_module,
    set_state,
    suggest,
)

__all__ = [
    "answer_suggestion",
    "change_training",
    "enrol",
    "enrolment_of",
    "forget_enrolment",
    "give_feedback",
    "link_of",
    "make_training",
    "move_module",
    "note_attendance",
    "prove_enrolment",
    "remove_module",
    "remove_training",
    "restore_module",
    "restore_training",
    "save_module",
    "set_state",
    "suggest",
    "tick_module",
    "withdraw",
]
