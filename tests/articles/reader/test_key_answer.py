"""The key answer is a piece of the signed HTML, byte for byte but for its ids, or not shown."""

from __future__ import annotations

import re

import pytest

from articles.markup import render
from articles.reader.key_answer import MOST_CHARACTERS, key_answer

NUMBERS = {"1": 1, "2": 2, "3": 3}


def _signed(markdown: str) -> str:
    return render(markdown, numbers=NUMBERS).html


def _words(markdown: str) -> list[str]:
    return re.sub(r"<[^>]+>", "", key_answer(_signed(markdown))).split("\n")


@pytest.mark.parametrize("title", ["In short", "Key answer", "SUMMARY", "Bottom line:"])
def test_first_section_that_is_the_answer(title: str) -> None:
    assert _words(f"## {title}\n\nYes.\n\nBut slowly.\n\n## More\n\nNo.") == ["Yes.", "But slowly."]


def test_first_paragraph_ahead_of_all_headings() -> None:
    assert _words("Yes, **always**.\n\nSecond.\n\n## More\n\nNo.") == ["Yes, always."]


@pytest.mark.parametrize(
    "markdown",
    [
        "",
        "## Background\n\nLong ago.",
        "## Background\n\nLong ago.\n\n## In short\n\nYes.",
        "- A list\n- comes first",
        "> A quotation comes first",
        "| A | B |\n|---|---|\n| table | first |",
        f"{'word ' * (MOST_CHARACTERS // 5 + 1)}",
        "## In short",
        "## In short\n\n### Deeper\n\nYes.",
    ],
)
def test_no_answer_is_made_up(markdown: str) -> None:
    assert key_answer(_signed(markdown)) == ""


@pytest.mark.parametrize(
    "markdown",
    [
        "Yes, **always** and *slowly*.",
        "Start.[1] Then stop [2,3].",
        "Two:\n\n- one\n- two\n  - deeper[1]\n\n1. first\n2. last",
        "- one\n\n- two\n",
        "A line\\\nand a [link](https://example.org/?a=1&b=2).",
        "a < b & <script>alert(1)</script> &quot; id=&quot;x&quot; \u00a0 &#60;",
    ],
)
def test_answer_is_the_signed_html_without_its_ids(markdown: str) -> None:
    signed = _signed(f"## In short\n\n{markdown}\n\n## More\n\nNo.")
    answer = key_answer(signed)
    whole = re.sub(r'(<[a-z]\w*[^>]*?) id="[^"]*"', r"\1", signed)
    assert answer
    assert answer in whole
    assert 'id="' not in re.sub(r">[^<]*<", "><", answer)


def test_tables_and_pictures_end_the_answer() -> None:
    assert _words("## In short\n\nYes.\n\n| A |\n|---|\n| b |\n\nMore.") == ["Yes."]
