from __future__ import annotations

import pytest

from articles.importers.writing import (
    Item,
    MarkdownList,
    escape_inline,
    heading,
    paragraph,
    table,
    write_blocks,
)
from tests.articles.importers.words import rendered_html, rendered_words


@pytest.mark.parametrize(
    "text",
    [
        "p < 0.05",
        "<5%",
        "< 5",
        "<=2",
        "a_b",
        "~5%",
        "A & B",
        "R&D;x",
        "(1) a) b]",
        "5 > 3",
        "a+b",
        "$5",
    ],
)
def test_harmless_characters_stay_as_they_are(text):
    assert escape_inline(text).replace("\\&", "&") == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("<b>", "\\<b>"),
        ("<5@a.example>", "\\<5@a.example>"),
        ("_a_", "\\_a\\_"),
        ("~~a~~", "\\~\\~a\\~\\~"),
        ("&lt;", "\\&lt;"),
        ("&#60;", "\\&#60;"),
        ("[1]", "\\[1]"),
        ("a*b", "a\\*b"),
        ("a\\b", "a\\\\b"),
        ("`a`", "\\`a\\`"),
    ],
)
def test_characters_that_mean_something_are_escaped(text, escaped):
    assert escape_inline(text) == escaped
    assert rendered_words(escaped) == text.split()


@pytest.mark.parametrize(
    "line",
    ["# a", "#", "> a", "- a", "+ a", "-", "---", "===", "12. a", "3) a", "|-|", ":--", "> - # a"],
)
def test_line_starts_that_mean_something_are_escaped(line):
    html = rendered_html(paragraph(escape_inline(f"Begin\n{line}\nend")))

    assert html.count("<") == 2, "one paragraph"
    assert rendered_words(paragraph(escape_inline(line))) == line.split()


@pytest.mark.parametrize("line", ["#a", "1.5 mg", "-5 °C", "+5", "12.", "1990 was"])
def test_line_starts_that_mean_nothing_stay(line):
    assert paragraph(line) in {line, line.replace("12.", "12\\.")}


def test_heading_keeps_hashes_at_its_end():
    assert rendered_html(heading(2, "C #")) == '<h2 id="s-c">C #</h2>'


def test_lists_in_a_row_are_not_read_as_one():
    first = MarkdownList(items=[Item(["a"])])
    second = MarkdownList(items=[Item(["b"])])
    third = MarkdownList(items=[Item(["c"])])

    assert rendered_html(write_blocks([first, second, third])).count("<ul>") == 3


def test_item_that_begins_with_a_list_keeps_its_depth():
    inner = MarkdownList(ordered=True, items=[Item(["a"]), Item(["b"])])

    assert write_blocks([MarkdownList(items=[Item([inner])])]) == "- 1. a\n  2. b"


def test_item_of_several_paragraphs_is_loose():
    items = MarkdownList(items=[Item(["a", "b"]), Item(["c"])])

    assert write_blocks([items]) == "- a\n\n  b\n\n- c"


def test_table_is_as_wide_as_its_longest_row():
    markdown = table([["a"], ["b|c", "d\ne"], []])

    assert markdown == "| a |  |\n| --- | --- |\n| b\\|c | d e |\n|  |  |"
    assert rendered_words(markdown) == ["a", "b|c", "d", "e"]
