"""Lines as readers see them: words in their looks, each line in its form."""

from __future__ import annotations

import pytest

from articles.markup import render
from articles.reading_lines import lines_of_html, lines_of_text

DIGEST = "ab" * 32
PICTURE = [{"digest": DIGEST, "kind": "png", "width": 4, "height": 4}]


@pytest.mark.parametrize(
    ("markdown", "said", "text"),
    [
        ("Two  \nlines, *one*\nsentence.", "a paragraph", "Two\nlines, one sentence."),
        ("### Dose", "a heading, level 3", "Dose"),
        ("- a\n  - b", "a bullet, depth 2", "b"),
        ("3. a\n4. b", "a numbered item", "b"),
        ("- a\n\n  b", "a paragraph of a list", "b"),
        ("> > q", "a paragraph in a quotation in a quotation", "q"),
        ("    a\n      b", "text set as code", "  b"),
        ("a\n\n---", "a dividing line", "\u2014\u2014\u2014"),
        ("| A | B |\n|---|--:|\n", "the heading row of a table (set plainly, right)", "A \u2502 B"),
        ("| A | B |\n|---|---|\n| 1 | 2 |", "a row of a table", "1 \u2502 2"),
        ("Give it [@a; @b].", "a paragraph", "Give it [1, 2]."),
        ("[label](https://a.org/b)", "a paragraph", "label (https://a.org/b)"),
        ("[b](https://a.org/b)", "a paragraph", "b"),
        (f"![a scan](image:{DIGEST})", "a paragraph", "[Picture abababab: a scan]"),
        ("<b>no</b>", "a paragraph", "<b>no</b>"),
    ],
)
def test_last_line_of_a_text(markdown: str, said: str, text: str) -> None:
    line = lines_of_html(render(markdown, images=PICTURE).html)[-1]
    assert (line.form.said, line.text) == (said, text)


def test_markers_are_those_that_are_read() -> None:
    lines = lines_of_html(render("- a\n\n7. b\n8. c").html)
    assert [line.marker for line in lines] == ["\u2022", "7.", "8."]


def test_the_link_back_of_a_reference_is_no_word() -> None:
    link = '<a href="https://doi.org/10.5/x">10.5/x</a>'
    html = f'<ol><li>A doi:{link} <a class="back">\u21a9</a></li></ol>'
    assert [line.text for line in lines_of_html(html)] == ["A doi:10.5/x"]


def test_text_that_is_shown_as_it_is_written() -> None:
    assert [line.text for line in lines_of_text("# a\n\n- <b>")] == ["# a", "- <b>"]
