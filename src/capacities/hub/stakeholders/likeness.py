"""When two organisations are the same, or may be: by name without legal form, acronym, website, e-mail address.

The rule is stated on the page that uses it: the same folded name, acronym, e-mail address or website is the same
organisation; names whose words are alike to ``ALIKE`` of 100, in any order, may be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from capacities.tables.names import fold

ALIKE = (
    88  # of 100, rapidfuzz's ratio of the sorted words: one letter in nine differs (assumption, tried on real lists)
)
_LONGEST_ACRONYM = 12
_CHUNK = 250
_SHARED_HOSTS = frozenset(
    "facebook.com linkedin.com instagram.com twitter.com x.com youtube.com google.com sites.google.com wordpress.com"
    " blogspot.com wixsite.com github.io".split()
)
_ENDS = frozenset(
    "sa srl srld ra sc snc scs pfa gmbh ggmbh ag kg ohg ug ev eg mbh ltd limited plc llc llp inc corp co sas sarl eurl"
    " sasu scop spa srls scarl sl slu slp sau oy oyj ab as asa aps bv nv vzw asbl aisbl sprl scrl doo dd ad ead eood"
    " ood kft zrt nyrt bt sro spolsro zs ops vos spzoo spj spk ou uab sia se lda αε επε ικε εε οε αμκε ltdsti"
    " еоод оод ад ёад".split()
)
_STARTS = frozenset(("sc",))
# Written before or after the name of a place, folded; longest first. All mean: the municipality of …
_TOWN_WORDS = sorted(
    (
        "municipality of|city of|town of|city council of|city hall of|town hall of|town council of|municipality"
        "|primaria municipiului|primaria orasului|primaria comunei|primaria|municipiul|orasul|comuna|uat|uat municipiul"
        "|uat orasul|uat comuna|consiliul local al municipiului|consiliul local"
        "|gemeinde|stadt|stadtgemeinde|marktgemeinde|landeshauptstadt|stadtverwaltung|gemeindeverwaltung"
        "|magistrat der stadt"
        "|commune de|commune d|ville de|ville d|mairie de|mairie d|municipalite de|ayuntamiento de|municipio de"
        "|comune di"
        "|citta di|municipio di|δημοσ|belediyesi|belediyesi baskanligi|buyuksehir belediyesi|gmina|gmina miejska|miasto"
        "|urzad miasta|urzad gminy|urzad miejski|mesto|statutarni mesto|obec|magistrat mesta|mestsky urad|община"
        "|camara municipal de|gemeente|grad|opcina|obcina|mestna obcina|kommun|kommune|onkormanyzata"
    ).split("|"),
    key=len,
    reverse=True,
)
TOWN = "municipality"


@lru_cache(maxsize=50_000)
def core_name(name: str) -> str:
    """Return a name without case, marks and legal form, a municipality in one form: 'Primăria X' and 'Gemeinde X'."""
    words = _joined_letters(fold(name).split())
    while len(words) > 1 and (end := _legal_end(words)):
        words = words[:-end]
    if len(words) > 1 and words[0] in _STARTS:
        words = words[1:]
    text = " ".join(words)
    for town in _TOWN_WORDS:
        if text.startswith(f"{town} "):
            return f"{TOWN} {text[len(town) + 1 :]}"
        if text.endswith(f" {town}"):
            return f"{TOWN} {text[: -len(town) - 1]}"
    return text


def _legal_end(words: Sequence[str]) -> int:
    """Return how many words at the end are a legal form."""
    for length in (3, 2, 1):
        if length < len(words) and "".join(words[-length:]) in _ENDS:
            return length
    return 0


def _joined_letters(words: Sequence[str]) -> list[str]:
    """Return the words with single letters that follow each other joined: S. R. L. is srl, sp. z o.o. is sp zoo."""
    joined: list[str] = []
    run = ""
    for word in words:
        if len(word) == 1 and not word.isdigit():
            run += word
            continue
        if run:
            joined.append(run)
            run = ""
        joined.append(word)
    return [*joined, run] if run else joined


def website(url: str) -> tuple[str, str]:
    """Return host (without www) and path of a website; nothing for hosts that many organisations share."""
    parts = urlsplit(url if "//" in url else f"//{url}")
    host = (parts.hostname or "").removeprefix("www.")
    return ("", "") if not host or host in _SHARED_HOSTS else (host, parts.path.strip("/"))


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Traits:
    """By what an organisation is known."""

    name: str
    acronym: str = ""
    url: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """Which known one an organisation is (``is_same``) or may be, and why."""

    of: T
    is_same: bool
    reason: str


@dataclass
class Known(Generic[T]):
    """Known organisations by their traits, to look others up among them."""

    rows: list[tuple[T, Traits]] = field(default_factory=list)
    _by: dict[tuple[str, str], T] = field(default_factory=dict)
    _names: list[str] = field(default_factory=list)

    def add(self, of: T, traits: Traits) -> None:
        """Make one known; where two have a trait in common the first one is found by it."""
        self.rows.append((of, traits))
        self._names.append(" ".join(sorted(core_name(traits.name).split())))
        for key in _keys(traits):
            self._by.setdefault(key, of)

    def same(self, traits: Traits) -> Match[T] | None:
        """Return who it is, by the first trait in common."""
        for kind, value in _keys(traits):
            if (found := self._by.get((kind, value))) is not None and kind != "host":
                return Match(found, True, _reason(kind, value))
        return None

    def alike(self, several: Sequence[Traits]) -> list[Match[T] | None]:
        """Return for each who it may be: most alike by name, else one with the same website's host."""
        found: list[Match[T] | None] = []
        for start in range(0, len(several), _CHUNK):
            found += self._alike(several[start : start + _CHUNK])
        return found

    def _alike(self, several: Sequence[Traits]) -> Iterator[Match[T] | None]:
        from rapidfuzz import fuzz, process

        if not self.rows:
            yield from (None for _ in several)
            return
        names = [" ".join(sorted(core_name(traits.name).split())) for traits in several]
        scores = process.cdist(names, self._names, scorer=fuzz.ratio, score_cutoff=ALIKE)
        for traits, row in zip(several, scores, strict=True):
            best = int(row.argmax())
            if row[best] >= ALIKE:
                told = _("The names are alike (%(score)s of 100).") % {"score": int(row[best])}
                yield Match(self.rows[best][0], False, told)
                continue
            host, _path = website(traits.url)
            other = self._by.get(("host", host)) if host else None
            yield None if other is None else Match(other, False, _("Both have the website %(url)s.") % {"url": host})


def pairs(known: Sequence[tuple[T, Traits]]) -> list[tuple[T, T, Match[T]]]:
    """Return which of several may be two of the same: each pair once, those that are sure first."""
    import numpy as np
    from rapidfuzz import fuzz, process

    found: dict[tuple[int, int], Match[T]] = {}
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, (_of, traits) in enumerate(known):
        for key in _keys(traits):
            by_key[key].append(index)
    for (kind, value), indexes in by_key.items():
        for second in indexes[1:]:
            match = Match(known[indexes[0]][0], kind != "host", _reason(kind, value))
            previous = found.get((indexes[0], second))
            if previous is None or (match.is_same and not previous.is_same):
                found[indexes[0], second] = match
    names = [" ".join(sorted(core_name(traits.name).split())) for _of, traits in known]
    for start in range(0, len(names), _CHUNK):
        scores = process.cdist(names[start : start + _CHUNK], names[start:], scorer=fuzz.ratio, score_cutoff=ALIKE)
        for row, column in zip(*np.nonzero(scores), strict=True):
            first, second = start + int(row), start + int(column)
            if first < second and (first, second) not in found:
                told = _("The names are alike (%(score)s of 100).") % {"score": int(scores[row, column])}
                found[first, second] = Match(known[first][0], False, told)
    ordered = sorted(found.items(), key=lambda item: (not item[1].is_same, item[0]))
    return [(known[first][0], known[second][0], match) for (first, second), match in ordered]


def _keys(traits: Traits) -> Iterator[tuple[str, str]]:
    """Yield by what it is found, the surest first."""
    if traits.email:
        yield "email", traits.email.casefold()
    if folded := fold(traits.name):
        yield "exact", folded
    name = core_name(traits.name)
    if name:
        yield "name", name
    acronym = "".join(fold(traits.acronym).split())
    if not acronym and name.isalnum() and len(name) <= _LONGEST_ACRONYM:
        acronym = name  # some write the acronym where the name belongs
    if len(acronym) > 1:
        yield "acronym", acronym
    host, path = website(traits.url)
    if host:
        yield "url", f"{host}/{path}"
        yield "host", host


def _reason(kind: str, value: str) -> str:
    told = {
        "email": _("Both have the e-mail address %(value)s."),
        "exact": _("Both have the same name."),
        "name": _("Both have the same name, case, marks and legal form aside."),
        "acronym": _("Both have the same acronym."),
        "url": _("Both have the website %(value)s."),
        "host": _("Both have the website %(value)s."),
    }[kind]
    return told % {"value": value.rstrip("/")}
