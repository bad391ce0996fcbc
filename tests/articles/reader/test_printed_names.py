"""Printed names in the forms that citations ask for; whole where the parts can't be told."""

from __future__ import annotations

import pytest

from articles.reader.printed_names import printed_name


@pytest.mark.parametrize(
    ("name", "inverted", "vancouver"),
    [
        ("Tomasz Wierzbicki", "Wierzbicki, Tomasz", "Wierzbicki T"),
        ("Dr. Lucía  Ferreyra", "Ferreyra, Lucía", "Ferreyra L"),
        ("Jean-Paul Sartre", "Sartre, Jean-Paul", "Sartre JP"),
        ("J. R. R. Tolkien", "Tolkien, J. R. R.", "Tolkien JR"),
        ("J.R. Smith-Jones", "Smith-Jones, J.R.", "Smith-Jones JR"),
        ("Zoë O'Neil", "O'Neil, Zoë", "O'Neil Z"),
        ("Ludwig van Beethoven", "van Beethoven, Ludwig", "van Beethoven L"),
        ("Maria de la Cruz Ortiz", "de la Cruz Ortiz, Maria", "de la Cruz Ortiz M"),
        ("Ursula von der Leyen", "von der Leyen, Ursula", "von der Leyen U"),
        ("Osama bin Zaid", "bin Zaid, Osama", "bin Zaid O"),
        ("John Smith Jr.", "Smith, John", "Smith J Jr"),
        ("Martin Luther King, Jr", "King, Martin Luther", "King ML Jr"),
        ("Henry Ford III", "Ford, Henry", "Ford H 3rd"),
        ("Di Wu", "Wu, Di", "Wu D"),
    ],
)
def test_parts_that_can_be_told(name: str, inverted: str, vancouver: str) -> None:
    found = printed_name(name)
    assert (found.inverted, found.vancouver) == (inverted, vancouver)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Plato",
        "Baek Joon-ho",
        "Robert De Niro",
        "Nguyen Van An",
        "王小明",
        "王 小明",
        "Анна Петрова",
        "Wierzbicki T",
        "Smith, John",
        "WHO Guideline Group",
        "Team 7",
        "Imprimatur Desk",
        "Ana de",
        "Dr. Who",
    ],
)
def test_others_stay_whole(name: str) -> None:
    found = printed_name(name)
    assert (found.family, found.inverted, found.vancouver) == ("", name, name)
