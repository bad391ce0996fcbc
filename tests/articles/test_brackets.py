"""What brackets cost, and what they mean where many of them stand open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from markdown_it.parser_inline import ParserInline

from articles.brackets import MOST_OPEN
from articles.importers import read_data
from articles.markup import cited_keys, render


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Count how often the parser steps over something to look what is behind it."""
    steps = [0]
    original = ParserInline.skipToken

    def skip(self: ParserInline, state: object) -> None:
        steps[0] += 1
        original(self, state)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(ParserInline, "skipToken", skip)
        yield steps


@pytest.mark.parametrize("hostile", ["[", "![", "[a", "[]", "[" * 60 + "]" * 60, "[a](b) "])
@pytest.mark.parametrize("closing", ["", "]" * 200])
def test_each_bracket_costs_a_bounded_number_of_steps(
    monkeypatch: pytest.MonkeyPatch, hostile: str, closing: str
) -> None:
    text = hostile * (3_000 // len(hostile)) + closing
    with counted(monkeypatch) as steps:
        render(text)
        read_data("a.md", f"# What helps?\n\n{text}".encode())
    assert steps[0] < 80 * len(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[" * 15_000, "[" * 15_000),
        ("[" * 5 + "x](/a)", "[" * 4 + '<a href="/a">x</a>'),
        ("[0, 5) " * 30 + "[x](/a)", "[0, 5) " * 30 + '<a href="/a">x</a>'),
        ("[" * 40 + "[x](/a)" + "]" * 40, "[" * 40 + "[x](/a)" + "]" * 40),
        ("\\[" * 30 + "[x](/a)", "[" * 30 + '<a href="/a">x</a>'),
    ],
)
def test_brackets_are_text_only_where_too_many_are_open(text: str, html: str) -> None:
    assert render(text).html == f"<p>{html}</p>"


@pytest.mark.parametrize("before", ["[" * 50, "wow!" * 3, "![" * 50, "[0, 5) " * 50])
def test_citations_are_known_however_many_stand_open(before: str) -> None:
    assert cited_keys(f"{before}[1] and [@roe]") == ("1", "roe")
    assert MOST_OPEN < 50
