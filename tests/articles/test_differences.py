"""Comparisons: right, safe, and quick on hostile text."""

from __future__ import annotations

import time

import nh3
from hypothesis import given
from hypothesis import strategies as st

from articles.differences import compare

LINES = st.lists(st.text(alphabet="ab <>&\"'", max_size=8), max_size=6).map("\n".join)


def test_equal_texts_have_no_blocks() -> None:
    assert compare("a\nb", "a\nb") == []


def test_words_are_marked_for_eye_and_ear() -> None:
    (block,) = compare("Give one tablet.", "Give two tablets.")
    assert block.html == (
        'Give <del><span class="visually-hidden">removed: </span>one</del>'
        '<ins><span class="visually-hidden">added: </span>two</ins> '
        '<del><span class="visually-hidden">removed: </span>tablet</del>'
        '<ins><span class="visually-hidden">added: </span>tablets</ins>.'
    )


def test_far_lines_are_left_out() -> None:
    old = "\n".join(f"line {n}" for n in range(40))
    kinds = [block.kind for block in compare(old, old.replace("line 20", "other"))]
    assert kinds == ["left-out", "same", "changed", "same", "left-out"]


@given(LINES, LINES)
def test_every_text_is_escaped(old: str, new: str) -> None:
    for block in compare(old, new):
        cleaned = nh3.clean(block.html, tags={"ins", "del", "span"}, attributes={"span": {"class"}})
        assert cleaned.count("<") == str(block.html).count("<")


def test_huge_texts_take_no_long_time() -> None:
    old = "\n".join(f"a {n}" for n in range(4_000))
    new = "\n".join(f"b {n}" for n in range(4_000))
    begun = time.perf_counter()
    compare(old, new)
    assert time.perf_counter() - begun < 2


def test_compare_each_side_has_its_own_words_alone():
    (block,) = compare("Give 10 mg <b>.", "Give 20 mg <b>.")

    assert ">removed: </span>10</del> mg &lt;b&gt;." in block.old
    assert "20" not in block.old
    assert ">added: </span>20</ins> mg &lt;b&gt;." in block.new
    assert "10" not in block.new
