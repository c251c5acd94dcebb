"""Folding of names: what must meet meets, what differs stays apart."""

import pytest

from capacities.facts.folding import fold, without_umlaut_digraphs


@pytest.mark.parametrize(
    "spellings",
    [
        ("Brasov", "Braşov", "Brașov", "BRAȘOV", " brașov "),
        ("Łódź", "lodz"),
        ("Tromsø", "Tromso"),
        ("Đurđevac", "djurdjevac".replace("dj", "d")),
        ("Weißenburg", "WEISSENBURG"),
        ("İstanbul", "ISTANBUL", "istanbul", "ıstanbul"),
        ("Κοζάνη", "ΚΟΖΑΝΗ", "κοζανη"),
        ("Λεμεσός", "ΛΕΜΕΣΟΣ"),
        ("София", "СОФИЯ"),
        ("St. Pölten", "Sankt Polten", "SAINT-POLTEN"),
        ("L'Aquila", "L’Aquila", "l aquila"),
        ("Għawdex", "Ghawdex"),
    ],
)
def test_spellings_of_one_name_meet(spellings):
    assert len({fold(spelling) for spelling in spellings}) == 1


def test_names_of_different_places_stay_apart():
    assert len({fold(name) for name in ("Roman", "Romana", "Români", "Roma")}) == 4


def test_nothing_and_punctuation_fold_to_nothing():
    assert [fold(text) for text in ("", "  ", "-_.,;|")] == ["", "", ""]


def test_umlauts_written_out_are_read_back():
    assert without_umlaut_digraphs(fold("Duesseldorf")) == fold("Düsseldorf")
