"""The key answer is quoted from the signed text, word for word, or not shown."""

from __future__ import annotations

import pytest

from articles.markup import render
from articles.reader.key_answer import MOST_CHARACTERS, key_answer


def _lines(markdown: str) -> list[str]:
    return [line.words for line in key_answer(render(markdown).html)]


@pytest.mark.parametrize("title", ["In short", "Key answer", "SUMMARY", "Bottom line:"])
def test_first_section_that_is_the_answer(title: str) -> None:
    assert _lines(f"## {title}\n\nYes.\n\nBut slowly.\n\n## More\n\nNo.") == ["Yes.", "But slowly."]


def test_first_paragraph_ahead_of_all_headings() -> None:
    assert _lines("Yes, **always**.\n\nSecond.\n\n## More\n\nNo.") == ["Yes, always."]


@pytest.mark.parametrize(
    "markdown",
    [
        "",
        "## Background\n\nLong ago.",
        "## Background\n\nLong ago.\n\n## In short\n\nYes.",
        "- A list\n- comes first",
        "> A quotation comes first",
        f"{'word ' * (MOST_CHARACTERS // 5 + 1)}",
        "## In short",
        "## In short\n\n### Deeper\n\nYes.",
    ],
)
def test_no_answer_is_made_up(markdown: str) -> None:
    assert _lines(markdown) == []


def test_list_under_the_title_gives_items() -> None:
    lines = key_answer(render("## In short\n\nTwo:\n\n- one\n- two\n  - deeper\n").html)
    assert [(line.is_item, line.words) for line in lines] == [
        (False, "Two:"),
        (True, "one"),
        (True, "two"),
        (True, "deeper"),
    ]


def test_loose_list_gives_each_item_once() -> None:
    assert _lines("## In short\n\n- one\n\n- two\n") == ["one", "two"]


def test_citations_stay_where_they_were() -> None:
    (line,) = key_answer(render("Start.[1] Then stop [2,3].").html)
    assert [(words.strip(), numbers) for words, numbers in line.runs] == [
        ("Start.", ["1"]),
        ("Then stop", ["2", "3"]),
        (".", []),
    ]


def test_text_stays_text() -> None:
    (line,) = key_answer(render("a < b & <script>alert(1)</script>").html)
    assert line.words == "a < b & <script>alert(1)</script>"
