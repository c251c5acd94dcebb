"""How official names of units become the names people know, with the other names under which they are found."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

from capacities.facts.folding import plain
from municipalities.records import Record, distance_km

CEDILLA = str.maketrans("şţŞŢ", "șțȘȚ")
_INVERTED = re.compile(
    r"^(?P<name>.+), (?P<article>A|El|La|Las|Los|Les|L'|Els|O|Os|As|Es|Sa|Ses|City of|County of|The)$", re.IGNORECASE
)
_SUFFIX = {
    "EE": re.compile(r" linn$"),
    "DE": re.compile(r", (?!Nachbarschafts).*$"),
    "NO": re.compile(r" kommune$"),
    "LT": re.compile(r" savivaldybė$"),
    "GR": re.compile(r" \(.*\)$"),
    "GB": re.compile(r"( City|, City of|, County of)$"),
}
_PREFIX = {
    "RO": re.compile(r"^(Municipiul|Oraș) "),
    "HR": re.compile(r"^Grad "),
    "GB": re.compile(r"^City of (?!London)"),
    "GR": re.compile(r"^(Ψευδοδημοτική )?Κοινότητα "),
}
# How far the centre of a rural commune lies from the town it surrounds, at most.
RURAL_WITHIN_KM = 15.0
_GERMAN_PLACE = re.compile(r" (?:a\.|i\.|b\.|v\.|am |an der |bei |im |in der |ob der |vor der )")
_GREEK = {
    "ου": "ou", "αυ": "av", "ευ": "ev", "αι": "ai", "ει": "ei", "οι": "oi", "υι": "yi", "γγ": "ng", "γκ": "gk",
    "γχ": "nch", "μπ": "b", "ντ": "nt", "τσ": "ts", "τζ": "tz", "θ": "th", "χ": "ch", "ψ": "ps", "ς": "s",
    **dict(zip("αβγδεζηικλμνξοπρστυφω", "a v g d e z i i k l m n x o p r s t y f o".split(), strict=True)),
}  # fmt: skip
_BULGARIAN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъьюя",
        "a b v g d e zh z i y k l m n o p r s t u f h ts ch sh sht a y yu ya".split(),
        strict=True,
    )
)
_SERBIAN = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split(),
        strict=True,
    )
)
_MACEDONIAN = _SERBIAN | {"ѓ": "gj", "ќ": "kj", "ѕ": "dz"}
_ALPHABETS = {"GR": _GREEK, "CY": _GREEK, "BG": _BULGARIAN, "RS": _SERBIAN, "MK": _MACEDONIAN}


def tidy(record: Record) -> None:
    """Give the record its plain name and add the other official ones as aliases."""
    name, country = record.name, record.country
    if country == "RO":
        name = re.sub(r"(?<=\w)î(?=\w)", "â", name.translate(CEDILLA))
    for patterns in (_PREFIX, _SUFFIX):
        if country in patterns:
            name = patterns[country].sub("", name)
    if country == "HR":
        name = name.replace(" - ", "/")
    parts = [_upright(part.strip()) for part in name.split("/")] if "/" in name else [_upright(name)]
    joined = country == "DE" or any(not part for part in parts)  # Eislingen/Fils is one name
    record.name = _upright(name) if joined else parts[0]
    if country == "BE":
        record.name = re.sub(r" \([^)]*\)$", "", record.name)
    spoken = parts[:1] if country == "DE" else parts
    record.aliases.update(spoken)
    record.aliases.update(re.sub(r"\s*\([^)]*\)", "", part) for part in spoken)
    if country == "DE":
        record.aliases.add(_GERMAN_PLACE.split(record.name)[0])
    if country == "EE":
        record.aliases.add(re.sub(r" vald$", "", record.name))
    if country == "LV":
        record.aliases.add(re.sub(r" novads$", "", record.name))


def name_rural_communes(records: list[Record]) -> None:
    """Tell Poland's towns from the rural communes of the same name around them."""
    namesakes: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.country == "PL":
            namesakes[record.name].append(record)
    for name, group in namesakes.items():
        for record in group:
            towns = [r for r in group if r is not record and distance_km(r, record) < RURAL_WITHIN_KM]
            if any(_density(town) > _density(record) for town in towns):
                record.aliases.add(name)
                record.name = f"{name} (gmina wiejska)"


def _density(record: Record) -> float:
    return (record.population or 0) / (record.area_km2 or 1)


def _upright(name: str) -> str:
    """Turn "Coruña, A" into "A Coruña" and "Bristol, City of" into "Bristol"."""
    found = _INVERTED.match(name)
    if not found:
        return name
    article = found["article"]
    if article in ("City of", "County of"):
        return found["name"]
    return f"{article}{'' if article.endswith(chr(39)) else ' '}{found['name']}"


def is_latin(text: str) -> bool:
    """Say whether the name can be read by those who only know Latin letters."""
    return all(ord(c) < 0x370 or 0x1E00 <= ord(c) < 0x1F00 for c in text if c.isalpha())


def to_latin(text: str, country: str) -> str:
    """Return a name in Latin letters by the country's rules: ELOT 743, Bulgarian law, Gaj's letters."""
    alphabet = _ALPHABETS[country]
    latin = text.lower()
    if alphabet is _GREEK:
        latin = "".join(c for c in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(c))
    for letters, instead in sorted(alphabet.items(), key=lambda pair: -len(pair[0])):
        latin = latin.replace(letters, instead)
    small = {"i", "kai", "na", "e"}
    return " ".join(word if word in small else word[:1].upper() + word[1:] for word in latin.split())


def slug_of(text: str) -> str:
    """Return a name in Latin letters for addresses: ASCII letters, digits and hyphens."""
    ascii_only = plain(text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
