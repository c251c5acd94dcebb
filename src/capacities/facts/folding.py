"""Folding of names for search: case, marks and punctuation go, so that Brasov, Braşov and Brașov meet."""

from __future__ import annotations

import re
import unicodedata

# Letters that NFKD does not take apart. ß and ς are done by casefold.
_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n", "ŧ": "t"}
)
_NOT_WORD = re.compile(r"[\W_]+")
_SAINTS = {"st": "saint", "sankt": "saint", "ste": "sainte", "sv": "sveti"}
# Written out where the keyboard has no umlaut: only tried when nothing else was found.
_UMLAUTS = re.compile("ae|oe|ue")


def fold(text: str) -> str:
    """Return the form under which names are compared: lower case, no marks, words parted by one space.

    ``St.``, ``Sankt`` and ``Saint`` become one word. Scripts stay: Greek folds to plain Greek.
    """
    return " ".join(_SAINTS.get(word, word) for word in plain(text).split())


def plain(text: str) -> str:
    """Return the name in lower case without marks and punctuation, its words as they are."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(_NOT_WORD.sub(" ", bare.translate(_LETTERS)).split())


def without_umlaut_digraphs(folded: str) -> str:
    """Return the folded name with ae, oe, ue read as ä, ö, ü: duesseldorf becomes dusseldorf."""
    return _UMLAUTS.sub(lambda found: found[0][0], folded)
