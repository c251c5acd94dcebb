"""How official names of units become the names people know, with the other names under which they are found."""

from __future__ import annotations

import re
from collections import defaultdict

from capacities.facts.folding import plain
from municipalities.records import Record, distance_km

_CEDILLA = str.maketrans("şţŞŢ", "șțȘȚ")
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
    "ου": "ou", "ού": "ou", "αυ": "av", "ευ": "ev", "αι": "ai", "ει": "ei", "οι": "oi", "υι": "yi", "γγ": "ng",
    "γκ": "gk", "γχ": "nch", "μπ": "b", "ντ": "nt", "τσ": "ts", "τζ": "tz",
    **dict(zip("αβγδεζηικλμνξοπρστυφω", "a v g d e z i i k l m n x o p r s t y f o".split(), strict=True)),
    "θ": "th", "χ": "ch", "ψ": "ps", "ς": "s",
}  # fmt: skip
_CYRILLIC = {
    **dict(zip("абвгдезијклмнопрстуфй", "a b v g d e z i j k l m n o p r s t u f y".split(), strict=True)),
    "ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ъ": "a", "ь": "y", "ю": "yu", "я": "ya",
    "ѓ": "gj", "ќ": "kj", "љ": "lj", "њ": "nj", "џ": "dzh", "ѕ": "dz", "і": "i", "ї": "yi", "є": "ye", "ґ": "g",
    "ы": "y", "э": "e", "ё": "yo",
}  # fmt: skip


def tidy(record: Record) -> None:
    """Give the record its plain name and add the other official ones as aliases."""
    name, country = record.name, record.country
    if country == "RO":
        name = name.translate(_CEDILLA)
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
    record.aliases.update(parts)
    record.aliases.update(re.sub(r"\s*\([^)]*\)", "", part) for part in parts)
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
    return all(ord(letter) < 0x370 or 0x1E00 <= ord(letter) < 0x1F00 for letter in text)


def to_latin(text: str) -> str:
    """Return Greek or Cyrillic in Latin letters (ELOT 743 and the Bulgarian rules, without marks)."""
    bare = plain(text)
    for letters, latin in sorted((_GREEK | _CYRILLIC).items(), key=lambda pair: -len(pair[0])):
        bare = bare.replace(letters, latin)
    return " ".join(word.capitalize() for word in bare.split())


def slug_of(text: str) -> str:
    """Return the name for addresses: ASCII letters, digits and hyphens."""
    latin = plain(text if is_latin(text) else to_latin(text))
    ascii_only = latin.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
