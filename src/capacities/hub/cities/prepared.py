"""Messages prepared for a city: from what it waits for, or from the figure that would narrow its draft most."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from capacities.city.summaries import first_figure_of
from capacities.core.people.models import Person
from capacities.dayone.texts import ask
from capacities.hub.cities.queries import CityRow


def prepared_message(row: CityRow, by: Person) -> tuple[str, str]:
    """Return subject and text of a message to a town hall; what the hub has written before comes first."""
    town = row.place.name
    link = f"{settings.SITE_ROOT}{row.place.get_absolute_url()}"
    signature = f"{by.name}"
    if row.file and row.file.message:
        return _("%(town)s on the way to climate neutrality") % {"town": town}, row.file.message
    if row.file and row.file.waits_for:
        parts = [
            _("Dear colleagues,"),
            _("the next step of %(town)s waits for: %(what)s.") % {"town": town, "what": row.file.waits_for},
            row.file.unblocks,
            _("Tell us if we can help. Your draft is here: %(link)s") % {"link": link},
            signature,
        ]
        return _("%(town)s: %(what)s") % {"town": town, "what": row.file.waits_for}, _text(parts)
    figure = first_figure_of(row.place.pk)
    asked = ask(figure, (get_language() or "en")[:2]) if figure else None
    parts = [
        _("Dear colleagues,"),
        _("%(town)s has a draft of its climate plan, made from public data: %(link)s") % {"town": town, "link": link},
        _("One figure of yours would make it most certain: %(figure)s. Who has it: %(holder)s.")
        % {"figure": asked.name, "holder": asked.holder}
        if asked
        else "",
        _("A letter that asks for it, ready to sign, is on the same page. Shall we go through it together?"),
        signature,
    ]
    return _("%(town)s on the way to climate neutrality") % {"town": town}, _text(parts)


def _text(parts: list[str]) -> str:
    return "\n\n".join(part for part in parts if part)
