"""Typed numbers become citations where a list of references answers to them, and nowhere else."""

from __future__ import annotations

import time

import pytest

from articles.importers.entries import Listed
from articles.importers.linking import LONGEST_TEXT, Note, link, renamed_notes

ROE = "Roe A, Poe B. A trial of rest. BMJ. 2020;1(2):3-4."


def entries(*numbers: int) -> list[Listed]:
    return [Listed(number, f"{ROE} PMID: {number + 100}") for number in numbers]


def linked(text: str, *numbers: int) -> str:
    return link([text], entries=entries(*(numbers or range(1, 7))), typed=True).texts[0]


@pytest.mark.parametrize(
    ("typed", "citation"),
    [
        ("rest \\[1].", "rest [1]."),
        ("rest \\[1, 2;4].", "rest [1, 2;4]."),
        ("rest \\[2\u20134].", "rest [2\u20134]."),
        ("rest \\[1]\u2013\\[3].", "rest [1-3]."),
        ("rest \\[1](now)", "rest [1]\\(now)"),
        ("rest \\[1]: now", "rest [1]\\: now"),
        ("\\[\\[1]]", "\\[[1]]"),
        ("rest¹.", "rest[1]."),
        ("rest.¹,² Then", "rest.[1,2] Then"),
        ("rest², ³", "rest[2,3]"),
        ("**rest**²⁻⁴ is", "**rest**[2,3,4] is"),
        ("rest⁽¹⁾", "rest[1]"),
        ("(rest)¹", "(rest)[1]"),
        ("in 2020² and", "in 2020[2] and"),
        ("COVID-19¹ and TP53²", "COVID-19[1] and TP53[2]"),
        ("45%¹ of", "45%[1] of"),
        ("rest<sup>1,3</sup>", "rest[1,3]"),
        ("rest.^1,3^", "rest.[1,3]"),
        ("vitamin D¹,²", "vitamin D[1,2]"),
        ("rest [1] and [@a]", "rest [1] and [@a]"),
        ("rest ¹ and", "rest [1] and"),
        ("rest. ¹,² Then", "rest. [1,2] Then"),
        ("rest\u00a0¹, ²", "rest\u00a0[1,2]"),
        ("in 2020 ² and", "in 2020 [2] and"),
        ("rest \\[²] and sleep\\[¹⁻³]", "rest [2] and sleep[1,2,3]"),
        ("rest ^1^ and", "rest [1] and"),
    ],
)
def test_typed_numbers_become_citations(typed, citation):
    assert linked(typed) == citation


@pytest.mark.parametrize(
    "text",
    [
        "5 mg/m² and kg/(m)² and 3 cm³ and R² and I² and vitamin D²",
        "10^2^ and x^2^ and a^1 and b^2",
        "5 mg/m ² and 10 ³ and 1.73 ² and R ² and 12 ¹",
        "¹ at the beginning and ¹⁸F and Ca ²⁺",
        "10⁹ and 1.73×10³ and x² and Ca²⁺ and PO₄³⁻ and ¹⁸F and 10⁻³",
        "\\[999999999-9999999999] and \\[0] and \\[2020] and \\[500] and \\[5-1] and \\[a]",
        "rest⁷ and rest¹⁰⁰",
        "`\\[1]` and ``x¹ ` ``",
        "```\nrest\\[1] rest¹\n```",
        "    rest\\[1] rest¹",
        "[rest](https://a.example/[1]) and [1](x)",
        "\\\\[a and \\\\\\[b",
        "(1) one, (2) two",
        "[rest \\[1\\]](https://a.example) and \\[1\\]",
    ],
)
def test_other_numbers_stay_text(text):
    assert linked(text) == text


def test_without_a_list_nothing_typed_is_a_citation():
    text = "rest \\[1] mg and rest¹ (1)."

    assert link([text], typed=True).texts == [text]
    assert link([text], typed=True).warnings == []


def test_what_an_author_escaped_stays_text():
    assert link(["rest \\[1]"], entries=entries(1), typed=False).texts == ["rest \\[1]"]


def test_round_brackets_cite_only_where_they_are_how_the_text_cites():
    text = "Rest helps (1) and (2, 3); so does sleep (4-6)."
    assert linked(text) == "Rest helps [1] and [2, 3]; so does sleep [4-6]."
    assert linked(f"{text} As shown \\[1].").startswith("Rest helps (1) and (2, 3)")
    assert linked("Either (1) or (2).") == "Either (1) or (2)."


@pytest.mark.parametrize(
    "byline",
    [
        "Dr Anna Example, MD¹",
        "**Anna Example**, MD, PhD¹,²; Ben van Other, MSc ²",
        "Anna Example¹, Ben Other² and Cato Third^3^",
        "Anna Example¹\n\n¹ Example Hospital, ² University of Examples",
        "Anna Example<sup>1</sup>",
    ],
)
def test_numbers_in_the_line_of_authors_cite_nothing(byline):
    found = link([f"{byline}\n\nRest helps Anna Example.¹"], entries=entries(1, 2, 3))
    assert found.texts == [f"{byline}\n\nRest helps Anna Example.[1]"]
    assert found.warnings[1:] == [
        "The numbers in the line of authors stayed text: they cite nothing."
    ]


@pytest.mark.parametrize("line", ["Rest helps Dr Example.¹", "COVID-19¹ and TP53²", "Rest¹"])
def test_a_first_line_that_says_something_is_no_line_of_authors(line):
    assert "[1]" in linked(f"{line}\n\nMore.")


def test_numbers_in_round_brackets_that_count_are_named_and_stay_text():
    text = "Rest helps (1) and sleep (2, 3). Given on days (1) and (2), over 3 days (4-6)."
    found = link([text], entries=entries(*range(1, 7)), typed=True)
    assert found.texts == [
        "Rest helps [1] and sleep [2, 3]. Given on days (1) and (2), over 3 days [4-6]."
    ]
    assert found.warnings[1:] == [
        "Numbers in round brackets that count stayed text: on days (1), on days (2)."
    ]


def test_numbers_raised_after_a_space_that_may_be_powers_are_named():
    assert link(["An area in m ² and 10 ³."], entries=entries(1), typed=True).warnings[1:] == [
        "Raised numbers that may be powers stayed text: m ², 10 ³."
    ]


def test_all_is_counted_and_named():
    listed = [*entries(1, 2, 3), Listed(4, "A letter"), Listed(5, "A call"), Listed(5, ROE)]

    found = link(["A \\[1-2] b² c \\[9, 1] d \\[700] e mm²"], entries=listed, typed=True)

    assert found.texts == ["A [1-2] b² c [9, 1] d \\[700] e mm²"]
    assert found.warnings == [
        "6 references found, 2 citations linked; [9] has no reference; references 3 to 6 are never "
        "cited; 2 entries could not be taken apart and are kept as text (4 and 5).",
        "There are two entries 5: the second became 6.",
        "No reference has such a number, so it stayed text: [700].",
        "Raised numbers that may be powers stayed text: b², mm².",
    ]
    assert [(item["id"], item["title"]) for item in found.references[3:]] == [
        ("4", "A letter"),
        ("5", "A call"),
        ("6", "A trial of rest"),
    ]


@pytest.mark.parametrize(
    ("cited", "said"),
    [
        ("[1]", "references 2 to 30 are never cited"),
        ("[2-29]", "references 1 and 30 are never cited"),
        ("[2,3,9]", "references 1, 4 to 8 and 10 to 30 are never cited"),
        (
            "".join(f"[{number}]" for number in range(2, 31, 2)),
            "references 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23 and 3 more are never cited",
        ),
    ],
)
def test_many_numbers_are_said_in_runs(cited, said):
    assert said in link([cited], entries=entries(*range(1, 31))).warnings[0]


def test_one_of_each_is_said_in_the_singular():
    found = link(["A [1]."], entries=[Listed(1, "A letter"), Listed(2, ROE)])

    assert found.warnings == [
        "2 references found, 1 citation linked; reference 2 is never cited; 1 entry could not be "
        "taken apart and is kept as text (1)."
    ]


def test_references_of_one_identifier_become_one_that_all_citations_lead_to():
    twice = f"{ROE} doi:10.1000/182"
    notes = [Note("4", f"{ROE} doi:10.1000/182", name="1"), Note("5", "Ibid.", name="2")]

    found = link(
        ["A [4] b \\[1,2] c \\[2-3] d [5]."],
        entries=[Listed(1, twice), Listed(2, f"{ROE} PMID: 7"), Listed(3, f"{ROE} PMID: 8")],
        notes=notes,
        typed=True,
    )

    assert found.texts == ["A [4] b [4,2] c [2-3] d [5]."]
    assert [item["id"] for item in found.references] == ["4", "5", "2", "3"]
    assert found.warnings == [
        "3 references found, 2 citations linked.",
        "Footnote 2 could not be taken apart and is kept as text.",
        "Reference 1 is the same as footnote 1, both have the DOI 10.1000/182: it was left out, "
        "and what cites it cites that one.",
    ]


def test_a_reference_that_the_file_brings_along_keeps_its_id():
    item = {"id": "roe", "title": "A trial"}

    found = link(
        ["A \\[1,2] b [2]"], entries=[Listed(1, "x", item=item), Listed(2, ROE)], typed=True
    )

    assert found.texts == ["A [@roe; 2] b [2]"]
    assert [reference["id"] for reference in found.references] == ["roe", "2"]


def test_footnotes_get_other_keys_without_touching_numbers():
    text = "A [^1] b [1, ^1] c `[^1]` \\[^1]"

    assert renamed_notes(text, {"1": "7"}) == "A [@7] b [1; @7] c `[^1]` \\[^1]"


@pytest.mark.parametrize(
    "piece",
    ["\\[", "[1", "`` ` ", "\\[1,2,3,", "word¹²³⁴", "<sup>1", "\\", "(1) ", "    ", "*_¹", "[[1]]"],
)
def test_hostile_text_takes_no_long(piece):
    text = piece * (LONGEST_TEXT // 4 // len(piece))
    begun = time.process_time()

    link([text], entries=entries(1, 2, 3), typed=True)

    assert time.process_time() - begun < 4
