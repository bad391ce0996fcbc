from __future__ import annotations

import pytest

from articles.importers.numerals import ends_in_citation, plausible_numerals, split_citations

ALL = frozenset(range(1, 100))


def cited(text: str) -> str:
    pieces = split_citations(text, ALL)
    return "".join(f"[{piece.text}]" if piece.is_citation else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as with del(17p) 1. While most", "as with del(17p) [1]. While most"),
        ("seen with mutations 1", "seen with mutations [1]"),
        ("seen twice 1, 2", "seen twice [1,2]"),
        ("seen often 1,2.", "seen often [1,2]."),
        ("seen often 1-3.", "seen often [1-3]."),
        ("seen often 1\u20133; yet", "seen often [1-3]; yet"),
        ("in relapse 3, but not", "in relapse [3], but not"),
        ("is it safe 4?", "is it safe [4]?"),
        ("he called it “safe” 2.", "he called it “safe” [2]."),
        ("in half (52%) 2.", "in half (52%) [2]."),
        ("in 30-45% 1", "in 30-45% [1]"),
        ("through TP53 1.", "through TP53 [1]."),
        ("approved in 2021 2.", "approved in 2021 [2]."),
        ("for 5 days 2.", "for 5 days [2]."),
        ("for five days 2.", "for five days [2]."),
        ("at 75 mg 2.", "at 75 mg [2]."),
        ("twice 1. Then again 2.", "twice [1]. Then again [2]."),
    ],
)
def test_numerals_after_a_claim_are_citations(text, expected):
    assert cited(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "in 30-45% of patients",
        "neutropenia of grade 3",
        "in grade 3, 4.",
        "approved in 2025.",
        "disease at stage 2.",
        "type 2 diabetes",
        "diabetes of type 2.",
        "a trial of phase 3, which",
        "mutated TP53.",
        "begin on day 1",
        "from day 1, 8.",
        "in cycle 1 day 1.",
        "in cycle 5 days 2.",
        "a dose of 10.",
        "no more than 3.",
        "an ECOG 2, or worse",
        "cells with CD 20.",
        "with HbA1c 7.5.",
        "see table 2.",
        "since May 14, 2025.",
        "given at 5 mg twice",
        "a ratio 2:1 of",
        "p = 1.",
        "between 3 and 12.",
        "costs went up to 5, 10.",
        "1",
        "1.",
        "1, 2",
        "5 7.",
        "7.5 2.",
        "patients 0.",
        "patients 01.",
        "patients 100.",
        "patients 3-1.",
        "patients 1-2-3.",
        "patients 1, 000 of them",
        "patients 2 of them",
        "patients  2.",
    ],
)
def test_numerals_of_other_kinds_stay_text(text):
    assert cited(text) == text


def test_numerals_that_begin_at_one_without_large_gaps_are_plausible():
    numerals = plausible_numerals(["proved 1. shown 4", "seen 2. tried 9, 40"])

    assert numerals.cited == {1, 2, 4}
    assert numerals.doubtful == {9, 40}


def test_numerals_without_a_first_are_all_doubtful():
    numerals = plausible_numerals(["proved 2. shown 3"])

    assert (numerals.cited, numerals.doubtful) == (set(), {2, 3})


def test_group_with_one_doubtful_number_stays_text():
    pieces = split_citations("proved 1, 40.", frozenset({1}))

    assert [piece.text for piece in pieces if piece.is_citation] == []


def test_wrapped_line_does_not_end_a_claim():
    assert cited("in patients 65\nyears old") == "in patients 65\nyears old"


@pytest.mark.parametrize(
    ("line", "expected"), [("Survival was better 1", True), ("Toxicity of Grade 3", False)]
)
def test_line_that_ends_in_a_citation_is_told_from_a_heading(line, expected):
    assert ends_in_citation(line) is expected
