from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.anchoring import (
    CONTEXTS,
    Anchor,
    locate,
    make_anchor,
    one_spaced,
    reading_blocks,
    reading_text,
    successor,
)

TEXT = "Start low. Give 10 mg daily. In the frail give 10 mg every other day. Stop when ill."

# Few letters, so that passages repeat.
READING = st.text("ab ", min_size=1, max_size=60).map(one_spaced).filter(bool)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Give   10&nbsp;mg\n daily.</p>", "Give 10 mg daily."),
        ("<h2>Dose</h2><p>10 mg</p>", "Dose 10 mg"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<p>one<br>two</p>", "one two"),
        ("<p>10<sub>2</sub> &lt; 5 &amp; <em>more</em></p>", "102 < 5 & more"),
        ("", ""),
    ],
)
def test_reading_text(html, text):
    assert reading_text(html) == text


def test_make_anchor_takes_the_neighbourhood_from_the_text():
    anchor = make_anchor(TEXT, "every\n other   day")

    assert anchor.exact == "every other day"
    assert TEXT.index(anchor.prefix + anchor.exact + anchor.suffix) >= 0
    assert len(anchor.prefix) == CONTEXTS[0]


def test_make_anchor_neighbourhood_tells_repeated_words_apart():
    anchor = make_anchor(TEXT, "10 mg", prefix="In the frail give ", suffix=" every")

    assert locate(TEXT, anchor) == TEXT.rindex("10 mg")


@pytest.mark.parametrize(
    ("exact", "words"),
    [
        ("", "Quote some words"),
        (" \n", "Quote some words"),
        ("20 mg", "not in the text"),
        ("10 mg", "more than once"),
    ],
)
def test_make_anchor_refuses_in_words(exact, words):
    with pytest.raises(ValueError, match=words):
        make_anchor(TEXT, exact)


def test_make_anchor_wider_neighbourhood_where_the_usual_one_repeats():
    row = "the same words again and again in each of these rows. "
    text = f"First: {row}target {row}Second: {row}target {row}".strip()

    anchor = make_anchor(text, "target", prefix=f"First: {row}")

    assert len(anchor.prefix) > CONTEXTS[0]
    assert locate(text, anchor) == text.index("target")


def test_make_anchor_refuses_what_no_neighbourhood_tells_apart():
    same = "x" * 300
    text = f"a{same}y{same}b{same}y{same}"

    with pytest.raises(ValueError, match="repeated"):
        make_anchor(text, "y", prefix=f"a{same}")


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("10 mg daily", "20 mg daily"),  # the passage itself
        TEXT.replace("Start low. ", ""),  # beside it
        f"{TEXT} {TEXT}",  # there twice
        "",
    ],
)
def test_locate_changed_text_is_not_found(changed):
    anchor = make_anchor(TEXT, "10 mg daily")

    assert locate(changed, anchor) is None


def test_locate_elsewhere_in_the_text_is_the_same_passage():
    anchor = make_anchor(TEXT, "Stop when ill.")

    assert locate(f"A new first section. {TEXT}", anchor) == 21 + TEXT.index("Stop when ill.")


@given(READING, st.data())
def test_anchor_of_any_passage_is_found_where_it_was_made(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end] == one_spaced(text[start:end]))
    try:
        anchor = make_anchor(text, text[start:end], text[:start], text[end:])
    except ValueError:
        return

    assert locate(text, anchor) == start
    assert text.startswith(anchor.exact, start)


@given(READING, READING, READING, READING)
def test_locate_never_finds_other_words(text, exact, prefix, suffix):
    anchor = Anchor(exact, prefix, suffix)

    place = locate(text, anchor)

    whole = prefix + exact + suffix
    if place is None:
        places = [i for i in range(len(text)) if text.startswith(whole, i)]
        assert len(places) != 1
    else:
        assert text[place - len(prefix) : place] == prefix
        assert text[place : place + len(exact)] == exact
        assert text.startswith(suffix, place + len(exact))


def test_a_changed_passage_is_shown_as_what_it_became():
    blocks = reading_blocks("<h2>Doses</h2><p>Give 20 mg once daily, with food.</p><p>Stop it.</p>")
    assert blocks == ["Doses", "Give 20 mg once daily, with food.", "Stop it."]
    assert successor(blocks, Anchor("Give 10 mg once daily")) == blocks[1]
    assert successor(blocks, Anchor("Ask a nephrologist below 20")) == ""
    # What stands around an item of a list is in other blocks; two words alone tell nothing.
    around = {"prefix": "Start an SGLT2 inhibitor in adults. ", "suffix": " Tell the patient why."}
    assert successor(blocks, Anchor("Give 10 mg once daily", **around)) == blocks[1]
    assert successor(blocks, Anchor("once daily", **around)) == ""
