"""How long things are kept here. The pages and mails state these times."""

from __future__ import annotations

from datetime import date, timedelta

UNDO_FOR = timedelta(days=30)  # what was removed, merged or imported can be put back so long
REMIND_BEFORE = timedelta(days=30)  # the hub team is reminded so long before a person's data may no longer be kept
GRACE = timedelta(days=30)  # after that day the data are erased by themselves, unless they are renewed
CONSENT_YEARS = 2  # a consent holds so long; it is asked anew after (assumption: a mandate in a body is 2 to 4 years)


def consent_ends(given_on: date) -> date:
    """Return until when a consent holds that was given on a day."""
    last = given_on.day if (given_on.month, given_on.day) != (2, 29) else 28
    return given_on.replace(year=given_on.year + CONSENT_YEARS, day=last)
