"""The words of a page, for search."""

from __future__ import annotations

from articles.plaintext import plain_words
from articles.rendering import render_content


def test_plain_words_of_a_rendered_text() -> None:
    text = "## Heading\n\nA *wor*d.[1] `a<b` &amp; more\n\n- one\n- two\n"
    text += "\n| A | B |\n|---|---|\n| c | d |"
    html = render_content({"clinician": text, "plain": "", "references": []}).html
    assert plain_words(html) == ("Heading · A word. a<b & more one · two · A · B · c · d ·")
    assert plain_words("") == ""
