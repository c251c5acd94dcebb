"""What pages of a hub do with what the reader sends, in the frame of a hub."""

from __future__ import annotations

from functools import partial

from capacities.web import acts
from capacities.web.acts import accepted, done

saved = partial(acts.saved, template="hub/form.html")

__all__ = ["accepted", "done", "saved"]
