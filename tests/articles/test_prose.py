from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.markup import render
from articles.prose import sentences


@pytest.mark.parametrize(
    ("markdown", "texts"),
    [
        ("", []),
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("No stop", ["No stop"]),
        (
            "Give 5.5 mg, e.g. to Dr. Ito. Then stop.",
            ["Give 5.5 mg, e.g. to Dr. Ito.", "Then stop."],
        ),
        ("He said “Stop.” Then left.", ["He said “Stop.”", "Then left."]),
        ("A *bold* [link](https://a.example) here.", ["A bold link here."]),
        ("One\nsentence  \non lines.", ["One sentence on lines."]),
        ("<script>x</script> is text.", ["<script>x</script> is text."]),
        ("E. coli grows. It does.", ["E. coli grows.", "It does."]),
        (
            "For hepatitis C. It does. mRNA is made.",
            ["For hepatitis C.", "It does.", "mRNA is made."],
        ),
        ("By J. Ito vs. A. Roe. Done.", ["By J. Ito vs. A. Roe.", "Done."]),
    ],
)
def test_sentences_are_cut_where_they_end(markdown, texts):
    assert [sentence.text for sentence in sentences(markdown)] == texts


def test_citation_belongs_to_the_sentence_before_it():
    found = sentences("One.[1] Two [@roe, 3]. Three.")

    assert [(sentence.text, sentence.keys) for sentence in found] == [
        ("One.", ("1",)),
        ("Two .", ("roe", "3")),
        ("Three.", ()),
    ]
    assert [sentence.is_cited for sentence in found] == [True, True, False]


def test_sign_that_stands_for_a_citation_is_none_where_it_was_typed():
    found = sentences("One \ue00f.[1] Two \ue00f. Three.[2]")

    assert [sentence.keys for sentence in found] == [("1",), (), ("2",)]


def test_each_sentence_has_its_place():
    markdown = "Before.\n\n## A *b*\n\n- item\n\n### C\n\n| h |\n|---|\n| x |\n"
    found = {sentence.text: sentence for sentence in sentences(markdown, anchor="p")}

    assert [(s.text, s.kind, s.anchor, s.line) for s in found.values()] == [
        ("Before.", "paragraph", "", 1),
        ("A b", "heading", "p-s-a-b", 3),
        ("item", "item", "p-s-a-b", 5),
        ("C", "heading", "p-s-c", 7),
        ("h", "cell", "p-s-c", 9),
        ("x", "cell", "p-s-c", 11),
    ]
    assert markdown[found["item"].start : found["item"].end] == "- item"


@given(st.text())
def test_any_text_has_sentences_in_existing_places(text):
    ids = {"", *(heading.id for heading in render(text).toc)}

    for sentence in sentences(text):
        assert sentence.text.strip()
        assert sentence.anchor in ids
        assert 0 <= sentence.start <= sentence.end
