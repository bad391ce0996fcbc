from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.text import clean_json, clean_line, clean_text, strip_hidden

# Surrogates included, and white space often enough to matter.
ANY_TEXT = st.text(st.characters() | st.sampled_from(" \t\n\r\u00a0\u2028\x85\ufeff\u200b\u0301<"))


@pytest.mark.parametrize(
    ("raw", "cleaned", "warnings"),
    [
        ("\ufeffa", "a", ["Removed 1 byte order mark."]),
        ("a\x00b\x07\x9f", "ab", ["Removed 3 control characters."]),
        ("a\ud800b", "ab", ["Removed 1 broken character (half of a surrogate pair)."]),
        (
            "5\u202e\u2066\u200f\u061c mg",
            "5 mg",
            ["Removed 4 characters that change the reading direction."],
        ),
        ("a\u200b\u2060\u00ad\ufeff\U000e0041b", "ab", ["Removed 5 invisible characters."]),
        ("a\u200bb", "ab", ["Removed 1 invisible character."]),
    ],
)
def test_clean_text_hidden_characters_are_removed_with_one_warning(raw, cleaned, warnings):
    assert clean_text(raw) == (cleaned, warnings)


def test_clean_text_several_kinds_give_a_warning_each():
    text, warnings = clean_text("\ufeffa\x00\u202e\u200bb")

    assert text == "ab"
    assert len(warnings) == 4


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a\r\nb\rc\n", "a\nb\nc"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("a\r\u200b\nb", "a\nb"),
        ("\n\n  a\t \n\n\nb\u00a0\n\n", "  a\n\n\nb"),
        (" \n\t\n", ""),
        ("", ""),
        ("a\tb", "a\tb"),
        ("cafe\u0301", "caf\u00e9"),
        ("e\u200b\u0301", "\u00e9"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_clean_text_white_space_and_form_are_settled(raw, cleaned):
    assert clean_text(raw)[0] == cleaned


@pytest.mark.parametrize("raw", ["a\r\nb", "a \nb\n\n", "cafe\u0301"])
def test_clean_text_nothing_removed_gives_no_warning(raw):
    assert clean_text(raw)[1] == []


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a  \nb", "a  \nb"),
        ("a \t    \nb", "a  \nb"),
        ("a \nb", "a\nb"),
        ("a  \n\nb", "a\n\nb"),
        ("a  \n   \nb", "a\n\nb"),
        ("a  ", "a"),
    ],
)
def test_clean_text_hard_break_is_two_spaces_before_a_line_with_text(raw, cleaned):
    assert clean_text(raw)[0] == cleaned


@given(ANY_TEXT)
@example("a  \u200b\nb\u200b")
def test_clean_text_again_changes_nothing(raw):
    once, _ = clean_text(raw)

    assert clean_text(once) == (once, [])
    assert unicodedata.is_normalized("NFC", once)
    assert once.encode("utf-8").decode("utf-8") == once


@given(ANY_TEXT)
def test_clean_line_again_changes_nothing_and_is_one_line(raw):
    once, _ = clean_line(raw)

    assert clean_line(once) == (once, [])
    assert once == " ".join(once.split())


def test_clean_line_collapses_white_space_and_warns():
    assert clean_line(" TP53\r\n\tin\u00a0 B-ALL\u202e ") == (
        "TP53 in B-ALL",
        ["Removed 1 character that changes the reading direction."],
    )


def test_strip_hidden_leaves_white_space_alone():
    assert strip_hidden(" a\u200b \r\n b ") == " a \n b "


def test_clean_json_cleans_every_text_and_keeps_the_rest():
    value = {"id": 1, "title": " A\u200b\nB ", "author": [{"family": "Roe "}, None, True]}

    assert clean_json(value) == {"id": 1, "title": "A B", "author": [{"family": "Roe"}, None, True]}
    assert value["title"] == " A\u200b\nB "


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"issued": {"date-parts": [[2020.5]]}}, r"\$\.issued\.date-parts\[0\]\[0\]: float is not"),
        ([{"a": ("x",)}], r"\$\[0\]\.a: tuple is not"),
        ({1: "x"}, r"\$: a key must be text, not int"),
        ({"a\u200b": "x"}, r"\$: the key .* has hidden"),
        (b"x", r"\$: bytes is not"),
    ],
)
def test_clean_json_other_types_are_refused_by_path(value, message):
    with pytest.raises(ValueError, match=message):
        clean_json(value)


def test_clean_json_nested_too_deeply_is_refused():
    value: object = "x"
    for _ in range(100):
        value = [value]

    with pytest.raises(ValueError, match="nested more than 64 deep"):
        clean_json(value)
