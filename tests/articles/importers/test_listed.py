"""A list of references is found at the end of a text, and nothing else is taken for one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.entries import Listed, numbered, split_number
from articles.importers.listed import take_list

ROE = "Roe A, Poe B. A trial of rest. BMJ. 2020;1(2):3-4."
POE = "Poe B. Another trial. Lancet. 2021;3:5-9. doi:10.1000/182"
TABLES = "\n\n## Tables\n\nMore."


@pytest.mark.parametrize(
    ("text", "left", "numbers"),
    [
        (f"Text.\n\n## References\n\n1. {ROE}\n2. {POE}", "Text.", [1, 2]),
        (f"Text.\n\n## References\n\n4. {ROE}\n5. {POE}", "Text.", [4, 5]),
        (f"Text.\n\n# 7. REFERENCES:\n\n- {ROE}\n- {POE}", "Text.", [1, 2]),
        (f"Text.\n\n**Bibliography**\n\n\\[3] {ROE}\n\n\\[5] {POE}", "Text.", [3, 5]),
        (f"Text.\n\nReferences\n\n1\\. {ROE}\n2\\. {POE}", "Text.", [1, 2]),
        (f"Text.\n\n## Literature\n\n[1] {ROE}  \n[2] {POE}", "Text.", [1, 2]),
        (f"Text.\n\n## References\n\n1 {ROE}\n\n2 {POE}", "Text.", [1, 2]),
        (f"Text.\n\n## References\n\n¹ {ROE}\n\n² {POE}", "Text.", [1, 2]),
        (f"Text.\n\n## References\n\n{ROE}\n\n{POE}", "Text.", [1, 2]),
        (f"Text.\n\n## Works cited\n\n1. {ROE}{TABLES}", f"Text.{TABLES}", [1]),
        (
            f"Text.\n\n## References\n\n1. {ROE}\n\n## Literature\n\nThere is much.",
            "Text.\n\n## Literature\n\nThere is much.",
            [1],
        ),
        (f"## References\n\n1. {ROE}\n\n# End\n\n## References\n\n8. {POE}", None, [8]),
        (
            f"Text.\n\n## References\n\nIn order:\n\n1. {ROE}\n2. {POE}\n\nWrite to me.",
            "Text.\n\n## References\n\nIn order:\n\nWrite to me.",
            [1, 2],
        ),
        (f"Text.\n\n## References\n\n2000. {ROE}\n2001. {POE}", "Text.", [1, 2]),
    ],
)
def test_list_is_taken_off(text, left, numbers):
    section = take_list(text)

    assert section.text == (left if left is not None else section.text)
    assert section.numbers == numbers
    assert [entry.words for entry in section.entries][-1] in {ROE, POE}
    assert section.kept_because == ""


def test_paragraph_without_a_number_belongs_to_the_entry_above():
    section = take_list(f"## References\n\n3\\. {ROE}\n\nAvailable from: https://a.example 2020")

    assert section.entries == [Listed(3, f"{ROE} Available from: https://a.example 2020")]


def test_address_of_a_link_is_kept_and_marks_are_not():
    (entry,) = take_list("## References\n\n- *Rest*, see [here](https://a.example/x)").entries

    assert entry == Listed(None, "Rest, see here", "https://a.example/x")


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("## References\n\n1. Ask a nurse.\n2. Ask again.", "nothing in it looks like a reference"),
        ("## Literature\n\nMuch was written in 2020.\n\nAll of it.", "nothing in it looks like"),
        (f"## References\n\n1. {ROE}\n\n### Trials\n\n2. {POE}", "it holds more than a list (head"),
        (f"## References\n\n| {ROE} |\n|---|", "it holds more than a list (a table)"),
        (f"## References\n\n```\n1. {ROE}\n```", "it holds more than a list (other parts)"),
        ("## References\n\n" + "1. Roe 2020\n" * 501, "it has more than 500 entries"),
    ],
)
def test_what_is_no_list_stays_with_the_reason(text, because):
    section = take_list(text)

    assert (section.text, section.entries) == (text, ())
    assert section.kept_because.startswith(because)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "## References",
        f"References {ROE}",
        f"## References to rest\n\n1. {ROE}",
        f"1. {ROE}",
        f"> ## References\n>\n> 1. {ROE}",
    ],
)
def test_text_without_such_a_section_is_left_alone(text):
    assert take_list(text).text == text
    assert not take_list(text).entries


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1. Roe", (1, "Roe")),
        ("12) Roe", (12, "Roe")),
        ("(12) Roe", (12, "Roe")),
        ("[12]. Roe", (12, "Roe")),
        ("[12]Roe", (12, "Roe")),
        ("¹²Roe", (12, "Roe")),
        ("2020. Roe", (None, "2020. Roe")),
        ("0. Roe", (None, "0. Roe")),
        ("5 mg of rest", (None, "5 mg of rest")),
    ],
)
def test_number_is_what_is_printed_before_an_entry(words, expected):
    assert split_number(words) == expected


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ([None, None], [1, 2]),
        ([7, None, None], [7, 8, 9]),
        ([1, 1, 2], [1, 3, 2]),
        ([2, None, 3], [2, 4, 3]),
        ([], []),
    ],
)
def test_numbers_are_the_printed_ones_and_no_two_the_same(printed, numbers):
    assert numbered([Listed(number, "x") for number in printed]) == numbers


@given(st.lists(st.none() | st.integers(1, 9), max_size=12))
def test_any_numbers_become_different_ones(printed):
    numbers = numbered([Listed(number, "x") for number in printed])

    assert len(set(numbers)) == len(printed)
    assert all(number >= 1 for number in numbers)
    assert {number for number in printed if number} <= set(numbers)


@given(
    st.lists(st.sampled_from(["## References", "1. Roe 2020", "- Roe 2020", "words", "", "[1] a"]))
)
def test_no_word_is_lost(lines):
    text = "\n".join(["Begin.", *lines])
    section = take_list(text)

    kept = f"{section.text} {' '.join(entry.words for entry in section.entries)}"
    for word in ("Roe", "words"):
        assert kept.count(word) == text.count(word)


def test_hostile_headings_take_no_long():
    for piece in ("References\n\n", "## References\n\nx\n\n", "## References\n\n1. x\n\n"):
        text = piece * 5_000
        begun = time.process_time()

        assert take_list(text).text == text
        assert time.process_time() - begun < 8
