"""What is done with needs, measures, dialogues, portfolios and barriers: one function for each use case."""

from capacities.hub.needs.services.barriers import log_decision, signal_barrier, withdraw_signal
from capacities.hub.needs.services.departures import note_departure, undo_departure
from capacities.hub.needs.services.dialogues import (
    close_round,
    create_dialogue,
    invite,
    open_round,
    rate,
    remove_rater,
)
from capacities.hub.needs.services.grouping import merge_need, split_need, undo_split, unmerge_need
from capacities.hub.needs.services.measures import answer_need, remove_answer, save_measure
from capacities.hub.needs.services.needs import (
    change_need,
    comment,
    set_state,
    set_visibility,
    state_need,
    support_need,
    withdraw_support,
)
from capacities.hub.needs.services.portfolios import (
    NoChoice,
    choose_portfolio,
    lock,
    note_progress,
    publish_portfolio,
    save_portfolio,
    withdraw_portfolio,
)

__all__ = [
    "NoChoice",
    "answer_need",
    "change_need",
    "choose_portfolio",
    "close_round",
    "comment",
    "create_dialogue",
    "invite",
    "lock",
    "log_decision",
    "merge_need",
    "note_departure",
    "note_progress",
    "open_round",
    "publish_portfolio",
    "rate",
    "remove_answer",
    "remove_rater",
    "save_measure",
    "save_portfolio",
    "set_state",
    "set_visibility",
    "signal_barrier",
    "split_need",
    "state_need",
    "support_need",
    "undo_departure",
    "undo_split",
    "unmerge_need",
    "withdraw_portfolio",
    "withdraw_signal",
    "withdraw_support",
]
