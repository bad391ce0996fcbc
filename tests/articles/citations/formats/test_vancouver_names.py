"""Who wrote a printed entry: people, bodies, or nobody that it names."""

from __future__ import annotations

import pytest

from articles.citations.formats.vancouver_names import is_body, names, names_and_title


@pytest.mark.parametrize(
    "words",
    [
        *("FDA", "NICE", "ACC/AHA", "World Health Organization", "Mayo Clinic", "Health Canada"),
        *(
            "GBD 2019 Collaborators",
            "Writing Committee Members",
            "ClinicalTrials.gov",
            "NHS England",
        ),
        *(
            "National Heart, Lung, and Blood Institute",
            "Centers for Disease Control and Prevention",
        ),
    ],
)
def test_bodies_are_told_by_their_names(words: str) -> None:
    assert is_body(words)
    assert names_and_title(f"{words}. A title")[0].people == [{"literal": words}]


@pytest.mark.parametrize(
    "words",
    [
        *("Aspirin in 2020", "Vitamin D", "Office blood pressure", "E. coli", "Network analysis"),
        *("Management of vitamin D", "Screening for hepatitis C", "Is it safe?", "x" * 200, ""),
    ],
)
def test_titles_are_no_authors(words: str) -> None:
    assert not is_body(words)
    assert names_and_title(f"{words}. A title")[0].people == []


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ("Smith J", ["Smith J"]),
        ("Smith J, Jr", ["Smith J Jr"]),
        (
            "van der Meer P, de la Cruz MJ, & O'Brien E",
            ["van der Meer P", "de la Cruz M J", "O'Brien E"],
        ),
        ("Smith J, for the A Study Group", ["Smith J", "A Study Group"]),
        (
            "A Study Group, B and C; Smith J, and others",
            ["A Study Group, B and C", "Smith J", "et al"],
        ),
        ("Somebody Else, Nobody", []),
    ],
)
def test_people_and_the_bodies_among_them(listed: str, found: list[str]) -> None:
    shown = [
        name.get("literal")
        or " ".join(filter(None, (name["family"], name["given"], name.get("suffix"))))
        for name in names(listed).people
    ]
    assert shown == found
