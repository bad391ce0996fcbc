"""Comparisons of what readers see: in words, in their forms, safe and quick."""

from __future__ import annotations

import time

import pytest

from articles.markup import render
from articles.reading_differences import Passage, compare_lines
from articles.reading_lines import lines_of_html, lines_of_text


def passages(old: str, new: str) -> list[Passage]:
    sides = [lines_of_html(render(text, numbers={"a": 1, "b": 2}).html) for text in (old, new)]
    return [each for stretch in compare_lines(*sides) for each in stretch.passages]


def only_change(old: str, new: str) -> Passage:
    (change,) = (each for each in passages(old, new) if each.kind != "same")
    return change


def test_a_dose_is_marked_as_a_whole_in_its_form() -> None:
    change = only_change("- Give 2.5 mg daily.", "- Give 2.8 mg daily.")
    assert change.both.html == (
        'Give <del><span class="visually-hidden">removed: </span>2.5</del>'
        '<ins><span class="visually-hidden">added: </span>2.8</ins> mg daily.'
    )
    assert (change.both.looks, change.both.marker) == ("read-bullet read-1", "\u2022")
    assert change.old
    assert "2.8" not in change.old.html
    assert change.new
    assert "2.5" not in change.new.html


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ("## Dose", "### Dose", "now a heading, level 3; before a heading, level 2"),
        ("Dose", "## Dose", "now a heading, level 2; before a paragraph"),
        ("- a\n  - b", "- a\n- b", "now a bullet; before a bullet, depth 2"),
        ("- a b", "1. a b", "now a numbered item; before a bullet"),
        ("Not *now* or **here**", "Not now or here", "the same words, emphasised or set otherwise"),
        ("> a b", "a b", "now a paragraph; before a paragraph in a quotation"),
    ],
)
def test_a_change_of_form_alone_is_said_in_words(old: str, new: str, note: str) -> None:
    assert only_change(old, new).notes == (note,)


def test_citations_are_the_numbers_that_readers_see() -> None:
    change = only_change("Start low [@a; @b].", "Start low [@b; @a].")
    assert "removed: </span><sup>[1, 2]</sup></del>" in change.both.html
    assert "added: </span><sup>[2, 1]</sup></ins>" in change.both.html
    assert "@" not in change.both.html


def test_what_was_moved_is_said_to_be_moved() -> None:
    old, new = "One thing.\n\nAnother paragraph.", "Another paragraph.\n\nOne thing."
    notes = {each.kind: each.notes for each in passages(old, new)}
    assert notes["added"] == ("moved here from another place",)
    assert notes["removed"] == ("moved: it stands at another place now",)


def test_unlike_passages_go_and_come() -> None:
    kinds = [each.kind for each in passages("Give aspirin.", "Wait for the scan of tomorrow")]
    assert sorted(kinds) == ["added", "removed"]


def test_unchanged_passages_far_from_a_change_are_folded() -> None:
    old = [f"line {number}" for number in range(40)]
    new = [*old[:20], "line x", *old[21:]]
    stretches = compare_lines(*(lines_of_text("\n".join(each)) for each in (old, new)))
    assert [(len(each.passages), each.folded) for each in stretches] == [
        *((18, True), (2, False), (1, False), (2, False), (17, True))
    ]
    assert compare_lines(lines_of_text("a"), lines_of_text("a")) == []


def test_every_text_is_escaped() -> None:
    change = only_change("a <script>x</script> b", "a <script>y</script> b")
    for shown in (change.both, change.old, change.new):
        assert shown
        assert "<script" not in shown.html


def test_huge_texts_take_no_long_time() -> None:
    olds, news = (
        lines_of_text("\n".join(f"{word} {number} mg" for number in range(3_000))) for word in "ab"
    )
    begun = time.process_time()
    compare_lines(olds, news)
    assert time.process_time() - begun < 3
