"""One cell of a file of stakeholders as the value of its field; Unfit says what came and what was expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from capacities.hub.stakeholders.imports.columns import value_words
from capacities.hub.stakeholders.kinds import ROLES, Basis, Helix, RelationKind, Stance
from capacities.tables.cells import BadCell, Value, as_text
from capacities.tables.names import fold
from capacities.tables.numbers import parse_number

_LONGEST = {
    "name": 200, "acronym": 40, "next_step": 300, "office": 160, "person": 150, "phone": 40, "giver": 200, "taker": 200,
    "url": 200,
}  # fmt: skip
_SCALE_WORDS = {
    5: "high|very high|ridicat|ridicata|mare|foarte mare|hoch|eleve|alto|alta|υψηλη|υψηλο|yuksek|wysoki"
    "|wysoka|vysoky|vysoka",
    3: "medium|moderate|mediu|medie|mittel|moyen|moyenne|medio|media|μετρια|μετριο|orta|sredni|srednia|stredni",
    1: "low|very low|scazut|scazuta|mic|mica|niedrig|gering|faible|bajo|baja|basso|bassa|χαμηλη|χαμηλο|dusuk"
    "|niski|niska"
    "|nizky|nizka",
}
_SCALE = {word: number for number, words in _SCALE_WORDS.items() for word in words.split("|")}
_YES = frozenset("yes y x 1 true da ja oui si ναι evet tak ano planned planificat planificata geplant".split())
_NO = frozenset("no n 0 false nu nein non οχι hayir nie ne".split())
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_BETWEEN_EMAILS = re.compile(r"[;,|\n]+|\s+(?:and|și|si|und|et|y|e)\s+|\s+(?=\S+@)|\s/\s")
_ANGLES = re.compile(r"<([^<>]+@[^<>]+)>")


class Unfit(ValueError):
    """A cell does not fit its field; the text is for people."""


def parse(field: str, value: Value) -> Any:
    """Return the value of a field. Raises Unfit."""
    if isinstance(value, BadCell):
        raise Unfit(_("“%(text)s” is no value. Write the text itself into the cell.") % {"text": value.text})
    parser = _PARSERS.get(field)
    if parser is not None:
        return parser(value)
    text = _plain(value)
    most = _LONGEST.get(field)
    if most and len(text) > most:
        raise Unfit(_("The text has %(count)s letters; at most %(most)s fit.") % {"count": len(text), "most": most})
    return text


def _plain(value: Value) -> str:
    """Return a cell as text; the apostrophe by which our own files keep texts from being formulas goes."""
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        value = value.date()
    text = as_text(value).strip()
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@" else text


def _unfit(value: Value, expected: str) -> Unfit:
    return Unfit(
        _("“%(text)s” does not fit. Expected: %(hint)s.") % {"text": _plain(value)[:80], "hint": expected.rstrip(".")}
    )


def _scale(value: Value) -> int:
    text = _plain(value)
    if (word := fold(text)) in _SCALE:
        return _SCALE[word]
    number = parse_number(re.sub(r"\s*/\s*5$", "", text), ",")
    if number is None or number.value not in (1, 2, 3, 4, 5):
        raise _unfit(value, _("a whole number from 1 to 5, or low (1), medium (3), high (5)"))
    return int(number.value)


def _one_of(field: str, names: Iterable[object]) -> Callable[[Value], str]:
    told = list(names)

    def read(value: Value) -> str:
        key = value_words(field).get(fold(_plain(value)))
        if key is None:
            raise _unfit(value, ", ".join(str(name) for name in told))
        return key

    return read


def _roles(value: Value) -> list[str]:
    words = value_words("roles")
    parts = [part for part in re.split(r"[;,/\n]+", _plain(value)) if part.strip()]
    keys = [words.get(fold(part)) for part in parts]
    if any(key is None for key in keys):
        raise _unfit(value, ", ".join(str(name) for name in ROLES.values()))
    return list(dict.fromkeys(key for key in keys if key))


def _day(value: Value) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _plain(value)
    try:
        match = _DAY.fullmatch(text)
        return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(text[:10])
    except ValueError:
        raise _unfit(value, _("a day such as 31.12.2027 or 2027-12-31")) from None


def _emails(value: Value) -> list[str]:
    text = _plain(value).replace("mailto:", "")
    found = _ANGLES.findall(text) or [part.strip(" .<>") for part in _BETWEEN_EMAILS.split(text) if part.strip(" .<>")]
    emails = list(dict.fromkeys(email.strip().lower() for email in found))
    for email in emails:
        try:
            validate_email(email)
        except ValidationError:
            raise _unfit(value, _("e-mail addresses such as name@example.org, parted by semicolons")) from None
    return emails


def _one_email(value: Value) -> str:
    emails = _emails(value)
    if len(emails) != 1:
        raise _unfit(value, _("one general address of the organisation, such as office@example.org"))
    return emails[0]


def _url(value: Value) -> str:
    text = _plain(value)
    address = text if "://" in text else f"https://{text}"
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    if not address.startswith(("https://", "http://")) or "." not in host or " " in address or len(address) > 200:
        raise _unfit(value, _("an address such as www.example.org"))
    return address


def _yes(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    word = fold(_plain(value))
    if word not in _YES | _NO:
        raise _unfit(value, _("yes or no"))
    return word in _YES


def _kind(value: Value) -> str:
    return _one_of("helix", [capfirst(str(name)) for key, name in Helix.choices if key])(value)


_PARSERS: dict[str, Callable[[Value], Any]] = {
    "helix": _kind,
    "stance": _one_of("stance", [name for key, name in Stance.choices if key]),
    "roles": _roles,
    "basis": _one_of("basis", [name for _key, name in Basis.choices]),
    "relation": _one_of("relation", [name for _key, name in RelationKind.choices]),
    "power": _scale,
    "interest": _scale,
    "next_on": _day,
    "since": _day,
    "until": _day,
    "expires": _day,
    "email": _one_email,
    "person_email": _emails,
    "url": _url,
    "is_planned": _yes,
}
